"""The vault's tables: sealed statements, blind indexes, who looked at whom, what was destroyed."""

from django.db import models


class Statement(models.Model):
    """What one entry says about one person or household, or its free text; readable only with the data key.

    `id` follows from the entry and the place in it, so the same entry again is the same row. `key` names the
    data key that `sealed` needs. `retracted`: the entry was corrected or voided. A note's `entity` is its entry.
    """

    id = models.UUIDField(primary_key=True)
    entry = models.UUIDField()
    field = models.CharField(max_length=64)
    entity = models.UUIDField()
    entity_type = models.CharField(max_length=16)
    area = models.CharField(max_length=24)
    at = models.DateTimeField()
    key = models.CharField(max_length=24)
    sealed = models.BinaryField()
    retracted = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["entity"], name="statement_entity"),
            models.Index(fields=["entry"], name="statement_entry"),
        ]

    def __str__(self) -> str:
        return f"{self.field} of {self.entry}"


class Token(models.Model):
    """A blind index: a keyed hash of something that was said about an entity, in an area.

    Rows belong to the entity, not to a statement: ten lists naming the same person cost no more than one.
    """

    id = models.BigAutoField(primary_key=True)
    token = models.BigIntegerField()
    area = models.CharField(max_length=24)
    entity = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["entity"], name="token_entity")]
        constraints = [models.UniqueConstraint(fields=["token", "area", "entity"], name="token_once")]

    def __str__(self) -> str:
        return f"{self.token}"


class Viewing(models.Model):
    """Somebody saw a person unmasked: one row per member, entity, purpose and minute. `member` null: system."""

    id = models.BigAutoField(primary_key=True)
    member = models.UUIDField(null=True)
    entity = models.UUIDField()
    purpose = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["entity", "at"], name="viewing_entity"),
            models.Index(fields=["at", "id"], name="viewing_at"),
        ]
        constraints = [models.UniqueConstraint(fields=["member", "at", "purpose", "entity"], name="viewing_once")]

    def __str__(self) -> str:
        return f"{self.member} {self.purpose}"


class Destruction(models.Model):
    """Identities were destroyed. `certificate` is empty until keys and files are cleared as well."""

    id = models.UUIDField(primary_key=True)
    at = models.DateTimeField()
    member = models.UUIDField(null=True)
    area = models.CharField(max_length=24)
    reason = models.CharField(max_length=200)
    selection = models.JSONField()
    counts = models.JSONField()
    certificate = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.counts}"
