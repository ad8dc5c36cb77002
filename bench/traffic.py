"""A prefecture's traffic at its posts, and whom somebody looks for in it, with what screening is to find.

Six passages in ten are of vehicles seen before, the early ones most often, with the same people in them: commuters.
"""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import uuid_utils.compat as uuids
from stdnum.iso7064 import mod_11_2

from bench import sent
from bench.sent import Raw
from lianfang.demo.made import Someone, someone

DAYS: Final = 10
BATCH: Final = 50  # what a phone sends at once
SEEN_BEFORE: Final = 0.6
_CREW: Final = ((1, 2, 3, 4), (20, 33, 25, 22))  # people in a vehicle, of a hundred; 2.49 on the average
_LETTERS: Final = "YABCDEFGHJKLMNPQ"
Person = tuple[int, int]
"""A vehicle's number and a seat in it."""


def person(who: Person) -> Someone:
    """The one who always sits there."""
    return someone(random.Random(who[0] * 8 + who[1]), oldest=1945, youngest=2000)


def plate(vehicle: int) -> str:
    """The plates of neighbours differ in one digit: all of traffic is near misses of the plates looked for."""
    return f"川{_LETTERS[vehicle // 100_000]}{vehicle % 100_000:05d}"


def crew(vehicle: int) -> int:
    """How many are in it."""
    return random.Random(vehicle).choices(*_CREW)[0]


Expected = set[tuple[str, str, str]]
"""Hits there have to be: the entry, the list, and whom or what it looks for there."""


@dataclass(slots=True)
class Watch:
    """Who and what is looked for (list, subject), and people that only resemble somebody of these."""

    people: dict[Person, tuple[str, str]] = field(default_factory=dict)
    vehicles: dict[int, tuple[str, str]] = field(default_factory=dict)
    resembled: list[Person] = field(default_factory=list)


@dataclass(slots=True)
class Traffic:
    """Makes passages, one batch of one post after the other, and counts what has to come of them."""

    posts: list[tuple[str, str]]  # id and area
    watch: Watch
    since: datetime
    passages: int
    vehicles: int = 0
    made: int = 0
    expected: Expected = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)
    near_misses: int = 0
    _rng: random.Random = field(default_factory=lambda: random.Random(2020))

    def batches(self, count: int) -> Iterator[list[Raw]]:
        """So many passages more, in the batches in which posts send them."""
        for _batch in range(count // BATCH):
            turn, post = divmod(self.made // BATCH, len(self.posts))
            span = timedelta(days=DAYS) * BATCH * len(self.posts) / self.passages
            yield [self._passage(*self.posts[post], self.since + span * (turn + n / BATCH)) for n in range(BATCH)]

    def _passage(self, post: str, area: str, at: datetime) -> Raw:
        vehicle, self.made = self._vehicle(), self.made + 1
        travellers = [self._traveller(vehicle, seat) for seat in range(crew(vehicle))]
        data = {"post": post, "vehicle": {"plate": plate(vehicle)}, "travellers": travellers}
        if self.made % 300 == 0:
            data["outcome"] = "turned_back"
            self.counts.update({"vehicles_turned_back": 1, "turned_back": len(travellers)})
        elif self.made % 500 == 7:
            travellers[0] |= {"been": ["420100"], "lodging": "residence", "outcome": "home"}
            travellers[0]["rule"] = "county-2020/listed-home"
            self.counts.update(exposed=1, home=1)
        elif self.made % 3_000 == 11:
            travellers[-1] |= {"temperature": 38.2, "outcome": "hospital", "rule": "county-2020/fever"}
            self.counts.update(fever=1, hospital=1, referrals_waiting=1)
        if self.watch.resembled and self.made % 100 == 50:
            travellers.append(self._resembling())
        self.counts.update(vehicles=1, persons=len(travellers))
        raw = sent.entry("checkpoints.passed", uuids.uuid7(), area, at, data) | {"place": post}
        self._expect(raw["id"], vehicle, len(travellers))
        return raw

    def _vehicle(self) -> int:
        if self.vehicles and self._rng.random() < SEEN_BEFORE:
            return int(self.vehicles * self._rng.random() ** 2)
        self.vehicles += 1
        return self.vehicles - 1

    def _traveller(self, vehicle: int, seat: int) -> Raw:
        """By document; every tenth of those looked for, and of the others, by name and telephone."""
        one = person((vehicle, seat))
        said: Raw = {"name": one.name, "phones": [one.phone], "temperature": 36.5}
        return said if (self.made + seat) % 10 == 0 else said | {"id_number": one.id_number}

    def _resembling(self) -> Raw:
        """Somebody with much in common with one who is looked for, but who is somebody else."""
        self.near_misses += 1
        other = person(self.watch.resembled[self.near_misses % len(self.watch.resembled)])
        stranger = someone(self._rng, oldest=1945, youngest=2000)
        kind = self.near_misses % 4
        if kind == 0:  # the same name and telephone, but another document
            return {"name": other.name, "phones": [other.phone], "id_number": stranger.id_number}
        if kind == 1:  # the same telephone, another name
            return {"name": f"{stranger.name}宝", "phones": [other.phone]}
        if kind == 2:  # the same name, another telephone
            return {"name": other.name, "phones": [stranger.phone]}
        return {"name": other.name, "id_number": _next_document(other.id_number)}

    def _expect(self, entry: str, vehicle: int, seats: int) -> None:
        if vehicle in self.watch.vehicles:
            self.expected.add((entry, *self.watch.vehicles[vehicle]))
        for seat in range(seats):
            if (vehicle, seat) in self.watch.people:
                self.expected.add((entry, *self.watch.people[vehicle, seat]))


def _next_document(number: str) -> str:
    """The valid number of whoever was registered next: one digit off, and the check digit."""
    body = f"{int(number[:17]) + 1:017d}"
    return body + mod_11_2.calc_check_digit(body)


def watched(count: int, vehicles: int) -> Iterator[tuple[str, UUID, Person]]:
    """Whom to look for: list, subject, and who it is; two thirds of them will pass, the rest never do."""
    rng = random.Random(11)
    passing = rng.sample(range(vehicles), count)
    for number, vehicle in enumerate(passing):
        source = ("order", "target", "target", "order", "target", "lookout")[number % 6]
        yield source, uuids.uuid7(), (vehicle if number % 3 else 1_500_000 - number, 0)
