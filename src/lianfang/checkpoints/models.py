"""The read models of checkpoints; written by their folds only."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from lianfang.checkpoints.choices import (
    Direction,
    LookoutClosed,
    LookoutReason,
    Outcome,
    PostKind,
    ReferralState,
)


class Post(models.Model):
    """A post. `opened`: the entry whose words hold; `queue_entry`: the one that told of the queue and the needs.

    `crew` are ids of agencies, `shifts` the full hours at which one begins. Degrees are WGS-84.
    """

    id = models.UUIDField(primary_key=True)
    area = models.CharField(max_length=24)
    name = models.CharField(max_length=64)
    what = models.CharField(max_length=16, choices=PostKind.choices)
    road = models.CharField(max_length=64, blank=True, default="")
    crew = models.JSONField(default=list)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    shifts = models.JSONField(default=list)
    open = models.BooleanField()
    opened = models.UUIDField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    queue = models.PositiveIntegerField(null=True)
    queue_minutes = models.PositiveIntegerField(null=True)
    queue_at = models.DateTimeField(null=True)
    queue_entry = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["area", "id"], name="post_area")]

    def __str__(self) -> str:
        return self.name


class Passage(models.Model):
    """One passage: a vehicle and its people, or people on foot. Written for every car: keep it narrow.

    `outcome` is the gravest of the vehicle's and its travellers'; `persons`, `fever` and `exposed` are counts;
    `people` the ids of those who were named, to be recalled at the next passage. Passages of one vehicle or person
    are found by their mentions, not by an index here.
    """

    id = models.UUIDField(primary_key=True)
    post = models.UUIDField()
    area = models.CharField(max_length=24)
    at = models.DateTimeField()
    member = models.UUIDField(null=True)
    vehicle = models.UUIDField(null=True)
    direction = models.CharField(max_length=3, choices=Direction.choices)
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    persons = models.PositiveSmallIntegerField()
    fever = models.PositiveSmallIntegerField(default=0)
    exposed = models.PositiveSmallIntegerField(default=0)
    origin = models.CharField(max_length=24, blank=True, default="")
    bound_for = models.CharField(max_length=24, blank=True, default="")
    people = models.JSONField(default=list)

    class Meta:
        indexes = [
            models.Index(fields=["post", "at"], name="passage_post"),
            models.Index(fields=["area", "at"], name="passage_stopped", condition=~Q(outcome=Outcome.PASS)),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Lookout(models.Model):
    """A vehicle looked for from `since` until `until`, unless it is ended before. `opened` holds the note."""

    id = models.UUIDField(primary_key=True)
    area = models.CharField(max_length=24)
    vehicle = models.UUIDField()
    reason = models.CharField(max_length=12, choices=LookoutReason.choices)
    since = models.DateTimeField()
    until = models.DateTimeField()
    opened = models.UUIDField()
    member = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended = models.CharField(max_length=12, choices=LookoutClosed.choices, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["vehicle", "until"], name="lookout_vehicle"),
            models.Index(fields=["area", "until", "id"], name="lookout_area"),
            models.Index(fields=["until"], name="lookout_until"),
        ]

    def __str__(self) -> str:
        return str(self.id)

    def runs(self, at: datetime) -> bool:
        """Whether the vehicle is looked for at this moment."""
        return self.since <= at < self.until and (self.ended_at is None or at < self.ended_at)


class Referral(models.Model):
    """Somebody sent from a post to the fever clinic, and what the clinic said. `answer` holds the note."""

    id = models.UUIDField(primary_key=True)
    area = models.CharField(max_length=24)
    person = models.UUIDField()
    passage = models.UUIDField()
    post = models.UUIDField()
    temperature = models.FloatField(null=True)
    referred_at = models.DateTimeField()
    state = models.CharField(max_length=16, choices=ReferralState.choices)
    first_answer_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answer = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "area", "referred_at"], name="referral_state"),
            models.Index(fields=["area", "referred_at", "id"], name="referral_area"),
            models.Index(fields=["person"], name="referral_person"),
            models.Index(fields=["passage"], name="referral_passage"),
        ]

    def __str__(self) -> str:
        return str(self.id)
