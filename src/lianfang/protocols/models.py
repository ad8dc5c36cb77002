"""The read models of protocols; written by their folds only."""

from django.db import models

from lianfang.protocols.choices import Risk


class Response(models.Model):
    """A response in an area. `steps`: every level it had, oldest first.

    A step is {"since": ISO, "level", "edition", "table", "leave_cancelled", "entry"}; an empty level is its end.
    """

    id = models.UUIDField(primary_key=True)
    area = models.CharField(max_length=24)
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    steps = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["area", "id"], name="response_area")]

    def __str__(self) -> str:
        return str(self.id)


class ListedArea(models.Model):
    """An area elsewhere that is listed. `last`: the last day on which a stay there can count for anybody."""

    id = models.UUIDField(primary_key=True)
    area = models.CharField(max_length=24)
    code = models.CharField(max_length=12)
    name = models.CharField(max_length=64)
    level = models.CharField(max_length=12, choices=Risk.choices)
    since = models.DateField()
    until = models.DateField()
    days = models.PositiveSmallIntegerField()
    last = models.DateField()
    source = models.CharField(max_length=120)
    source_date = models.DateField()
    delisted = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["last", "code", "id"], name="listed_area_last")]

    def __str__(self) -> str:
        return str(self.id)
