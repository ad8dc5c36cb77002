"""Read models of verification; written by folds only."""

from django.db import models

from lianfang.verification.choices import Accuracy, Outcome, Standing


class Campaign(models.Model):
    """A verification campaign."""

    id = models.UUIDField(primary_key=True)
    area = models.CharField(max_length=24)
    name = models.CharField(max_length=80)
    due = models.DateField(null=True)
    opened = models.DateTimeField()

    class Meta:
        ordering = ["-opened", "id"]

    def __str__(self) -> str:
        return self.name


class SourceList(models.Model):
    """A list as it was received, with what became of its rows when it was read."""

    id = models.UUIDField(primary_key=True)
    campaign = models.UUIDField(db_index=True)
    area = models.CharField(max_length=24)
    name = models.CharField(max_length=200)
    agency = models.UUIDField(null=True)
    digest = models.CharField(max_length=64)
    received = models.DateTimeField()
    rows = models.PositiveIntegerField()
    new = models.PositiveIntegerField()
    known = models.PositiveIntegerField()
    decide = models.PositiveIntegerField()
    refused = models.PositiveIntegerField()

    class Meta:
        ordering = ["received", "id"]

    def __str__(self) -> str:
        return self.name


class Target(models.Model):
    """One person to be met in one campaign, and where that stands. `placed`: somebody knows in which grid."""

    id = models.UUIDField(primary_key=True)
    campaign = models.UUIDField()
    person = models.UUIDField(db_index=True)
    area = models.CharField(max_length=24)
    household = models.UUIDField(null=True)
    placed = models.BooleanField(default=False)
    standing = models.CharField(max_length=20, choices=Standing.choices)
    open = models.BooleanField()
    listed = models.DateTimeField()
    listings = models.PositiveSmallIntegerField()
    origin = models.CharField(max_length=60, blank=True)
    returned_on = models.DateField(null=True)
    transport = models.CharField(max_length=30, blank=True)
    member = models.UUIDField(null=True)
    group = models.UUIDField(null=True)
    due = models.DateField(null=True)
    claimed_by = models.UUIDField(null=True)
    claimed_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField()
    last_contact = models.DateTimeField(null=True)
    last_outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    again_on = models.DateField(null=True)
    met_at = models.DateTimeField(null=True)
    accuracy = models.CharField(max_length=12, choices=Accuracy.choices, blank=True)
    fed_back_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    into = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["campaign", "area", "id"], name="target_area"),
            models.Index(fields=["area", "id"], name="target_slice"),
            models.Index(fields=["campaign", "standing", "area", "id"], name="target_standing"),
            models.Index(fields=["member", "open", "area", "id"], name="target_member"),
            models.Index(fields=["group", "open", "area", "id"], name="target_group"),
            models.Index(
                fields=["campaign", "area", "id"], name="target_unplaced", condition=models.Q(placed=False, open=True)
            ),
            models.Index(fields=["household"], name="target_household", condition=models.Q(household__isnull=False)),
            models.Index(fields=["into"], name="target_into", condition=models.Q(into__isnull=False)),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Door(models.Model):
    """One household in one door-to-door round."""

    id = models.UUIDField(primary_key=True)
    campaign = models.UUIDField()
    household = models.UUIDField(db_index=True)
    area = models.CharField(max_length=24)
    attempts = models.PositiveSmallIntegerField()
    met = models.BooleanField()
    cause = models.CharField(max_length=16, blank=True)
    people = models.PositiveSmallIntegerField()
    again_on = models.DateField(null=True)
    last_knock = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["campaign", "area", "met", "id"], name="door_area"),
            models.Index(fields=["area", "id"], name="door_slice"),
        ]

    def __str__(self) -> str:
        return str(self.id)
