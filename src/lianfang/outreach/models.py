"""The read model of outreach; written by its fold only."""

from django.db import models

from lianfang.outreach.choices import Clash, Heard, NeedKind, Reason, State


class Need(models.Model):
    """One need and where it stands. `raised` is the entry whose words hold: its note is found by it.

    `member` sees to it, or saw to it. `clash`: statements about it that do not agree, in the order of `Clash`.
    """

    id = models.UUIDField(primary_key=True)
    area = models.CharField(max_length=24)
    household = models.UUIDField(null=True)
    person = models.UUIDField(null=True)
    what = models.CharField(max_length=16, choices=NeedKind.choices)
    urgent = models.BooleanField(default=False)
    channel = models.CharField(max_length=12, choices=Heard.choices)
    wanted_by = models.DateField(null=True)
    state = models.CharField(max_length=12, choices=State.choices)
    member = models.UUIDField(null=True)
    raised = models.UUIDField()
    raised_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=16, choices=Reason.choices, blank=True, default="")
    clash = models.CharField(max_length=20, choices=Clash.choices, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["state", "area", "id"], name="need_state"),
            models.Index(fields=["area", "id"], name="need_area"),
            models.Index(fields=["member", "state", "area", "id"], name="need_member"),
            models.Index(fields=["household"], name="need_household", condition=models.Q(household__isnull=False)),
            models.Index(fields=["person"], name="need_person", condition=models.Q(person__isnull=False)),
        ]

    def __str__(self) -> str:
        return str(self.id)
