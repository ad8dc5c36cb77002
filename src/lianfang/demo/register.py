"""The household register of the demonstration: every door the lists name, and enough others for a real village."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from lianfang.areas.resolve import Written, resolve_many
from lianfang.demo.county import GRIDS, TOWNS, villages
from lianfang.demo.lists import addresses
from lianfang.demo.made import Someone, family, made
from lianfang.ledger.door import submit
from lianfang.ledger.scope import SYSTEM

DOORS = 24  # doors of a group (村民小组) beside those the lists name
GROUPS = range(1, 10)
_BATCH = 2_000
_GRID_OF = {group: suffix for suffix, _name, groups in GRIDS for group in groups}


@dataclass(frozen=True, slots=True)
class Door:
    """A household before it is recorded."""

    village: str
    group: int
    number: int
    people: tuple[Someone, ...]

    @property
    def grid(self) -> str:
        """The grid that its group belongs to."""
        return self.village + _GRID_OF[self.group]

    @property
    def id(self) -> Any:
        """The household's id."""
        return made("household", self.village, self.group, self.number)


@dataclass(slots=True)
class Register:
    """All doors, and the baselines that follow from them."""

    doors: list[Door]
    households: Counter[str] = field(default_factory=Counter)
    population: Counter[str] = field(default_factory=Counter)


def draw(named: dict[str, set[tuple[int, int]]]) -> Register:
    """Make up a household for every door of the area; `named` are the doors of the lists, by village."""
    rng = random.Random(511922)
    register = Register([])
    for village in sorted(named):
        doors = {(group, number) for group in GROUPS for number in rng.sample(range(1, 121), DOORS)}
        for group, number in sorted(doors | named[village]):
            door = Door(village, group, number, tuple(family(rng)))
            register.doors.append(door)
            register.households[door.grid] += 1
            register.population[door.grid] += len(door.people)
    return register


def doors_named() -> dict[str, set[tuple[int, int]]]:
    """The doors that the lists name, by village; villages without any are there too."""
    named: dict[str, set[tuple[int, int]]] = {village: set() for village in villages()}
    written = [Written(village=village, rest=address) for village, address in addresses()]
    for found in resolve_many(written, TOWNS):
        if found.area and found.group and found.door.isdigit():
            named[found.area[:12]].add((found.group, int(found.door)))
    return named


def record(register: Register, at: datetime, progress: Callable[[int], None]) -> None:
    """Every household and everybody in it through the door, as a census file would bring them."""
    batch: list[dict[str, Any]] = []
    for door in register.doors:
        batch.extend(_entries(door, at))
        if len(batch) >= _BATCH:
            submit(batch, SYSTEM, device="census")
            progress(len(batch))
            batch = []
    submit(batch, SYSTEM, device="census")
    progress(len(batch))


def _entries(door: Door, at: datetime) -> Iterator[dict[str, Any]]:
    address = f"{door.group}组{door.number}号"
    yield _entry(
        "people.household_registered",
        door.id,
        door,
        at,
        {"where": {"household": str(door.id), "address": address}, "walk": door.group * 1000 + door.number},
    )
    for number, person in enumerate(door.people):
        subject = made("person", door.id, number)
        who = {
            "person": str(subject),
            "name": person.name,
            "id_number": person.id_number,
            "sex": person.sex,
            "address": address,
        }
        if number < 2:
            who["phones"] = person.phone
        data = {"who": who, "household": str(door.id), "head": number == 0}
        yield _entry("people.person_registered", subject, door, at, data)


def _entry(kind: str, subject: Any, door: Door, at: datetime, data: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": str(made("entry", kind, subject)),
        "kind": kind,
        "subject": str(subject),
        "area": door.grid,
        "at": at.isoformat(),
        "data": data,
    }
