"""The read model of screening; written by its fold only."""

from django.db import models

from lianfang.screening.choices import Action, Handling, State


class Hit(models.Model):
    """One hit and where it stands. `area` is where it was found, `owner` the area that answers for whom it looks for.

    `place` is the post's id, or "". `source` and `watched` (the list and its subject) are for the owner only.
    """

    id = models.UUIDField(primary_key=True)
    area = models.CharField(max_length=24)
    place = models.CharField(max_length=36, blank=True, default="")
    owner = models.CharField(max_length=24, blank=True, default="")
    found = models.UUIDField()
    at = models.DateTimeField()
    action = models.CharField(max_length=24, choices=Action.choices)
    certain = models.BooleanField()
    person = models.UUIDField(null=True)
    vehicle = models.UUIDField(null=True)
    source = models.CharField(max_length=16, blank=True, default="")
    watched = models.UUIDField(null=True)
    state = models.CharField(max_length=12, choices=State.choices)
    handling = models.CharField(max_length=16, choices=Handling.choices, blank=True, default="")
    handled_at = models.DateTimeField(null=True)
    handled_by = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["area", "at", "id"], name="hit_area"),
            models.Index(fields=["owner", "at", "id"], name="hit_owner"),
            models.Index(fields=["state", "area", "at"], name="hit_state"),
            models.Index(fields=["place", "state"], name="hit_place"),
            models.Index(fields=["watched", "at"], name="hit_watched"),
            models.Index(fields=["found"], name="hit_found"),
            models.Index(fields=["person"], name="hit_person", condition=models.Q(person__isnull=False)),
        ]

    def __str__(self) -> str:
        return str(self.id)
