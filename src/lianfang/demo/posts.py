"""Three posts on the roads: commuters who pass daily, strangers, a fever sent on and answered, a vehicle found."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from lianfang.checkpoints.models import Referral
from lianfang.demo.county import COUNTY, TOWNS, Cast
from lianfang.demo.made import Someone, family, made, someone
from lianfang.duty.models import Agency, Member
from lianfang.ledger import clock
from lianfang.ledger.door import submit

COMMUTERS, STRANGERS = 90, 45  # cars that pass twice a day, and cars of a day that nobody has seen
BATCH = 50  # as phones send them
_POSTS = (
    ("motorway", TOWNS[0], "南江北高速出口检疫点", "motorway_exit", "G85 南江北出口"),
    ("bridge", TOWNS[1], "沙河大桥联合检疫点", "joint", "省道 S303 沙河大桥"),
    ("gate", TOWNS[2], "东榆工业园监督岗", "estate_gate", "工业园东门"),
)
_HOURS = (6, 7, 7, 7, 8, 8, 9, 10, 11, 12)
_AWAY = ("511902", "511921", "510100", "500100", "610700")  # places that cars come from; nobody is judged by them
_LISTED = "420100"
_SOUGHT = "鄂A·5K288"


@dataclass(frozen=True, slots=True)
class Car:
    """A car, its people, and the post it goes by."""

    plate: str
    people: tuple[Someone, ...]
    post: str
    far: str


@dataclass(slots=True)
class Posts:
    """Days at the posts; chance of their own, so that everything else stays as it is without them."""

    cast: Cast
    rng: random.Random = field(default_factory=lambda: random.Random(2020))
    days: int = 0
    commuters: list[Car] = field(default_factory=list)

    def work(self, morning: datetime) -> None:
        """One day, the first of them with setting up; sent in the evening. Call it with one morning after another."""
        if not self.days:
            self._open(morning - timedelta(hours=2))
            self.commuters = [self._car() for _n in range(COMMUTERS)]
        self.days += 1
        self._send(self._day(morning), morning.replace(hour=20))
        if self.days < 6:  # who was sent on the last day still waits
            self._answer(morning.replace(hour=21))

    def dawn(self, now: datetime) -> None:
        """What has passed this morning until now, and how long the lines are."""
        passed = (entry for entry in self._commute(now) if entry["at"] < now.isoformat())
        self._send([*passed, *self._queues(now - timedelta(minutes=6))], now)

    def _send(self, entries: Iterable[dict[str, Any]], at: datetime) -> None:
        sent = sorted(entries, key=lambda entry: str(entry["at"]))
        with clock.at(at):
            for start in range(0, len(sent), BATCH):
                submit(sent[start : start + BATCH], self.cast.guard.actor, device=f"phone-{self.cast.guard.username}")

    def _open(self, at: datetime) -> None:
        crew = [str(pk) for pk in Agency.objects.order_by("name").values_list("pk", flat=True)[:2]]
        opened = [
            _entry("post_opened", made("post", key), area, at, name=name, what=what, road=road, crew=crew)
            for key, area, name, what, road in _POSTS
        ]
        until = (at + timedelta(days=7)).isoformat()
        sought: dict[str, Any] = {
            "vehicle": {"plate": _SOUGHT},
            "reason": "forced",
            "until": until,
            "note": {"text": "白色越野车"},
        }
        opened.append(_entry("lookout_opened", made("lookout", 1), TOWNS[0], at, **sought))
        with clock.at(at):
            submit(opened, self.cast.chief.actor, device="desk")

    def _answer(self, at: datetime) -> None:
        """The clinic answers for whoever was sent to it."""
        with clock.at(at):
            for row in Referral.objects.filter(state="waiting", area__startswith=COUNTY).order_by("id"):
                told: dict[str, Any] = {"result": "fever_excluded", "note": {"text": "普通感冒，已返家休息"}}
                self._by(self.cast.doctor, _entry("referral_answered", row.pk, row.area, at, **told))

    def _by(self, member: Member, entry: dict[str, Any]) -> None:
        submit([entry], member.actor, device="desk")

    def _day(self, morning: datetime) -> Iterator[dict[str, Any]]:
        yield from self._commute(morning)
        for _n in range(STRANGERS):
            yield self._passage(self._car(), self._at(morning, self.rng.randrange(7, 19)), "in")
        yield from self._special(morning)
        yield from self._queues(self._at(morning, 19))

    def _commute(self, morning: datetime) -> Iterator[dict[str, Any]]:
        for car in self.commuters:
            if self.rng.random() < 0.8:
                leaving = self._at(morning, self.rng.choice(_HOURS))
                yield self._passage(car, leaving, "out")
                yield self._passage(car, leaving + timedelta(hours=self.rng.uniform(2, 7)), "in")

    def _queues(self, at: datetime) -> Iterator[dict[str, Any]]:
        for key, area, *_about in _POSTS:
            seen: dict[str, Any] = {"vehicles": self.rng.randrange(0, 30), "minutes": self.rng.randrange(0, 20)}
            post = made("post", key)
            yield _entry("queue_seen", post, area, at, place=post, **seen)

    def _special(self, morning: datetime) -> Iterator[dict[str, Any]]:
        """What a visitor looks for: a fever, somebody from a listed area who lives here, the vehicle looked for."""
        stranger = someone(self.rng, youngest=1998)
        ill = {**_who(stranger), "temperature": 38.2, "outcome": "hospital", "rule": "county-2020/fever"}
        yield self._passage(self._car(), self._at(morning, 10), "in", travellers=[ill])
        if self.days in {1, 6}:
            home = someone(self.rng, youngest=1998)
            left = (morning - timedelta(days=3)).date().isoformat()
            back = {"temperature": 36.4, "been": [_LISTED], "left_on": left, "lodging": "residence"}
            ruled = {"outcome": "home", "rule": "county-2020/listed-home"}
            returned = {**_who(home), **back, **ruled}
            yield self._passage(self._car(), self._at(morning, 11), "in", travellers=[returned], disinfected=True)
        if self.days in {2, 6}:
            sought = Car(_SOUGHT, (someone(self.rng, youngest=1998),), "motorway", "420100")
            yield self._passage(sought, self._at(morning, 16), "in", outcome="held")

    def _car(self) -> Car:
        people = tuple(family(self.rng))[: self.rng.choice((1, 1, 2, 3, 4))]
        plate = f"川Y{self.rng.choice('ABCDEFGH')}{self.rng.randrange(10_000):04d}"
        return Car(plate, people, self.rng.choice(_POSTS)[0], self.rng.choice(_AWAY))

    def _at(self, morning: datetime, hour: int) -> datetime:
        minute, second = self.rng.randrange(60), self.rng.randrange(60)
        return morning.replace(hour=hour, minute=minute, second=second, microsecond=0)

    def _passage(self, car: Car, at: datetime, direction: str, **said: Any) -> dict[str, Any]:
        area, post = next(area for key, area, *_about in _POSTS if key == car.post), made("post", car.post)
        near, far = {"in": ("bound_for", "origin"), "out": ("origin", "bound_for")}[direction]
        people = [{**_who(one), "temperature": round(self.rng.uniform(36.1, 36.9), 1)} for one in car.people]
        told = {"vehicle": {"plate": car.plate}, "travellers": people, "direction": direction}
        if said.get("outcome") is None and direction == "in" and self.rng.random() < 0.02:
            said["outcome"] = "turned_back"
        where = {near: COUNTY, far: car.far}
        subject = made("passage", car.plate, at.isoformat())
        return _entry("passed", subject, area, at, place=post, post=str(post), **told | where | said)


def _who(one: Someone) -> dict[str, Any]:
    return {"name": one.name, "id_number": one.id_number}


def _entry(
    kind: str, subject: UUID, area: str, at: datetime, place: UUID | None = None, **data: Any
) -> dict[str, Any]:
    sent: dict[str, Any] = {
        "id": str(made("checkpoints", kind, subject, at.isoformat())),
        "kind": f"checkpoints.{kind}",
        "subject": str(subject),
        "area": area,
        "at": at.isoformat(),
        "data": data,
    }
    return sent | ({"place": str(place)} if place else {})
