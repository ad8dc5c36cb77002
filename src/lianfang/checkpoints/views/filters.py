"""The lists' filters, as they stand in the address."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianfang.checkpoints.choices import Direction, Outcome, ReferralState
from lianfang.checkpoints.models import Passage, Post
from lianfang.checkpoints.views.dayform import today

STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which passages: of one local day, and what else was asked for."""

    day: date
    post: str = ""
    outcome: str = ""
    direction: str = ""

    @property
    def plain(self) -> bool:
        """Whether only the day narrows the list."""
        return not (self.post or self.outcome or self.direction)

    def of(self, rows: QuerySet[Passage]) -> QuerySet[Passage]:
        """The passages that fit."""
        starts = timezone.make_aware(datetime.combine(self.day, time()))
        rows = rows.filter(at__gte=starts, at__lt=starts + timedelta(days=1))
        if self.outcome == STOPPED:
            rows = rows.exclude(outcome=Outcome.PASS)
        elif self.outcome:
            rows = rows.filter(outcome=self.outcome)
        return rows.filter(**{name: value for name in ("post", "direction") if (value := getattr(self, name))})


class PassageFilters(forms.Form):
    """Filters of the list of passages. What cannot be read filters nothing; without a day it is today."""

    post = forms.ChoiceField(label=_("卡点"), required=False)
    day = forms.DateField(label=_("日期"), required=False, widget=forms.DateInput({"type": "date"}))
    outcome = forms.ChoiceField(
        label=_("处置"),
        required=False,
        choices=[("", _("不限")), (STOPPED, _("没有放行的")), *Outcome.choices],
    )
    direction = forms.ChoiceField(label=_("方向"), required=False, choices=[("", _("不限")), *Direction.choices])

    def __init__(self, data: Any, posts: QuerySet[Post]) -> None:
        super().__init__(data)
        rows = posts.order_by("name", "id").values_list("pk", "name")
        self.fields["post"].choices = [("", _("全部卡点")), *((str(pk), name) for pk, name in rows)]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """The filters that could be read."""
        self.is_valid()
        said = {name: value for name, value in self.cleaned_data.items() if value}
        return Wanted(**{"day": today()} | said)


class ReferralFilters(forms.Form):
    """Filters of the list of referrals. What cannot be read filters nothing."""

    state = forms.ChoiceField(label=_("结果"), required=False, choices=[("", _("全部")), *ReferralState.choices])
    late = forms.BooleanField(label=_("逾期未反馈"), required=False)


class LookoutFilters(forms.Form):
    """Filters of the list of lookouts: those that run unless the others are asked for."""

    state = forms.ChoiceField(label=_("状态"), required=False, choices=[("", _("正在布控")), ("all", _("全部"))])
