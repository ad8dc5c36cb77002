"""The list's filters, as they stand in the address."""

from typing import Any, Final

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianfang.areas.models import Area
from lianfang.ledger.scope import Actor, within
from lianfang.screening.choices import Action, State
from lianfang.screening.models import Hit
from lianfang.screening.queries import VIEW

EVERY: Final = "all"
OURS: Final = "ours"


class Filters(forms.Form):
    """Filters of the list of hits. What cannot be read filters nothing; no state means those that wait."""

    area = forms.ChoiceField(label=gettext_lazy("区域"), required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("状态"),
        required=False,
        choices=[("", State.OPEN.label), *State.choices[1:], (EVERY, gettext_lazy("全部"))],
    )
    action = forms.ChoiceField(
        label=gettext_lazy("处置提示"), required=False, choices=[("", gettext_lazy("不限")), *Action.choices]
    )
    whose = forms.ChoiceField(
        label=gettext_lazy("与本辖区的关系"),
        required=False,
        choices=[
            ("", gettext_lazy("不限")),
            ("here", gettext_lazy("在本辖区发现")),
            (OURS, gettext_lazy("本辖区要找的人和车")),
        ],
    )
    place = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, areas: list[Area]) -> None:
        super().__init__(data)
        ways = [(one.pk, one.name) for one in areas]
        self.fields["area"].choices = [("", _("我的全部辖区")), *ways]  # type: ignore[attr-defined]  # a choice field

    def narrowed(self, rows: QuerySet[Hit], actor: Actor) -> QuerySet[Hit]:
        """The hits that fit."""
        self.is_valid()
        asked = self.cleaned_data
        if asked.get("state") != EVERY:
            rows = rows.filter(state=asked.get("state") or State.OPEN)
        for name in ("action", "place"):
            if asked.get(name):
                rows = rows.filter(**{name: asked[name]})
        if asked.get("whose"):
            rows = rows.filter(within(actor.areas(VIEW), "owner" if asked["whose"] == OURS else "area"))
        if asked.get("area"):
            rows = rows.filter(within([asked["area"]]) | within([asked["area"]], "owner"))
        return rows
