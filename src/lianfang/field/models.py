"""Enrolments of phones: who may enrol one, until when, and which device it became."""

from django.db import models

from lianfang.duty.models import Member, Token, new_id


class Enrolment(models.Model):
    """One code with which one phone becomes a device of one member, once. Only a keyed hash of the code is kept.

    `by` made the code: the member, or whoever keeps their account. `used` and `token` are set together.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    member = models.ForeignKey(Member, models.CASCADE, related_name="enrolments")
    by = models.ForeignKey(Member, models.CASCADE, related_name="+")
    code = models.CharField(max_length=64, unique=True)
    created = models.DateTimeField()
    expires = models.DateTimeField(db_index=True)
    used = models.DateTimeField(null=True)
    token = models.OneToOneField(Token, models.CASCADE, null=True, related_name="enrolment")

    class Meta:
        ordering = ["-created"]

    def __str__(self) -> str:
        return f"{self.member_id} {self.created:%Y-%m-%d}"
