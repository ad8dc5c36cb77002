"""Editions side by side: each aspect a row, each edition a column, what changed from the one before it marked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from lianfang.desk.facts.recording import actor
from lianfang.protocols import editions as files
from lianfang.protocols.choices import Who
from lianfang.protocols.editions import Course, Edition, Stage
from lianfang.protocols.queries import in_force
from lianfang.protocols.scope import VIEW
from lianfang.protocols.views.response import tabs

_AT_FIRST = 3


class Chosen(forms.Form):
    """Which editions are shown."""

    e = forms.MultipleChoiceField(
        label=gettext_lazy("对照哪几版"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: object, first: Sequence[str]) -> None:
        super().__init__(data, initial={"e": list(first)})  # type: ignore[arg-type]  # a QueryDict
        self.fields["e"].choices = [(one.id, str(one.title)) for one in files.editions().values()]  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Cell:
    """What an edition says of an aspect. `changed`: not what the column before it says; `doubtful`: not verified."""

    text: str
    changed: bool = False
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One aspect over all the editions shown."""

    title: str
    cells: Sequence[Cell]


Said = tuple[str, bool]


@login_required
@require_GET
def editions(request: HttpRequest) -> HttpResponse:
    """The editions chosen in the address; without a choice the one in force and those that followed it."""
    who = actor(request)
    if not who.may(VIEW):
        raise Http404
    first = _first(in_force(who.areas(VIEW)[0]).edition)
    filters = Chosen(request.GET if "e" in request.GET else {"e": first}, first)
    chosen = filters.cleaned_data["e"] if filters.is_valid() else []
    shown = [one for one in files.editions().values() if one.id in (chosen or first)]
    context = {"tabs": tabs("editions"), "filters": filters, "shown": shown, "rows": compared(shown)}
    return render(request, "protocols/editions.html", context)


def _first(held: Edition) -> list[str]:
    same = [one.id for one in files.editions().values() if one.disease == held.disease]
    at = same.index(held.id)
    return same[at : at + _AT_FIRST]


def compared(shown: Sequence[Edition]) -> list[Row]:
    """Every aspect that one of these editions speaks of."""
    rows = []
    for title, said in _aspects():
        told = [said(one) for one in shown]
        if not any(text for text, _verified in told):
            continue
        cells = [
            Cell(text or "—", at > 0 and text != told[at - 1][0], not verified and bool(text))
            for at, (text, verified) in enumerate(told)
        ]
        rows.append(Row(title, cells))
    return rows


def _aspects() -> list[tuple[str, Callable[[Edition], Said]]]:
    courses = [(str(who.label), lambda one, who=who: _course(one.course(who))) for who in Who]
    return [
        (_("施行"), _dates),
        (_("谁算密切接触者"), lambda one: _of(one.contact, lambda it: str(it.definition))),
        (_("从何时算起"), _counted),
        (_("追到哪一层"), lambda one: (_DEGREES[one.degrees](), True)),
        *courses,
        (_("发热"), _fever),
        (_("每天测体温（次）"), lambda one: (str(one.temperatures_per_day or ""), True)),
        (_("区域"), _zones),
        (_("解除"), lambda one: (str(one.release or ""), True)),
        (_("聚集性疫情"), _cluster),
        (_("场所停业最长"), lambda one: _of(one.closure, lambda it: _("%(days)s天") % {"days": it.days})),
        (_("来源"), lambda one: (_source(one), one.source.verified)),
    ]


_DEGREES: dict[int, Callable[[], str]] = {
    0: lambda: _("不再判定"),
    1: lambda: _("密切接触者"),
    2: lambda: _("密切接触者和密接的密接"),
}


def _of(block: files.Block | None, words: Callable[..., str]) -> Said:
    return (words(block), block.verified) if block is not None else ("", True)


def _dates(one: Edition) -> Said:
    return _("%(since)s 至 %(until)s") % {"since": one.since, "until": one.until or _("今")}, True


def _counted(one: Edition) -> Said:
    if one.contact is None:
        return "", True
    said = {"moment": one.contact.counted_from.label, "days": one.contact.days_before}
    text = _("%(moment)s前%(days)s天起") % said if one.contact.days_before else _("%(moment)s之后") % said
    return text, one.contact.verified


def _course(course: Course | None) -> Said:
    return ("\n".join(map(_stage, course.stages)), course.verified) if course else ("", True)


def _stage(stage: Stage) -> str:
    measure = str(stage.measure.label)
    if stage.otherwise:
        measure = _("%(measure)s（不具备条件的，%(otherwise)s）") % {
            "measure": measure,
            "otherwise": stage.otherwise.label,
        }
    said = _("%(measure)s %(days)s天，%(clock)s") % {
        "measure": measure,
        "days": stage.days,
        "clock": stage.clock.label,
    }
    if not stage.tests:
        return said
    return said + _("；第%(days)s天检测") % {"days": _("、").join(map(str, stage.tests))}


def _fever(one: Edition) -> Said:
    said = _("≥ %(degrees)s ℃") if one.fever.inclusive else _("> %(degrees)s ℃")
    return said % {"degrees": one.fever.threshold}, one.fever.verified


def _zones(one: Edition) -> Said:
    return "\n".join(str(zone.rule) for zone in one.zones), all(zone.verified for zone in one.zones)


def _cluster(one: Edition) -> Said:
    def words(it: files.Cluster) -> str:
        said = {"days": it.days, "cases": it.cases, "where": it.where}
        return _("%(days)s天内%(cases)s例及以上：%(where)s") % said

    return _of(one.cluster, words)


def _source(one: Edition) -> str:
    parts = [str(one.source.title), one.source.date, str(one.source.note or "")]
    return "\n".join(part for part in parts if part)
