"""Folds: the state of one subject is its entries, taken in the order of (when it happened, id).

A fold sees neither the order of arrival nor the time of receipt, so any order, any duplicates and any hours
offline give the same state. Read models are written from here and nowhere else.
"""

from collections import Counter as Bag
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
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

    def add(self, figure: Figure, amount: int, entry: Seen, *, area: str | None = None) -> None:
        """Count `amount` into a figure because of this entry, at its time and (unless named) in its area."""
        if not amount:
            return
        local = timezone.localtime(entry.at)
        slot = Slot(figure.code, local.date(), local.hour, entry.area if area is None else area, entry.place)
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

    def project(self, state: State) -> models.Model:
        """The read model's row for this state."""
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
    """What folding one subject gives: its row (None where the type has no fold or nothing is left) and counts."""

    row: models.Model | None
    tally: Tally
    entries: tuple[Seen, ...]


def effective(entries: Iterable[Seen]) -> tuple[Seen, ...]:
    """The entries that hold, in order.

    An entry is set aside while a correction or voiding of it stands; voiding that one brings it back. Of rival
    corrections of one entry the last (in fold order) holds.
    """
    ordered = sorted(entries, key=lambda entry: entry.order)
    corrections: dict[UUID, list[Seen]] = {}
    for entry in ordered:
        if entry.corrects is not None:
            corrections.setdefault(entry.corrects, []).append(entry)
    if not corrections:
        return tuple(ordered)
    stands: dict[UUID, bool] = {}

    def standing(entry: Seen) -> bool:
        if entry.id not in stands:
            stands[entry.id] = not any(standing(later) for later in corrections.get(entry.id, ()))
        return stands[entry.id]

    def last(entry: Seen) -> bool:
        rivals = [rival for rival in corrections.get(entry.corrects, ()) if standing(rival)]  # type: ignore[arg-type]
        return entry.corrects is None or rivals[-1] is entry

    return tuple(e for e in ordered if standing(e) and not isinstance(e.fact, Voided) and last(e))


def fold(subject_type: str, subject: UUID, entries: Iterable[Seen], *, explain: bool = False) -> Folded:
    """Fold a subject's entries (in any order) into its row and counts. `explain` keeps each count's entry."""
    held = effective(entries)
    tally = Tally(explain=explain)
    for entry in held:
        for counts in entry.fact.kind.counts:
            tally.add(counts.figure, counts.of(entry.fact), entry)
    teller = _folds.get(subject_type)
    if teller is None or not held:
        return Folded(None, tally, held)
    state = teller.start(subject)
    for entry in held:
        teller.step(state, entry, tally)
    return Folded(teller.project(state), tally, held)
