"""The target list's filters, as they stand in the address."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianfang.verification.choices import Standing
from lianfang.verification.models import SourceList
from lianfang.verification.queries.crew import Crew
from lianfang.verification.queries.listing import Wanted
from lianfang.verification.queries.places import Place


class Standings(forms.CheckboxSelectMultiple):
    """Several standings behind one button."""

    template_name = "verification/widgets/standings.html"


def _date() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class Filters(forms.Form):
    """Filters of the target list. What cannot be read filters nothing."""

    area = forms.ChoiceField(label=gettext_lazy("区域"), required=False)
    standing = forms.MultipleChoiceField(
        label=gettext_lazy("状态"), required=False, choices=Standing.choices, widget=Standings
    )
    who = forms.ChoiceField(label=gettext_lazy("由谁办理"), required=False)
    source = forms.ChoiceField(label=gettext_lazy("名单"), required=False)
    origin = forms.CharField(label=gettext_lazy("来自"), required=False, max_length=60)
    returned_from = forms.DateField(label=gettext_lazy("返回日期自"), required=False, widget=_date())
    returned_to = forms.DateField(label=gettext_lazy("返回日期至"), required=False, widget=_date())
    late = forms.BooleanField(label=gettext_lazy("逾期"), required=False)
    again = forms.BooleanField(label=gettext_lazy("今天回访"), required=False)

    def __init__(self, data: Any, found: Place, crew: Crew, lists: list[SourceList]) -> None:
        super().__init__(data)
        self.fields["area"].choices = _areas(found)  # type: ignore[attr-defined]
        self.fields["who"].choices = who_choices(crew)  # type: ignore[attr-defined]
        self.fields["source"].choices = [("", _("全部")), *((str(s.pk), s.name) for s in lists)]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """The filters that could be read."""
        self.is_valid()
        asked = self.cleaned_data
        who = asked.get("who", "")
        sort, _colon, key = who.partition(":")
        return Wanted(
            standing=tuple(asked.get("standing", ())),
            who=who if who in {"me", "none"} else "",
            member=UUID(key) if sort == "m" else None,
            group=UUID(key) if sort == "g" else None,
            late=bool(asked.get("late")),
            again=bool(asked.get("again")),
            source=UUID(asked["source"]) if asked.get("source") else None,
            origin=asked.get("origin", ""),
            returned_from=asked.get("returned_from"),
            returned_to=asked.get("returned_to"),
        )


def _areas(found: Place) -> list[tuple[str, str]]:
    """The way up and the areas below; the area looked at is chosen."""
    above = [(area.pk, area.name) for area in found.above]
    here = [(found.here.pk, found.here.name)] if found.here else []
    return [("", _("我的全部辖区")), *above, *here, *((area.pk, f"　{area.name}") for area in found.below)]


def who_choices(crew: Crew) -> list[Any]:
    """Me, nobody, groups, members posted there."""
    choices: list[Any] = [("", _("不限")), ("me", _("我和我的小组")), ("none", _("还没有分派"))]
    if crew.groups:
        choices.append((_("工作组"), [(f"g:{group.pk}", group.name) for group in crew.groups]))
    if crew.hands:
        choices.append((_("责任人"), [(f"m:{hand.member}", f"{hand.name} · {hand.role}") for hand in crew.hands]))
    return choices
