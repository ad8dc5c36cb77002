"""Read models of the register; written by folds only."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianfang.people.kinds import Residence, Tenure, Whereabouts


class Household(models.Model):
    """A door. Its address is in the vault; `walk` is its place in the walking order of the grid."""

    id = models.UUIDField(primary_key=True)
    area = models.CharField(max_length=24)
    walk = models.PositiveIntegerField(default=0)
    tenure = models.CharField(max_length=12, choices=Tenure.choices, default=Tenure.OWNER)
    changed = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["area", "walk", "id"], name="household_area")]

    def __str__(self) -> str:
        return str(self.id)


class Identity(models.TextChoices):
    """How sure we are who a record is."""

    SURE = "sure", _("确定")
    UNSURE = "unsure", _("待判定")
    SAME = "same", _("同一人")
    DIFFERENT = "different", _("不是同一人")
    ASK = "ask", _("上门核实")


class Person(models.Model):
    """A registered person, or a record whose person is still to be decided.

    `same_as` is the person this record turned out to be; `candidates` are those it may be.
    """

    id = models.UUIDField(primary_key=True)
    area = models.CharField(max_length=24)
    household = models.UUIDField(null=True)
    residence = models.CharField(max_length=12, choices=Residence.choices, blank=True, default="")
    whereabouts = models.CharField(max_length=12, choices=Whereabouts.choices, default=Whereabouts.HOME)
    since = models.DateField(null=True)
    head = models.BooleanField(default=False)
    identity = models.CharField(max_length=12, choices=Identity.choices, default=Identity.SURE)
    candidates = models.JSONField(default=list)
    why = models.CharField(max_length=64, blank=True, default="")
    same_as = models.UUIDField(null=True)
    decided_by = models.UUIDField(null=True)
    changed = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["area", "id"], name="person_area"),
            models.Index(fields=["household"], name="person_household"),
            models.Index(fields=["identity", "area", "id"], name="person_undecided"),
            models.Index(fields=["same_as"], name="person_same_as", condition=models.Q(same_as__isnull=False)),
        ]

    def __str__(self) -> str:
        return str(self.id)
