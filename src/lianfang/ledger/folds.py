"""Folds: the state of one subject is its entries, taken in the order of (when it happened, id).

A fold sees neither the order of arrival nor the time of receipt, so any order, any duplicates and any hours
offline give the same state. Read models are written from here and nowhere else.
"""

from collections import Counter as Bag
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, tzinfo
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar
from uuid import UUID

from django.db import models
from django.utils import timezone

from lianfang.ledger.figures import Figure
from lianfang.ledger.kinds import Fact, Voided

State = TypeVar("State")


@dataclass(frozen=True, slots=True)
class Seen:
    """An entry as folds and reactions see it: what was said, when and where it happened, by whom."""

    id: UUID
    kind: str
    subject: UUID
    area: str
    place: str
    at: datetime
    member: UUID | None
    corrects: UUID | None
    fact: Fact

    @property
    def order(self) -> tuple[datetime, str]:
        """The one order in which entries are folded."""
        return self.at, self.id.hex


@cache
def _zone() -> tzinfo:
    return timezone.get_default_timezone()


@lru_cache(maxsize=1_024)
def _local(at: datetime) -> tuple[date, int]:
    """The county's day and hour, whatever zone a reader prefers. An entry's counts all ask for the same."""
    local = at.astimezone(_zone())
    return local.date(), local.hour


class Slot(NamedTuple):
    """Where a count falls: figure, local day and hour, area, place."""

    figure: str
    day: date
    hour: int
    area: str
    place: str


@dataclass(slots=True)
class Tally:
    """Collects what a subject's entries add to the figures."""

    counts: Bag[Slot] = field(default_factory=Bag)
    causes: list[tuple[Slot, int, Seen]] = field(default_factory=list)
    explain: bool = False

    def add(
        self, figure: Figure, amount: int, entry: Seen, *, area: str | None = None, at: datetime | None = None
    ) -> None:
        """Count `amount` into a figure because of this entry, at its time and in its area unless others are named.

        Another time (an order takes itself out of the stock when it runs out) needs a figure that `lapses`.
        """
        if not amount:
            return
        if at is not None:
            if not figure.lapses:
                raise ValueError(f"{figure.code} counts at another time than its entry's: declare that it lapses")
            entry = replace(entry, at=at)  # so that the figure, opened, shows it under the day on which it counts
        slot = Slot(figure.code, *_local(entry.at), entry.area if area is None else area, entry.place)
        self.counts[slot] += amount
        if self.explain:
            self.causes.append((slot, amount, entry))


@dataclass(slots=True)
class Balance:
    """What a subject counts as now, and where; moving from one to the next is a flow of -1 and +1."""

    counted: dict[str, tuple[Figure, str]] = field(default_factory=dict)

    def become(self, wanted: dict[str, tuple[Figure, str]], entry: Seen, tally: Tally) -> None:
        """Count the difference between what it was and what it is."""
        for key in self.counted.keys() | wanted.keys():
            was, now = self.counted.get(key), wanted.get(key)
            if was != now:
                if was is not None:
                    tally.add(was[0], -1, entry, area=was[1])
                if now is not None:
                    tally.add(now[0], 1, entry, area=now[1])
        self.counted = wanted


class Fold(Generic[State]):
    """How the entries of one type of subject become a row of a read model.

    `start` makes the empty state, `step` takes one entry into it (and counts what only the whole story can
    tell, such as "closed", into the `figures` it names), `project` writes it as an unsaved row whose primary key
    is the subject.
    """

    subject: ClassVar[str]
    model: ClassVar[type[models.Model]]
    figures: ClassVar[tuple[Figure, ...]] = ()

    def start(self, subject: UUID) -> State:
        """The state before anything has happened."""
        raise NotImplementedError

    def step(self, state: State, entry: Seen, tally: Tally) -> None:
        """Take one entry into the state."""
        raise NotImplementedError

    def project(self, state: State) -> models.Model | None:
        """The read model's row for this state; None while what makes the subject is unsaid, or void."""
        raise NotImplementedError


_folds: dict[str, Fold[Any]] = {}


def register(fold: Fold[Any]) -> None:
    """Declare the fold of a subject type; there is at most one."""
    if fold.subject in _folds:
        raise ValueError(f"subject {fold.subject} has two folds")
    _folds[fold.subject] = fold


def all_folds() -> Mapping[str, Fold[Any]]:
    """Every fold by its subject type."""
    return MappingProxyType(_folds)


@dataclass(frozen=True, slots=True)
class Folded:
    """What folding one subject gives: its row (None where the type has no fold or nothing is left) and counts.

    `model` is that of its type's rows; None where the type has no fold.
    """

    row: models.Model | None
    tally: Tally
    entries: tuple[Seen, ...]
    model: type[models.Model] | None


def effective(entries: Iterable[Seen]) -> tuple[Seen, ...]:
    """The entries that hold, in order.

    An entry is set aside while a voiding or a correction of it stands; a voiding that is itself voided, or a
    correction that is, brings it back. Of rival corrections of one entry the last (in fold order) holds.
    """
    given = tuple(entries)
    if len(given) == 1 and given[0].corrects is None:
        return given  # most subjects that pass by the hundred thousand
    ordered = sorted(given, key=lambda entry: entry.order)
    if all(entry.corrects is None for entry in ordered):
        return tuple(ordered)
    corrections = _Corrections(ordered)
    held = [entry for entry in ordered if corrections.hold(entry)]
    last = {corrections.root(entry): entry for entry in held}
    return tuple(entry for entry in held if last[corrections.root(entry)] is entry)


class _Corrections:
    """What corrects what among one subject's entries."""

    def __init__(self, ordered: list[Seen]) -> None:
        self.corrects = {entry.id: entry.corrects for entry in ordered if entry.corrects is not None}
        self.voids: dict[UUID, list[UUID]] = {}
        self.replacements: dict[UUID, list[UUID]] = {}
        for entry in ordered:
            if entry.corrects is not None:
                kept = self.voids if isinstance(entry.fact, Voided) else self.replacements
                kept.setdefault(entry.corrects, []).append(entry.id)

    def voided(self, id_: UUID) -> bool:
        return any(not self.voided(void) for void in self.voids.get(id_, ()))

    def hold(self, entry: Seen) -> bool:
        if isinstance(entry.fact, Voided) or self.voided(entry.id):
            return False
        return all(self.voided(later) for later in self.replacements.get(entry.id, ()))

    def root(self, entry: Seen) -> UUID:
        """The first entry of a chain of corrections: they are all about one thing that happened."""
        id_ = entry.id
        while id_ in self.corrects:
            id_ = self.corrects[id_]
        return id_


def fold(subject_type: str, subject: UUID, entries: Iterable[Seen]) -> Folded:
    """Fold a subject's entries (in any order) into its row and counts."""
    held = effective(entries)
    tally = Tally()
    state = _tell(subject_type, subject, held, tally)
    teller = _folds.get(subject_type)
    row = None if teller is None or state is None else teller.project(state)
    return Folded(row, tally, held, teller.model if teller else None)


def tally_of(subject_type: str, subject: UUID, entries: Iterable[Seen], *, explain: bool = False) -> Tally:
    """Only the counts of a subject's entries; `explain` keeps each count's entry."""
    tally = Tally(explain=explain)
    _tell(subject_type, subject, effective(entries), tally)
    return tally


def _tell(subject_type: str, subject: UUID, held: tuple[Seen, ...], tally: Tally) -> Any:
    """The state after these entries, counting on the way; None where the type has no fold or nothing holds."""
    for entry in held:
        for counts in entry.fact.kind.counts:
            tally.add(counts.figure, counts.of(entry.fact), entry)
    teller = _folds.get(subject_type)
    if teller is None or not held:
        return None
    state = teller.start(subject)
    for entry in held:
        teller.step(state, entry, tally)
    return state
