"""The register of areas. Rows are written by `actions` only, which leaves an entry for every change."""

from uuid import UUID, uuid5

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianfang.areas.levels import MOST_DIGITS, Level

_NAMES = UUID("b6f0b0ac-2b5e-5f7e-9c59-0d4f51a3c1d7")


def subject_of(code: str) -> UUID:
    """The id under which the ledger knows an area."""
    return uuid5(_NAMES, code)


class Area(models.Model):
    """One area, from the county down to the grid.

    `population` and `households` are the baselines of coverage figures; None means nobody has counted yet,
    which is not zero. `attributes` holds what only some areas have: `groups` (村民小组 a grid covers, list of
    numbers), `above` (names of province and prefecture, on a county). A retired area keeps its history.
    """

    code = models.CharField(_("代码"), max_length=MOST_DIGITS, primary_key=True)
    level = models.CharField(_("层级"), max_length=12, choices=Level.choices)
    name = models.CharField(_("名称"), max_length=64)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children", verbose_name=_("上级"))
    population = models.PositiveIntegerField(_("人口基数"), null=True, blank=True)
    households = models.PositiveIntegerField(_("户数基数"), null=True, blank=True)
    attributes = models.JSONField(_("属性"), default=dict, blank=True)
    retired_on = models.DateField(_("停用日期"), null=True, blank=True)
    changed = models.DateTimeField(_("最近变更"), db_index=True)

    class Meta:
        ordering = ["code"]
        verbose_name = _("辖区")
        verbose_name_plural = _("辖区")

    def __str__(self) -> str:
        return self.name
