"""Promise 3: every figure, in every area and at every hour, equals a recount of the ledger by somebody else."""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from lianfang.ledger import counting, explain
from lianfang.ledger.answers import Status
from lianfang.ledger.check import check
from lianfang.ledger.figures import all_figures
from lianfang.ledger.models import DayCount, Entry, HourCount, Waiting
from tests.conftest import COUNTY, GRID, NEXT_GRID, OTHER_GRID, OTHER_TOWN, OTHER_VILLAGE, TOWN, VILLAGE
from tests.field import Case, Raw, entry, moment, send
from tests.ledger.test_any_order import undone
from tests.promises import recount

AREAS = (GRID, NEXT_GRID, VILLAGE, OTHER_GRID)
EVERY_AREA = (COUNTY, TOWN, OTHER_TOWN, VILLAGE, OTHER_VILLAGE, GRID, NEXT_GRID, OTHER_GRID)
FEW = settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # to shrink a whole life takes minutes and tells little more
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
OUTCOMES = [
    "met",
    "met",
    "met",
    "family",
    "not_in",
    "refused",
    "left_again",
    "lives_elsewhere",
    "wrong_address",
    "not_found",
]
CONCEALED = (None, "typing", "concealed_travel")


class Life:
    """Things that may happen to a handful of subjects in three days, told at random."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.count = 0
        self.case = Case(self.id(), self.id())
        self.targets, self.doors, self.houses, self.needs = ([self.id() for _ in range(n)] for n in (5, 3, 3, 3))
        self.persons = [self.id() for _ in self.targets]
        self.posts, self.passages = [self.id()], [self.id() for _ in range(3)]
        self.told: list[Raw] = []

    def id(self) -> UUID:
        """Never the same twice, and in no order: of things at the same minute the lesser id comes first."""
        self.count += 1
        return UUID(int=self.chance.getrandbits(64) << 64 | self.count, version=4)

    def when(self) -> datetime:
        """A minute of three days, often a full hour or midnight itself."""
        return moment(27, 0) + timedelta(
            hours=self.chance.randrange(72), minutes=self.chance.choice((0, 0, 1, 30, 59))
        )

    def listing(self, number: int) -> Raw:
        who = {"name": f"对象{number}", "person": str(self.persons[number])}
        said = {"who": who, "unsure": self.chance.random() < 0.3, "placed": self.chance.random() < 0.6}
        return self.case.listed(self.targets[number], self.chance.choice(AREAS), self.when(), **said)

    def of_target(self) -> Raw:
        pick = self.chance.choice
        kind, data = pick(
            (
                ("visited", {"outcome": pick(OUTCOMES), "channel": pick(("door", "door", "phone"))}),
                ("visited", {"outcome": "met"}),
                ("checked", {"accuracy": pick(("accurate", "corrected", "wrong")), "reason": pick(CONCEALED)}),
                ("checked", {"accuracy": "accurate"}),
                ("fed_back", {}),
                ("doubted", {"about": "travel"}),
                ("doubt_settled", {"finding": pick(("true_as_stated", "corrected", "concealed", "unresolved"))}),
                ("placed", {"to": pick((GRID, NEXT_GRID, OTHER_GRID))}),
                ("assigned", {}),
            )
        )
        return self.entry(f"verification.{kind}", pick(self.targets), **data)

    def of_others(self) -> Raw:
        pick, person = self.chance.choice, self.chance.choice(self.persons)
        house = pick(self.houses)
        knock = {"campaign": str(self.case.campaign), "household": str(house), "met": self.chance.random() < 0.5}
        decision = pick(("same", "different", "ask"))
        same = {"same_as": str(pick([p for p in self.persons if p != person]))} if decision == "same" else {}
        return pick(
            (
                self.entry("verification.knocked", pick(self.doors), **knock),
                self.entry("people.household_registered", house, where={"household": str(house), "address": "1组"}),
                self.entry("people.person_registered", person, who={"person": str(person), "name": "甲"}),
                self.entry("people.whereabouts", person, whereabouts=pick(("away", "left", "home"))),
                self.entry("people.identity_unsure", person, candidates=[str(pick(self.persons))], why="name_sound"),
                self.entry("people.identity_decided", person, decision=decision, **same),
            )
        )

    def of_need(self) -> Raw:
        pick = self.chance.choice
        kind, data = pick(
            (
                ("raised", {"what": pick(("medicine", "papers")), "who": {"name": "乙"}}),
                ("raised", {"what": "groceries", "urgent": True}),
                ("taken", {}),
                ("delivered", {}),
                ("closed", {"reason": pick(("unavailable", "solved"))}),
            )
        )
        return self.entry(f"outreach.need_{kind}", pick(self.needs), **data)

    def of_road(self) -> Raw:
        pick = self.chance.choice
        said = {"post": str(self.posts[0]), "others": pick((0, 2)), "outcome": pick(("pass", "turned_back", "held"))}
        people = [
            {"name": "丙", "temperature": pick((36.5, 37.3, 38.0)), "outcome": pick(("pass", "hospital", "held"))},
            {"name": "丁", "been": pick(([], ["420100"]))},
        ]
        travellers = people[: pick((0, 1, 2))]
        car = pick(({}, {"vehicle": {"plate": "川Y12345"}, "disinfected": pick((True, False))}))
        return self.entry("checkpoints.passed", pick(self.passages), travellers=travellers, **said, **car)

    def entry(self, kind: str, subject: UUID, **data: Any) -> Raw:
        said = {name: value for name, value in data.items() if value is not None}
        return entry(kind, subject, self.chance.choice(AREAS), self.when(), id=self.id(), **said)

    def second_thought(self) -> Raw:
        """An entry told so far is corrected, or taken back; taking back may be taken back as well."""
        old = self.chance.choice(self.told)
        again = {"corrects": old["id"], "id": str(self.id()), "at": self.when().isoformat()}
        if old["kind"] != "ledger.voided" and self.chance.random() < 0.4:
            return old | again | {"area": self.chance.choice(AREAS)}
        return old | again | {"kind": "ledger.voided", "data": {"reason": "mistake"}}

    def tell(self, length: int) -> list[Raw]:
        self.told = [self.listing(number % len(self.targets)) for number in range(len(self.targets) + 2)]
        for listed in self.told:
            listed["id"] = str(self.id())
        for _ in range(length):
            self.told.append(
                self.chance.choice(
                    (
                        self.of_target,
                        self.of_target,
                        self.of_others,
                        self.of_need,
                        self.of_road,
                        self.second_thought,
                    )
                )()
            )
        return self.told


def batches(chance: random.Random, entries: list[Raw]) -> Iterator[list[Raw]]:
    """Everything in any order, in batches of any size, some of it twice."""
    sent = [*entries, *chance.sample(entries, 5)]
    chance.shuffle(sent)
    while sent:
        size = chance.randint(1, 15)
        yield sent[:size]
        sent = sent[size:]


def within(places: Counter[recount.Place], area: str) -> dict[str, int]:
    sums: Counter[str] = Counter()
    for (figure, where), value in places.items():
        if where.startswith(area):
            sums[figure] += value
    return {figure: value for figure, value in sums.items() if value}


@FEW
@given(chance=st.randoms(use_true_random=False), length=st.integers(5, 60))
def test_every_figure_equals_a_recount(members: SimpleNamespace, chance: random.Random, length: int) -> None:
    life = Life(chance)
    with undone():
        send(members.chief, life.case.opening(COUNTY, moment(26)))
        for batch in batches(chance, life.tell(length)):
            answers = send(members.chief, batch)
            assert {a.status for a in answers} <= set(Status) - {Status.REFUSED} or _only_misfits(answers)
        rows = recount.ledger()
        _every_hour(rows)
        _every_area(rows, chance)
        _counters(rows)


def _only_misfits(answers: list[Any]) -> bool:
    """The only refusals are of corrections whose parent turned out to be about something else."""
    return {a.problem.code for a in answers if a.status is Status.REFUSED} <= {"wrong_parent"}


def _every_hour(rows: list[recount.Row]) -> None:
    for hour in range(74):
        cutoff = moment(27, 0) + timedelta(hours=hour)
        kept = {place: n for place, n in counting.upto(all_figures(), [COUNTY], cutoff, by=24).items() if n}
        assert kept == dict(recount.at(rows, cutoff)), f"{hour} hours in"


def _every_area(rows: list[recount.Row], chance: random.Random) -> None:
    for area in EVERY_AREA:
        cutoff = moment(27, 0) + timedelta(minutes=chance.randrange(72 * 60))
        exact = {figure: n for (figure, _), n in explain.totals(all_figures(), [area], cutoff).items() if n}
        assert exact == within(recount.at(rows, cutoff), area), (area, cutoff)
        since = cutoff - timedelta(minutes=chance.randrange(1, 3_000))
        flow = Counter(within(recount.at(rows, cutoff), area))
        flow.subtract(within(recount.at(rows, since), area))
        told = explain.flows(all_figures(), [area], since, cutoff)
        assert {f: n for (f, _), n in told.items() if n} == {f: n for f, n in flow.items() if n}, (area, since)
        asked = explain.Question(frozenset(all_figures()), (area,), since, cutoff)
        opened = {f: n for f, n in explain.recount(asked).items() if n}
        assert opened == {f: n for f, n in flow.items() if n}, (area, since, cutoff)


def _counters(rows: list[recount.Row]) -> None:
    """Day and hour counters each add up to the whole by themselves."""
    ends = dict(recount.at(rows, moment(31)))
    for model in (DayCount, HourCount):
        sums: Counter[recount.Place] = Counter()
        for figure, area, value in model._default_manager.values_list("figure", "area", "value"):
            sums[figure, area] += value
        assert {place: n for place, n in sums.items() if n} == ends


def test_what_was_held_and_is_sent_again_with_its_parent_counts_once(members: SimpleNamespace) -> None:
    case, target = Case(UUID(int=1), UUID(int=2)), UUID(int=3)
    visit = entry("verification.visited", target, GRID, moment(28), outcome="met")
    send(members.chief, case.opening(COUNTY, moment(26)))
    assert [a.status for a in send(members.chief, [visit])] == [Status.HELD]
    listed, known = send(members.chief, [case.listed(target, GRID, moment(27)), visit])
    assert (listed.status, known.status) == (Status.ACCEPTED, Status.ACCEPTED)
    assert known.seq == Entry.objects.get(id=visit["id"]).seq
    assert not Waiting.objects.exists()
    _counters(recount.ledger())
    assert check().clean
