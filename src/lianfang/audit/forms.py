"""The filters of these pages, as they stand in the address. What cannot be read filters nothing."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianfang.audit import viewings
from lianfang.ledger.kinds import all_kinds
from lianfang.ledger.scope import covers

Choices = Sequence[tuple[str, str]]
USUAL_DAYS, MOST_DAYS = 7, 31


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _any(choices: Choices) -> list[tuple[str, str]]:
    return [("", _("全部")), *choices]


def kinds(*, setup: bool) -> Choices:
    """Every kind by its title; those that only our own pages record where wanted."""
    return [(kind.code, _(kind.title)) for kind in all_kinds().values() if setup or (kind.right and not kind.setup)]


class Filters(forms.Form):
    """Filters whose choices depend on who asks."""

    def __init__(self, data: Any, **choices: Choices) -> None:
        super().__init__(data)
        for name, offered in choices.items():
            self.fields[name].choices = _any(offered)  # type: ignore[attr-defined]  # choice fields only

    def wanted(self) -> dict[str, Any]:
        """The filters that could be read and say something."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class WaitingFilters(Filters):
    """Which entries that are not in the ledger."""

    state = forms.ChoiceField(
        label=gettext_lazy("状态"),
        required=False,
        choices=[
            ("", gettext_lazy("全部")),
            ("refused", gettext_lazy("未入账")),
            ("held", gettext_lazy("等待前一条")),
        ],
    )
    kind = forms.ChoiceField(label=gettext_lazy("种类"), required=False)
    member = forms.ChoiceField(label=gettext_lazy("录入人"), required=False)

    def __init__(self, data: Any, members: Choices) -> None:
        super().__init__(data, kind=kinds(setup=False), member=members)
        if len(members) < 2:
            del self.fields["member"]


class DayFilters(Filters):
    """Filters over some days, at most a month at once: a longer log is read piece by piece."""

    since = forms.DateField(label=gettext_lazy("从"), required=False, widget=_day())
    until = forms.DateField(label=gettext_lazy("到"), required=False, widget=_day())

    def __init__(self, data: Any, today: date, **choices: Choices) -> None:
        super().__init__(data, **choices)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """The days in order and not too many."""
        asked = self.cleaned_data
        since, until = self._span(asked)
        if since > until:
            self.add_error("until", _("结束日期在开始日期之前，请改过来。"))
        elif (until - since).days >= MOST_DAYS:
            self.add_error("until", _("一次最多看 %(days)s 天，请缩短范围。") % {"days": MOST_DAYS})
        return asked

    def days(self) -> tuple[date, date]:
        """The first and the last day shown: by default, or when unreadable, the last week."""
        return self._span(self.cleaned_data if self.is_valid() else {})

    def window(self) -> tuple[datetime, datetime]:
        """The same days as moments, the end excluded."""
        since, until = self.days()
        return _midnight(since), _midnight(until + timedelta(days=1))

    def _span(self, asked: dict[str, Any]) -> tuple[date, date]:
        since, until = asked.get("since"), asked.get("until")
        if since and not until:
            until = since + timedelta(days=USUAL_DAYS - 1)
        last = until or self.today
        return since or last - timedelta(days=USUAL_DAYS - 1), last


class ViewingFilters(DayFilters):
    """Whose looks, at whom, on which page."""

    member = forms.ChoiceField(label=gettext_lazy("查阅人"), required=False)
    purpose = forms.ChoiceField(label=gettext_lazy("页面"), required=False)
    person = forms.ChoiceField(label=gettext_lazy("被查阅的人或户"), required=False)

    def __init__(self, data: Any, today: date, members: Choices, person: Choices) -> None:
        super().__init__(data, today, member=members, purpose=viewings.purposes(), person=person)
        if not person:
            del self.fields["person"]


class EntryFilters(DayFilters):
    """Which entries of the trail."""

    kind = forms.ChoiceField(label=gettext_lazy("种类"), required=False)
    member = forms.ChoiceField(label=gettext_lazy("录入人"), required=False)
    area = forms.ChoiceField(label=gettext_lazy("区域"), required=False)
    subject = forms.UUIDField(label=gettext_lazy("对象编号"), required=False)

    def __init__(self, data: Any, today: date, members: Choices, places: Choices) -> None:
        super().__init__(data, today, kind=kinds(setup=True), member=members, area=places)


def uuid(text: str) -> UUID | None:
    """An id as an address gives it; None for anything else."""
    try:
        return UUID(text)
    except ValueError:
        return None


def inside(area: str, reach: Sequence[str]) -> bool:
    """Whether a code stands for an area within these."""
    return area.isdecimal() and covers(reach, area)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
