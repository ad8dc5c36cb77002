"""A county of any size, fast: rows come from the ledger's own folds and the vault's own functions, in bulk.

What the door does besides (reading JSON, authority, looking up who is known already) is left out, because it leaves
nothing behind that pages read. Indexes are made after the rows: that saves hours at a million persons.
"""

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import uuid_utils.compat as uuids
from django.db import connection, models, transaction

from bench import county, sent, vaulting
from bench.sent import address
from lianfang.demo.made import Someone, someone
from lianfang.ledger import store
from lianfang.ledger.door import submit
from lianfang.ledger.envelope import Sent
from lianfang.ledger.folds import Seen
from lianfang.ledger.kinds import Fact, Part
from lianfang.ledger.models import Entry, MentionRow
from lianfang.ledger.refold import refold
from lianfang.ledger.scope import SYSTEM
from lianfang.people.kinds import HouseholdRegistered, IdentityUnsure, PersonRegistered
from lianfang.people.models import Household, Person
from lianfang.vault.identifier import person_of
from lianfang.vault.keyring import ring
from lianfang.vault.models import Statement, Token
from lianfang.vault.parts import Sex, Where, Who
from lianfang.verification.choices import Accuracy, Outcome
from lianfang.verification.kinds import Assigned, Checked, FedBack, Listed, Visited
from lianfang.verification.models import Target

PER_DOOR: Final = 3  # persons of a household
BATCH: Final = 9_999  # persons in one transaction
ENTRIES_PER_PERSON: Final = 3  # registered, listed, a third of a door, and what happens to some
UNSURE_EVERY: Final = 200  # one record in so many waits for a decision
_INDEXED: Final = (Entry, MentionRow, Statement, Token, Person, Household, Target)


@dataclass(slots=True)
class Seeder:
    """Makes persons, households and targets for the grids of a county, one campaign, one list.

    Entries happen one after another from `at` on, `per_day` of them on each day within ten hours. `known` is
    the first person of each grid, for searches.
    """

    grids: Sequence[str]
    at: datetime
    per_day: int
    worker: UUID | None = None
    campaign: UUID = field(default_factory=uuids.uuid7)
    source: UUID = field(default_factory=uuids.uuid7)
    entries: int = 0
    persons: int = 0
    known: dict[str, Someone] = field(default_factory=dict)
    _rng: random.Random = field(default_factory=lambda: random.Random(2020))
    _batch: list[Sent] = field(default_factory=list)
    _stated: list[vaulting.Stated] = field(default_factory=list)

    def open(self, rows: int) -> None:
        """The campaign, through the door."""
        submit(sent.opening(self.campaign, self.source, county.COUNTY, self.at, rows), SYSTEM)

    def add(self, persons: int, maker: vaulting.Maker) -> None:
        """This many more persons, grid by grid in doors of three, each of them a target. One transaction."""
        for _door in range(persons // PER_DOOR):
            self._door(self.grids[self._next_grid()])
        with transaction.atomic():
            store.append(self._batch, self.at)
            refold({}, _by_subject(self._batch))
            maker.take(self._stated)
        self.entries += len(self._batch)
        self._batch, self._stated = [], []

    def reach(self, entries: int, maker: vaulting.Maker) -> None:
        """As many more persons as bring the ledger to about this many entries, in batches."""
        while (left := (entries - self.entries) // ENTRIES_PER_PERSON) >= PER_DOOR:
            self.add(min(BATCH, left), maker)

    def moment(self, number: int) -> datetime:
        """When the entry with this number (from 0) happens."""
        day, place = divmod(number, self.per_day)
        return self.at + timedelta(days=day, seconds=36_000 * place / self.per_day)

    def _next_grid(self) -> int:
        return (self.persons // PER_DOOR) % len(self.grids)

    def _door(self, grid: str) -> None:
        home, where = uuids.uuid7(), address(self.persons // len(self.grids))
        walk = self.persons // len(self.grids)
        entry = self._say(home, grid, HouseholdRegistered(where=Where(household=home), walk=walk))
        self._state(entry, "where", Where(household=home, address=where))
        before = None
        for place in range(PER_DOOR):
            before = self._person(grid, home, where, place, before)

    def _person(self, grid: str, home: UUID, where: str, place: int, before: UUID | None) -> UUID:
        made = someone(self._rng)
        person = person_of(made.id_number, ring())
        fact = PersonRegistered(who=Who(person=person), household=home, head=place == 0)
        entry = self._say(person, grid, fact)
        self._state(entry, "who", _who(made, person, where))
        if before and self.persons % UNSURE_EVERY == 0:
            self._say(person, grid, IdentityUnsure(candidates=(before,), why="name_only"))
        self._target(grid, home, person)
        self.known.setdefault(grid, made)
        self.persons += 1
        return person

    def _target(self, grid: str, home: UUID, person: UUID) -> None:
        target = uuids.uuid7()
        listed = Listed(
            campaign=self.campaign,
            list=self.source,
            row=self.persons,
            who=Who(person=person),
            household=home,
            placed=True,
        )
        self._say(target, grid, listed)
        for fact in _LIVES[self.persons % len(_LIVES)]:
            self._say(target, grid, fact)
        if self.worker and self.persons % 4 == 0:
            self._say(target, grid, Assigned(to_member=self.worker))

    def _state(self, entry: Seen, name: str, part: Part) -> None:
        self._stated.append(vaulting.Stated(entry.id, entry.area, entry.at, name, part))

    def _say(self, subject: UUID, area: str, fact: Fact) -> Seen:
        at = self.moment(self.entries + len(self._batch))
        entry = Seen(uuids.uuid7(), fact.kind.code, subject, area, "", at, self.worker, None, fact)
        self._batch.append(Sent(id=entry.id, raw=None, actor=SYSTEM, seen=entry, device="bench"))
        return entry


# What happened to each of eight targets, one after the other.
_LIVES: Final[tuple[tuple[Fact, ...], ...]] = (
    (),
    (),
    (),
    (),
    (Visited(outcome=Outcome.NOT_IN),),
    (Visited(outcome=Outcome.REFUSED),),
    (Visited(outcome=Outcome.MET),),
    (Visited(outcome=Outcome.MET), Checked(accuracy=Accuracy.ACCURATE), FedBack()),
)


def _who(made: Someone, person: UUID, where: str) -> Who:
    return Who(
        person=person,
        name=made.name,
        id_number=made.id_number,
        phones=(made.phone,),
        address=where,
        sex=Sex(made.sex),
    )


def _by_subject(batch: Sequence[Sent]) -> dict[UUID, list[Seen]]:
    found: dict[UUID, list[Seen]] = {}
    for item in batch:
        if item.seen is not None:
            found.setdefault(item.seen.subject, []).append(item.seen)
    return found


@contextmanager
def without_indexes() -> Iterator[vaulting.Maker]:
    """Take the big tables' indexes away and make them again at the end; tokens are sorted in between."""
    with connection.schema_editor() as editor:
        for model, index in _indexes():
            editor.remove_index(model, index)
    vaulting.collect_tokens()
    maker = vaulting.Maker()
    yield maker
    maker.finish()
    vaulting.sort_tokens()
    with connection.schema_editor() as editor:
        for model, index in _indexes():
            editor.add_index(model, index)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _indexes() -> Iterator[tuple[type[models.Model], Any]]:
    for model in _INDEXED:
        for index in model._meta.indexes:
            yield model, index
