"""Six days of work, replayed through the door as phones would send them: late, shuffled, some of it twice."""

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from lianfang.demo import story
from lianfang.demo.county import Cast
from lianfang.demo.made import made
from lianfang.demo.register import Door
from lianfang.demo.story import Step
from lianfang.duty.models import Member
from lianfang.ledger import clock
from lianfang.ledger.door import submit
from lianfang.ledger.kinds import keyed_subject
from lianfang.verification.choices import Cause, Standing
from lianfang.verification.kinds import Knocked
from lianfang.verification.models import Target

DAYS = 6
KNOCKS = 6  # doors a grid worker tries in a day of the round
BATCH = 40  # entries a phone sends at once
_LATE = 0.05  # share of a day's entries that only arrive the next day
_TWICE = 0.05  # share that is sent again, because the answer got lost


@dataclass(slots=True)
class Field:
    """The field over the six days: who works, what is still on the phones."""

    campaign: UUID
    cast: Cast
    doors: list[Door]
    rng: random.Random = field(default_factory=lambda: random.Random(1032))
    unsent: list[Step] = field(default_factory=list)

    def work(self, morning: datetime, days_left: int, progress: Callable[[int], None]) -> None:
        """One day: knocks, visits, doubts settled, addresses found; sent in the evening."""
        steps = [*self._visits(morning, days_left), *self._knocks(morning)]
        late = [step for step in steps if self.rng.random() < _LATE]
        held = set(map(id, late))
        today = [*self.unsent, *(step for step in steps if id(step) not in held)]
        self.unsent = late
        with clock.at(morning.replace(hour=20)):
            progress(self._send(today))

    def assign_groups(self, morning: datetime) -> None:
        """The station takes the hard cases: a group for whoever could not be met."""
        hard = Target.objects.filter(campaign=self.campaign, open=True, standing=Standing.NOT_MET, group=None)
        with clock.at(morning.replace(hour=8)):
            for group in self.cast.groups:
                rows = hard.filter(area__startswith=group.area_id).order_by("id")
                entries = [self._assigned(target, group.pk, morning) for target in rows]
                submit(entries, self.cast.chief.actor, device="desk")

    def _assigned(self, target: Target, group: UUID, morning: datetime) -> dict[str, Any]:
        return {
            "id": str(made("assigned", target.pk, morning)),
            "kind": "verification.assigned",
            "subject": str(target.pk),
            "area": target.area,
            "at": morning.replace(hour=8, minute=10).isoformat(),
            "data": {"to_group": str(group), "due": morning.date().isoformat()},
        }

    def _visits(self, morning: datetime, days_left: int) -> Iterator[Step]:
        open_ = Target.objects.filter(campaign=self.campaign, open=True).order_by("area", "id")
        for target in open_:
            at = morning + timedelta(minutes=self.rng.randrange(0, 8 * 60))
            if days_left <= 3 and target.area == self.cast.left_to_visitors:
                continue  # so that whoever signs in as the grid worker finds doors to knock on
            if target.standing == Standing.UNPLACED:
                if self.rng.random() < 0.5:
                    yield from story.place(target, self._cadre(target), at, self.rng)
            elif target.standing == Standing.DOUBTED:
                yield from story.settle(target, self._cadre(target), at, self.rng)
            elif self._is_next(target, days_left):
                yield from story.visit(target, self._visitor(target), at, self.rng)

    def _is_next(self, target: Target, days_left: int) -> bool:
        if target.standing in {Standing.NOT_MET, Standing.REFUSED, Standing.WRONG_ADDRESS}:
            return self.rng.random() < 0.8
        return target.standing == Standing.TO_VISIT and self.rng.random() < 1 / days_left + 0.05

    def _visitor(self, target: Target) -> Member:
        if target.group is not None:
            return self.rng.choice(self.cast.group_members[str(target.group)])
        return self.cast.by_grid[target.area[:14]]

    def _cadre(self, target: Target) -> Member:
        return self.cast.by_village.get(target.area[:12], self.cast.chief)

    def _knocks(self, morning: datetime) -> Iterator[Step]:
        """The door-to-door round: each grid worker tries some doors, in walking order."""
        by_grid: dict[str, list[Door]] = {}
        for door in self.doors:
            by_grid.setdefault(door.grid, []).append(door)
        start = (morning.day * KNOCKS) % 60
        for grid, doors in by_grid.items():
            for number, door in enumerate(doors[start : start + KNOCKS]):
                at = morning + timedelta(minutes=20 * number + self.rng.randrange(10))
                yield Step(self.cast.by_grid[grid], self._knock(door, at))

    def _knock(self, door: Door, at: datetime) -> dict[str, Any]:
        met = self.rng.random() < 0.86
        data: dict[str, Any] = {"campaign": str(self.campaign), "household": str(door.id), "met": met}
        if met:
            data["people"] = len(door.people)
        else:
            data |= {"cause": Cause.AT_WORK.value, "again_on": (at + timedelta(days=1)).date().isoformat()}
        return {
            "id": str(made("knock", door.id, at.date())),
            "kind": "verification.knocked",
            "subject": str(keyed_subject(Knocked.kind, data)),
            "area": door.grid,
            "at": at.isoformat(),
            "data": data,
        }

    def _send(self, steps: Iterable[Step]) -> int:
        """Every phone sends what it holds, in no order, some of it again."""
        phones: dict[UUID, list[Step]] = {}
        for step in steps:
            phones.setdefault(step.by.pk, []).append(step)
        sent = 0
        for held in self.rng.sample(sorted(phones.items(), key=str), len(phones)):
            sent += self._upload(held[1])
        return sent

    def _upload(self, steps: list[Step]) -> int:
        entries = [step.entry for step in steps]
        self.rng.shuffle(entries)
        entries += [entry for entry in entries if self.rng.random() < _TWICE]
        member = steps[0].by
        for start in range(0, len(entries), BATCH):
            submit(entries[start : start + BATCH], member.actor, device=f"phone-{member.username}")
        return len(entries)
