"""The ledger's tables: entries never change; mentions and counters follow from them."""

from django.db import models


class Entry(models.Model):
    """A fact as it came through the door. Rows are inserted and never updated.

    `at` is when it happened, `received` when the door took it; `seq` is the order of acceptance and the cursor
    of every feed. `into` is the area a fact brings its subject to, where that is not its own. `data` holds no
    direct identifier. `corrects` names the entry that this one replaces or voids; `cause`, for a reaction, the
    entry that set it off.
    """

    seq = models.BigAutoField(primary_key=True)
    id = models.UUIDField(unique=True)
    kind = models.CharField(max_length=64)
    subject = models.UUIDField()
    area = models.CharField(max_length=24)
    into = models.CharField(max_length=24, default="")
    place = models.CharField(max_length=36, default="")
    at = models.DateTimeField()
    received = models.DateTimeField()
    member = models.UUIDField(null=True)
    device = models.CharField(max_length=64, default="")
    corrects = models.UUIDField(null=True)
    cause = models.UUIDField(null=True)
    flags = models.JSONField(default=list)
    data = models.JSONField()

    class Meta:
        indexes = [
            models.Index(fields=["subject", "at", "id"], name="entry_subject"),
            models.Index(fields=["kind", "at"], name="entry_kind_at"),
            models.Index(fields=["area", "subject"], name="entry_area"),
            models.Index(fields=["into", "subject"], name="entry_into", condition=~models.Q(into="")),
            models.Index(fields=["received"], name="entry_received"),
            models.Index(fields=["corrects"], name="entry_corrects", condition=models.Q(corrects__isnull=False)),
            models.Index(fields=["cause"], name="entry_cause", condition=models.Q(cause__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.kind}"


class MentionRow(models.Model):
    """Entity X appears in entry Y in a role: an edge of the graph that tracing walks and screening looks up."""

    id = models.BigAutoField(primary_key=True)
    entity = models.UUIDField()
    entry = models.BigIntegerField()
    role = models.CharField(max_length=32)
    at = models.DateTimeField()
    place = models.CharField(max_length=36, default="")

    class Meta:
        indexes = [
            models.Index(fields=["entity", "at"], name="mention_entity"),
            models.Index(fields=["entry"], name="mention_entry"),
            models.Index(fields=["place", "at"], name="mention_place", condition=~models.Q(place="")),
        ]

    def __str__(self) -> str:
        return f"{self.role} in {self.entry}"


class Waiting(models.Model):
    """An entry the door could not take: held until its parent comes, or refused. Nothing sent is ever lost.

    `sealed` is the entry as sent, encrypted by the vault because it has not been through identification.
    `after` is the id it waits for (a subject or a corrected entry), also after a refusal that may be lifted
    when the subject moves; `problem` is empty while it is merely held. `authority` keeps
    the rights its author had when it was sent, because that is what it is judged by; `flags` what was odd then.
    """

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=64)
    area = models.CharField(max_length=24)
    member = models.UUIDField(null=True)
    device = models.CharField(max_length=64, default="")
    received = models.DateTimeField()
    after = models.UUIDField(null=True)
    authority = models.JSONField(default=dict)
    problem = models.JSONField(default=dict)
    flags = models.JSONField(default=list)
    sealed = models.BinaryField()

    class Meta:
        indexes = [
            models.Index(fields=["after"], name="waiting_after", condition=models.Q(after__isnull=False)),
            models.Index(fields=["area", "received"], name="waiting_area"),
            models.Index(fields=["member", "received"], name="waiting_member"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({'refused' if self.problem else 'held'})"


class Counter(models.Model):
    """A figure's flow in one place; `DayCount` and `HourCount` differ only in how finely they cut time."""

    id = models.BigAutoField(primary_key=True)
    figure = models.CharField(max_length=64)
    day = models.DateField()
    area = models.CharField(max_length=24)
    place = models.CharField(max_length=36, default="")
    value = models.BigIntegerField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.figure} {self.day} {self.area}: {self.value}"


class DayCount(Counter):
    """A figure's flow on one local day."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["figure", "area", "day", "place"], name="day_count")]


class HourCount(Counter):
    """A figure's flow in one local hour, so that a cut-off within a day need not read the day's entries."""

    hour = models.SmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["figure", "day", "hour", "area", "place"], name="hour_count")]
