"""Read model of briefings; written by the fold only."""

from django.db import models


class FrozenBriefing(models.Model):
    """A briefing as it was written, for good. `content` is `content.Briefing` as JSON; it is never computed anew.

    `signed_by` and `signed_at` are of the first signature on this very digest.
    """

    id = models.UUIDField(primary_key=True)
    area = models.CharField(max_length=24)
    cutoff = models.DateTimeField()
    seq = models.BigIntegerField()
    written_by = models.UUIDField(null=True)
    written_at = models.DateTimeField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    signed_by = models.UUIDField(null=True)
    signed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["area", "cutoff"], name="briefing_area"),
            models.Index(fields=["cutoff", "id"], name="briefing_cutoff"),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.cutoff:%Y-%m-%d %H:%M}"
