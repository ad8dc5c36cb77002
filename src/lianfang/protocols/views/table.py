"""A decision table drawn as a table, and tried with whatever is known of somebody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lianfang.desk.facts.naming import names
from lianfang.desk.facts.recording import actor
from lianfang.protocols.decide import Decision, decide
from lianfang.protocols.scope import VIEW
from lianfang.protocols.tables import Condition, Input, Range, Rule, Table, Value, tables
from lianfang.protocols.views.response import tabs

_BOUNDS = (("ge", "≥ "), ("gt", "> "), ("le", "≤ "), ("lt", "< "))


class Trial(forms.Form):
    """What is known of somebody, for trying a table; what is left open is not known."""

    def __init__(self, data: Any, tried: Table) -> None:
        super().__init__(data)
        for name, asked in tried.inputs.items():
            self.fields[name] = _field(asked)

    def facts(self) -> dict[str, Value | None]:
        """The facts as the table reads them; nothing of what cannot be read."""
        self.is_valid()
        found: dict[str, Value | None] = {}
        for name in self.fields:
            value = self.cleaned_data.get(name)
            found[name] = {"yes": True, "no": False}.get(value, value) if isinstance(value, str) else value
        return {name: value for name, value in found.items() if value not in {None, ""}}


def _field(asked: Input) -> forms.Field:
    label = str(asked.ask)
    if asked.type == "number":
        return forms.FloatField(
            label=label, required=False, widget=forms.NumberInput(attrs={"step": "0.1", "inputmode": "decimal"})
        )
    ways = [("yes", _("是")), ("no", _("否"))]
    if asked.type == "choice":
        ways = [(value, str(said)) for value, said in asked.choices.items()]
    return forms.ChoiceField(label=label, required=False, choices=[("", _("还不知道")), *ways])


@dataclass(frozen=True, slots=True)
class Line:
    """A rule as the page draws it: (title, condition) per input, its law, and whether it is the one that decides."""

    rule: Rule
    conditions: Sequence[tuple[str, str]]
    basis: Sequence[str]
    decides: bool


@login_required
@require_GET
def table(request: HttpRequest, table: str) -> HttpResponse:
    """A table, its source, and what it says of somebody as described in the address (nobody is named there)."""
    who = actor(request)
    shown = tables().get(table)
    if shown is None or not who.may(VIEW):
        raise Http404
    trial = Trial(request.GET if set(request.GET) & set(shown.inputs) else None, shown)
    decision = decide(shown, trial.facts()) if trial.is_bound else None
    laws = names(who, {"basis": {code for rule in shown.rules for code in rule.then.basis}}).get("basis", {})
    context = {
        "tabs": tabs("table"),
        "table": shown,
        "tables": list(tables().values()),
        "lines": [_line(shown, rule, decision, laws) for rule in shown.rules],
        "trial": trial,
        "decision": decision,
        "asks": [str(shown.inputs[name].ask) for name in decision.needs] if decision else [],
    }
    return render(request, "protocols/table.html", context)


def _line(shown: Table, rule: Rule, decision: Decision | None, laws: Mapping[str, str]) -> Line:
    conditions = [
        (str(asked.title), words(asked, rule.when[name]) if name in rule.when else "")
        for name, asked in shown.inputs.items()
    ]
    decides = decision is not None and decision.rule == f"{shown.id}/{rule.id}"
    return Line(rule, conditions, [laws.get(code, code) for code in rule.then.basis], decides)


def words(asked: Input, wanted: Condition) -> str:
    """A condition as it stands in a cell: ≥ 37.3 ℃, 是, 本地有住所."""
    if isinstance(wanted, Range):
        bounds = [f"{sign}{limit:g}" for name, sign in _BOUNDS if (limit := getattr(wanted, name)) is not None]
        return _("，").join(bounds) + (f" {asked.unit}" if asked.unit else "")
    values = wanted if isinstance(wanted, tuple) else (wanted,)
    return _("或").join(_word(asked, value) for value in values)


def _word(asked: Input, value: Value) -> str:
    if isinstance(value, bool):
        return _("是") if value else _("否")
    return str(asked.choices[value]) if isinstance(value, str) else f"{value:g} {asked.unit}".strip()
