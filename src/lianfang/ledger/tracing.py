"""Tracing: who was near whom, walked over mentions alone. See docs/tracing.md and decision 0020.

Nothing here knows a slice. What a role stands for follows from the kinds: a person is met where a part names them
(somebody was there and said so); a reference to a person only points at a record, and no reaction of the system is
a meeting either.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from typing import NamedTuple
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from lianfang.ledger import bulk, traces
from lianfang.ledger.folds import effective
from lianfang.ledger.roles import Roles, roles
from lianfang.ledger.store import of_subjects
from lianfang.ledger.traces import Step, Window

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
    asked = frozenset(entities)
    return [link for link in _Walk(since, until, frozenset(ways), within).links(asked) if link.entity not in asked]


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
    asked = frozenset(entities)
    met = {link.entity for link in walk.links(asked)} - asked
    return [link for link in walk.links(met) if link.entity not in met and link.entity not in asked]


@dataclass(frozen=True, slots=True)
class _Walk:
    """One question. Its methods answer for a whole set of entities at once, in a fixed number of statements."""

    since: datetime
    until: datetime
    ways: frozenset[Way]
    within: timedelta

    def links(self, entities: Collection[UUID]) -> list[Link]:
        known = roles()
        found = {link for chunk in bulk.chunks(entities, _ENTITIES) for link in self._of(chunk, known)}
        gone = _not_holding({seq for link in found for seq in (link.entry, link.other_entry)})
        return [link for link in found if link.entry not in gone and link.other_entry not in gone]

    def _of(self, entities: Collection[UUID], known: Roles) -> Iterator[Link]:
        steps = list(traces.steps(entities, self.since, self.until, known))
        if Way.TOGETHER in self.ways:
            yield from _together(steps, known)
        if Way.VEHICLE in self.ways:
            aboard = [step for step in steps if step.role in known.vehicles and step.other != step.entity]
            yield from self._nearby(Way.VEHICLE, [(step.other, step) for step in aboard], known)
        if Way.PLACE in self.ways:
            stood = [step for step in steps if step.place and step.other == step.entity]
            yield from self._nearby(Way.PLACE, [(step.place, step) for step in stood], known)
        if Way.HOUSEHOLD in self.ways:
            yield from self._at_home(entities, known)

    def _nearby(self, way: Way, steps: Iterable[tuple[UUID | str, Step]], known: Roles) -> Iterator[Link]:
        """Who was in the vehicle, or at the place, around the time of each step."""
        windows: dict[tuple[UUID | str, datetime], list[Step]] = {}
        for hub, step in steps:
            windows.setdefault((hub, step.at), []).append(step)
        for chunk in bulk.chunks(windows.items(), _WINDOWS):
            asked = [self._window(hub, at) for (hub, at), _steps in chunk]
            look = traces.aboard if way is Way.VEHICLE else traces.standing
            for number, other, entry, at, place in look(asked, known):
                for step in chunk[number][1]:
                    if other != step.entity:
                        yield Link(step.entity, other, way, step.entry, entry, at, place)

    def _window(self, hub: UUID | str, at: datetime) -> Window:
        return Window(hub, max(at - self.within, self.since), at + self.within, self.until)

    def _at_home(self, entities: Collection[UUID], known: Roles) -> Iterator[Link]:
        lived: dict[UUID, list[tuple[UUID, int]]] = {}
        for entity, entry, household in traces.homes(entities, self.until, known):
            lived.setdefault(household, []).append((entity, entry))
        for chunk in bulk.chunks(lived, _ENTITIES):
            for household, other, entry, at, place in traces.housed(chunk, self.until, known):
                for entity, seq in lived[household]:
                    if other != entity:
                        yield Link(entity, other, Way.HOUSEHOLD, seq, entry, at, place)


def _together(steps: Iterable[Step], known: Roles) -> Iterator[Link]:
    for step in steps:
        if step.role in known.persons and step.other != step.entity:
            yield Link(step.entity, step.other, Way.TOGETHER, step.entry, step.entry, step.at, step.place)


def _not_holding(entries: Collection[int]) -> set[int]:
    """Which of these entries (by seq) were corrected or voided, or are reactions."""
    doubtful = list(chain.from_iterable(traces.doubtful(chunk) for chunk in bulk.chunks(entries, _ENTRIES)))
    corrected = of_subjects({entry.subject for entry in doubtful if not entry.reaction})
    held = {entry.id for entries in corrected.values() for entry in effective(entries)}
    return {entry.seq for entry in doubtful if entry.reaction or entry.id not in held}
