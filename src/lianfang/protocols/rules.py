"""What an order, a traveller or a notice cites: an edition, a course of one, or a line of a decision table.

`covid-2020-5`, `covid-2021-8/contact`, `county-2020/listed-home`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from lianfang.protocols.choices import Who, ZoneKind
from lianfang.protocols.editions import Course, Edition, edition, editions
from lianfang.protocols.tables import Rule, Source, Table, rule_of, tables
from lianfang.protocols.text import Text


@dataclass(frozen=True, slots=True)
class Cited:
    """A rule in words. `days`: the most days it gives each measure, by the measure's code as in `orders.choices`."""

    code: str
    title: Text
    why: Text
    source: Source
    days: Mapping[str, int]
    basis: tuple[str, ...] = ()
    verified: bool = True


def cited(code: str) -> Cited | None:
    """What this code stands for, or None when no file here says it."""
    found = rule_of(code)
    if found is not None:
        return _of_table(*found)
    name, _slash, who = code.partition("/")
    known = edition(name)
    if known is None:
        return None
    if not who:
        return _of_edition(known)
    course = known.course(Who(who)) if who in Who.values else None
    return _of_course(known, course) if course else None


def giving(measure: str) -> list[Cited]:
    """Every rule that gives this measure: tables first, then editions, the newest first."""
    return [one for one in _all() if measure in one.days]


def _all() -> Iterator[Cited]:
    for table in tables().values():
        for rule in table.rules:
            yield _of_table(table, rule)
    for known in reversed(list(editions().values())):
        yield _of_edition(known)
        for course in known.measures:
            yield _of_course(known, course)


def _of_table(table: Table, rule: Rule) -> Cited:
    days = {rule.then.measure.value: rule.then.days} if rule.then.measure and rule.then.days else {}
    return Cited(f"{table.id}/{rule.id}", table.title, rule.why, table.source, days, rule.then.basis)


def _of_course(known: Edition, course: Course) -> Cited:
    return Cited(
        f"{known.id}/{course.who.value}",
        known.title,
        _words(course),
        known.source,
        _days([course]),
        verified=course.verified,
    )


def _of_edition(known: Edition) -> Cited:
    days = _days(known.measures)
    days |= {_ZONES[zone.kind]: zone.clear_days for zone in known.zones if zone.clear_days and zone.kind in _ZONES}
    if known.closure:
        days["closure"] = known.closure.days
    return Cited(known.id, known.title, known.title, known.source, days, verified=known.verified)


# Risk levels came to mean what sealed and controlled zones had meant (edition 9 made them one).
_ZONES = {
    ZoneKind.SEALED: "zone_sealed",
    ZoneKind.OUTBREAK: "zone_sealed",
    ZoneKind.HIGH: "zone_sealed",
    ZoneKind.CONTROLLED: "zone_controlled",
    ZoneKind.MEDIUM: "zone_controlled",
    ZoneKind.PRECAUTION: "zone_precaution",
}


def _days(courses: Iterable[Course]) -> dict[str, int]:
    """The most days of each measure in any of these courses."""
    most: dict[str, int] = {}
    for stage in (stage for course in courses for stage in course.stages):
        for measure in filter(None, (stage.measure, stage.otherwise)):
            most[measure.value] = max(stage.days, most.get(measure.value, 0))
    return most


def _words(course: Course) -> Text:
    """A course as a sentence, in both languages of data."""
    with translation.override("zh-hans"):
        chinese = _sentence(course)
    with translation.override("en"):
        return Text(zh=chinese, en=_sentence(course))


def _sentence(course: Course) -> str:
    stages = _("，再").join(
        _("%(clock)s%(measure)s%(days)s天")
        % {"clock": stage.clock.label, "measure": stage.measure.label, "days": stage.days}
        for stage in course.stages
    )
    return _("%(who)s：%(stages)s") % {"who": course.who.label, "stages": stages}
