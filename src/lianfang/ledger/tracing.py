"""Tracing: who was near whom, walked over mentions alone. See docs/tracing.md and decision 0020.

Nothing here knows a slice. What a role stands for follows from the kinds: a person is met where a part names them
(somebody was there and said so); a reference to a person only points at a record, and no reaction of the system is
a meeting either.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from lianfang.ledger import bulk, traces
from lianfang.ledger.folds import effective
from lianfang.ledger.roles import Roles, roles
from lianfang.ledger.store import of_subjects
from lianfang.ledger.traces import Key, Met, Step, Window

NEARBY = timedelta(minutes=5)
_ENTITIES, _WINDOWS, _ENTRIES = 500, 1_000, 5_000  # asked for in one statement


class Way(TextChoices):
    """How two people come to be linked."""

    TOGETHER = "together", _("同一条记录")
    VEHICLE = "vehicle", _("同乘一辆车")
    PLACE = "place", _("同一卡点或场所")
    HOUSEHOLD = "household", _("同一户")


class Link(NamedTuple):
    """`entity` was near `of`, by the word of an entry (seq) about each; `at` and `place` are `entity`'s."""

    of: UUID
    entity: UUID
    way: Way
    entry: int
    other_entry: int
    at: datetime
    place: str


_Row = tuple[Key, Key, Way, int, int, str, str]  # a link as the database has it


def first_degree(
    entities: Collection[UUID],
    since: datetime,
    until: datetime,
    *,
    ways: Collection[Way] = tuple(Way),
    within: timedelta = NEARBY,
) -> list[Link]:
    """Everybody linked with any of these, who are one human being or one thing, in no order; each link once.

    Both entries lie in [since, until); for VEHICLE and PLACE they are no more than `within` apart. Who belongs to a
    household belonged to it before, so HOUSEHOLD looks at everything before `until`. What was corrected or voided
    links nobody.
    """
    asked = {traces.key(entity) for entity in entities}
    rows = _Walk(since, until, frozenset(ways), within).rows(asked)
    return [_link(row) for row in rows if row[1] not in asked]


def second_degree(
    entities: Collection[UUID],
    since: datetime,
    until: datetime,
    *,
    ways: Collection[Way] = tuple(Way),
    within: timedelta = NEARBY,
) -> list[Link]:
    """The links of those whom `first_degree` finds with everybody else: `of` is the one in between."""
    walk = _Walk(since, until, frozenset(ways), within)
    asked = {traces.key(entity) for entity in entities}
    met = {row[1] for row in walk.rows(asked)} - asked
    known = asked | met
    return [_link(row) for row in walk.rows(met) if row[1] not in known]


@dataclass(frozen=True, slots=True)
class _Walk:
    """One question. Its methods answer for a whole set of entities at once, in a fixed number of statements."""

    since: datetime
    until: datetime
    ways: frozenset[Way]
    within: timedelta

    def rows(self, entities: Collection[Key]) -> list[_Row]:
        known = roles()
        found = {row for chunk in bulk.chunks(entities, _ENTITIES) for row in self._of(chunk, known)}
        gone = _not_holding({seq for row in found for seq in row[3:5]})
        return [row for row in found if row[3] not in gone and row[4] not in gone] if gone else list(found)

    def _of(self, entities: Collection[Key], known: Roles) -> Iterator[_Row]:
        if self.ways - {Way.HOUSEHOLD}:
            steps = traces.steps(entities, self.since, self.until, known)
            if Way.TOGETHER in self.ways:
                yield from _together(steps, known)
            if Way.VEHICLE in self.ways:
                aboard = [(step[4], step) for step in steps if step[5] in known.vehicles and step[4] != step[0]]
                yield from self._nearby(Way.VEHICLE, aboard, known)
            if Way.PLACE in self.ways:
                yield from self._nearby(Way.PLACE, [(step[3], step) for step in steps if step[3]], known)
        if Way.HOUSEHOLD in self.ways:
            yield from self._at_home(entities, known)

    def _nearby(self, way: Way, steps: Iterable[tuple[Key, Step]], known: Roles) -> Iterator[_Row]:
        """Who was in the vehicle, or at the place, around the time of each step."""
        here: dict[tuple[Key, str], set[tuple[Key, int]]] = {}
        for hub, step in steps:
            here.setdefault((hub, step[2]), set()).add(step[:2])
        look = traces.aboard if way is Way.VEHICLE else traces.standing
        for chunk in bulk.chunks(here.items(), _WINDOWS):
            rows = look([self._window(hub, at) for (hub, at), _who in chunk], known)
            yield from _pairs(way, rows, dict(enumerate(who for _where, who in chunk)))

    def _window(self, hub: Key, kept: str) -> Window:
        at = traces.moment(kept)
        return Window(hub, max(at - self.within, self.since), at + self.within, self.until)

    def _at_home(self, entities: Collection[Key], known: Roles) -> Iterator[_Row]:
        lived: dict[Key, set[tuple[Key, int]]] = {}
        for entity, entry, household in traces.homes(entities, self.until, known):
            lived.setdefault(household, set()).add((entity, entry))
        for chunk in bulk.chunks(lived, _ENTITIES):
            yield from _pairs(Way.HOUSEHOLD, traces.housed(chunk, self.until, known), lived)


def _together(steps: Iterable[Step], known: Roles) -> Iterator[_Row]:
    for entity, entry, at, place, other, role in steps:
        if role in known.persons and other != entity:
            yield entity, other, Way.TOGETHER, entry, entry, at, place


def _pairs(way: Way, rows: Iterable[Met], here: Mapping[Any, Iterable[tuple[Key, int]]]) -> Iterator[_Row]:
    """Everybody met, with each of those asked for who were there."""
    for where, other, entry, at, place in rows:
        for entity, seq in here[where]:
            if other != entity:
                yield entity, other, way, seq, entry, at, place


def _link(row: _Row) -> Link:
    of, entity, way, entry, other_entry, at, place = row
    return Link(traces.uuid(of), traces.uuid(entity), way, entry, other_entry, traces.moment(at), place)


def _not_holding(entries: Collection[int]) -> set[int]:
    """Which of these entries (by seq) were corrected or voided, or are reactions."""
    doubtful = list(chain.from_iterable(traces.doubtful(chunk) for chunk in bulk.chunks(entries, _ENTRIES)))
    corrected = of_subjects({entry.subject for entry in doubtful if not entry.reaction})
    held = {entry.id for entries in corrected.values() for entry in effective(entries)}
    return {entry.seq for entry in doubtful if entry.reaction or entry.id not in held}
