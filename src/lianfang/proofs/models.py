"""The read model of proofs; written by its fold only."""

from datetime import date

from django.db import models

from lianfang.proofs.choices import ProofKind, RevokeReason, Work


class Proof(models.Model):
    """One proof as it was issued last.

    `issued` is the entry whose words hold: slips are sealed for it, and `code` is the short code printed on them.
    `until` is the last day on which it holds. That its day has passed is no entry: see `queries.standing`.
    """

    id = models.UUIDField(primary_key=True)
    area = models.CharField(max_length=24)
    what = models.CharField(max_length=20, choices=ProofKind.choices)
    work = models.CharField(max_length=12, choices=Work.choices, blank=True, default="")
    person = models.UUIDField(null=True)
    vehicle = models.UUIDField(null=True)
    order = models.UUIDField(null=True)
    until = models.DateField()
    issued = models.UUIDField()
    code = models.CharField(max_length=8)
    issued_at = models.DateTimeField()
    member = models.UUIDField(null=True)
    revoked_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=16, choices=RevokeReason.choices, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["area", "id"], name="proof_area"),
            models.Index(fields=["person"], name="proof_person"),
            models.Index(fields=["code"], name="proof_code"),
            models.Index(fields=["issued"], name="proof_issued"),
            models.Index(fields=["order"], name="proof_order", condition=models.Q(order__isnull=False)),
        ]

    def __str__(self) -> str:
        return str(self.id)

    def over(self, today: date) -> bool:
        """Whether its last day has passed."""
        return self.until < today
