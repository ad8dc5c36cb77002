"""The read model of orders; written by its fold only."""

from datetime import datetime

from django.db import models

from lianfang.orders.choices import Clash, Measure, RejectReason, ReleaseReason, ServedHow, Standing, State, Target


class Order(models.Model):
    """One measure on one person, household, place or area, and how it stands.

    `area` answers for it: where it is served. `proposal` and `approval` are the entries that hold; their notes are
    found by them. `starts` is when it came into force, the later of `since` and the approval; `until` is its end as
    things are, by rule, approval and extension, and `ended` when it was released before that. `served_at` is None
    until the notice was brought, and again once it was extended. `objected` is set while an objection waits for its
    decision. `clashes` hold what does not agree, `clash` the first of them.
    """

    id = models.UUIDField(primary_key=True)
    area = models.CharField(max_length=24)
    measure = models.CharField(max_length=20, choices=Measure.choices)
    target = models.CharField(max_length=12, choices=Target.choices)
    person = models.UUIDField(null=True)
    household = models.UUIDField(null=True)
    place = models.UUIDField(null=True)
    zone = models.CharField(max_length=24, blank=True, default="")
    at_household = models.UUIDField(null=True)
    rule = models.CharField(max_length=64)
    evidence = models.JSONField(default=list)
    basis = models.JSONField(default=list)
    since = models.DateTimeField()
    until = models.DateTimeField()
    starts = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)
    state = models.CharField(max_length=12, choices=State.choices)
    responsible = models.UUIDField(null=True)
    proposal = models.UUIDField()
    proposed_at = models.DateTimeField()
    proposer = models.UUIDField(null=True)
    approval = models.UUIDField(null=True)
    approved_at = models.DateTimeField(null=True)
    approver = models.UUIDField(null=True)
    reject_reason = models.CharField(max_length=16, choices=RejectReason.choices, blank=True, default="")
    release_reason = models.CharField(max_length=16, choices=ReleaseReason.choices, blank=True, default="")
    served_at = models.DateTimeField(null=True)
    served_how = models.CharField(max_length=12, choices=ServedHow.choices, blank=True, default="")
    refused = models.BooleanField(default=False)
    objected = models.DateTimeField(null=True)
    extensions = models.PositiveSmallIntegerField(default=0)
    clash = models.CharField(max_length=24, choices=Clash.choices, blank=True, default="")
    clashes = models.JSONField(default=list)

    class Meta:
        indexes = [
            models.Index(fields=["state", "area", "until", "id"], name="order_state"),
            models.Index(fields=["area", "proposed_at", "id"], name="order_area"),
            models.Index(fields=["target", "state", "until"], name="order_target"),
            models.Index(fields=["person"], name="order_person", condition=models.Q(person__isnull=False)),
            models.Index(fields=["household"], name="order_household", condition=models.Q(household__isnull=False)),
            models.Index(fields=["place"], name="order_place", condition=models.Q(place__isnull=False)),
        ]

    def __str__(self) -> str:
        return str(self.id)

    def standing(self, at: datetime) -> Standing:
        """How it stands at a moment; that its time is up follows from the clock alone."""
        if self.state != State.RUNNING or self.starts is None:
            return Standing(self.state)
        if at >= self.until:
            return Standing.EXPIRED
        return Standing.RUNNING if at >= self.starts else Standing.AHEAD
