"""Who was near whom: the walk over mentions finds what brute force finds in the facts, no more and no less."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import product
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianfang.checkpoints.kinds import LookoutOpened, Passed
from lianfang.checkpoints.parts import Traveller
from lianfang.ledger import store
from lianfang.ledger.envelope import Sent
from lianfang.ledger.folds import Seen, effective
from lianfang.ledger.kinds import Fact, Voided, VoidReason
from lianfang.ledger.roles import roles
from lianfang.ledger.scope import SYSTEM
from lianfang.ledger.tracing import Link, Way, first_degree, second_degree
from lianfang.people.kinds import IdentityUnsure, PersonRegistered
from lianfang.vault.parts import Vehicle, Who
from tests.conftest import VILLAGE
from tests.field import examples

pytestmark = pytest.mark.django_db
START = datetime(2020, 1, 28, 8, tzinfo=UTC)
MANY = settings(
    max_examples=examples(300),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def uid(number: int) -> UUID:
    return UUID(int=0x0170_0000_0000_7000_8000_0000_0000_0000 + number)


PERSONS, VEHICLES, HOUSEHOLDS, POSTS = (tuple(map(uid, range(n, n + 4))) for n in (100, 200, 300, 400))


class Ledger:
    """Entries written straight into the ledger, and kept to be counted by brute force."""

    def __init__(self) -> None:
        self.entries: dict[UUID, tuple[int, Seen]] = {}

    def say(self, fact: Fact, minute: int, subject: int = 0, **how: UUID | str) -> UUID:
        number = len(self.entries) + 1
        id_, corrects, cause = uid(number), how.get("corrects"), how.get("cause")
        at, place = START + timedelta(minutes=minute), str(how.get("place", ""))
        what = uid(1_000 + (subject or number))
        seen = Seen(id_, fact.kind.code, what, VILLAGE, place, at, None, corrects, fact)  # type: ignore[arg-type]
        sent = Sent(id=id_, raw=None, actor=SYSTEM, seen=seen, cause=cause)  # type: ignore[arg-type]
        self.entries[id_] = (store.append([sent], at)[id_], seen)
        return id_

    def passed(
        self, minute: int, who: list[UUID], post: UUID, vehicle: UUID | None = None, **how: UUID | int
    ) -> UUID:
        return self.say(_passed(who, post, vehicle), minute, place=str(post), **how)  # type: ignore[arg-type]

    def registered(self, minute: int, person: UUID, household: UUID | None) -> UUID:
        return self.say(PersonRegistered(who=Who(person=person), household=household), minute)

    def seq(self, id_: UUID) -> int:
        return self.entries[id_][0]


def _passed(who: list[UUID], post: UUID, vehicle: UUID | None) -> Passed:
    travellers = tuple(Traveller(person=person) for person in who)
    return Passed(post=post, travellers=travellers, vehicle=Vehicle(vehicle=vehicle) if vehicle else None)


@pytest.fixture
def ledger() -> Ledger:
    return Ledger()


DAY = (START, START + timedelta(days=1))
A, B, C, D = PERSONS
CAR, BUS, *_ = VEHICLES
HOME, *_ = HOUSEHOLDS
EXIT, GATE, *_ = POSTS


def test_people_of_one_car_are_linked_by_the_record_the_car_and_the_post(ledger: Ledger) -> None:
    passage = ledger.seq(ledger.passed(10, [A, B], EXIT, CAR))
    links = first_degree([A], *DAY)
    at = START + timedelta(minutes=10)
    assert set(links) == {
        Link(A, B, way, passage, passage, at, str(EXIT)) for way in (Way.TOGETHER, Way.VEHICLE, Way.PLACE)
    }
    assert len(links) == 3


def test_a_bus_links_its_passengers_only_within_the_time_asked_for(ledger: Ledger) -> None:
    first = ledger.seq(ledger.passed(0, [A], EXIT, BUS))
    later = ledger.seq(ledger.passed(40, [B], GATE, BUS))
    within = timedelta(minutes=40)
    assert first_degree([A], *DAY, within=within - timedelta(seconds=1)) == []
    (link,) = first_degree([A], *DAY, within=within)
    assert link == Link(A, B, Way.VEHICLE, first, later, START + within, str(GATE))


def test_who_stood_at_the_same_post_a_few_minutes_apart_is_linked_by_the_place_alone(ledger: Ledger) -> None:
    ledger.passed(0, [A], EXIT, CAR)
    ledger.passed(4, [B], EXIT, BUS)
    ledger.passed(3, [C], GATE)
    ledger.passed(6, [D], EXIT)
    assert [(link.entity, link.way) for link in first_degree([A], *DAY)] == [(B, Way.PLACE)]
    assert first_degree([A], *DAY, ways=[Way.VEHICLE]) == []


def test_a_household_links_whenever_it_was_entered_before(ledger: Ledger) -> None:
    mine, theirs = ledger.registered(0, A, HOME), ledger.registered(5, B, HOME)
    ledger.registered(9, C, None)
    week = (START + timedelta(days=7), START + timedelta(days=8))
    (link,) = first_degree([A], *week)
    assert (link.way, link.entry, link.other_entry) == (Way.HOUSEHOLD, ledger.seq(mine), ledger.seq(theirs))
    assert first_degree([A], *week, ways=[Way.TOGETHER, Way.PLACE]) == []
    assert first_degree([A], START, START + timedelta(minutes=5)) == []  # B was not known to live there yet


def test_what_was_corrected_or_voided_links_nobody_and_what_replaces_it_does(ledger: Ledger) -> None:
    wrong = ledger.passed(0, [A, B], EXIT, CAR, subject=1)
    right = ledger.passed(0, [A, C], EXIT, CAR, subject=1, corrects=wrong)
    assert {link.entity for link in first_degree([A], *DAY)} == {C}
    void = ledger.say(Voided(reason=VoidReason.MISTAKE), 1, subject=1, corrects=right)
    assert {link.entity for link in first_degree([A], *DAY)} == {B}
    ledger.say(Voided(reason=VoidReason.MISTAKE), 2, subject=1, corrects=void)
    assert {link.entity for link in first_degree([A], *DAY)} == {C}


def test_of_rival_corrections_only_the_last_links(ledger: Ledger) -> None:
    wrong = ledger.passed(0, [A], EXIT, subject=1)
    ledger.passed(0, [A, B], EXIT, subject=1, corrects=wrong)
    ledger.passed(0, [A, C], EXIT, subject=1, corrects=wrong)
    assert {link.entity for link in first_degree([A], *DAY)} == {C}


@pytest.mark.parametrize(("minute", "linked"), [(9, False), (10, True), (11, True), (12, False)])
def test_the_period_begins_with_its_first_moment_and_ends_before_its_last(
    ledger: Ledger, minute: int, linked: bool
) -> None:
    """Whoever of the two it is that falls outside."""
    ledger.passed(minute, [A], EXIT, CAR)
    ledger.passed(11, [B], EXIT, CAR)
    period = (START + timedelta(minutes=10), START + timedelta(minutes=12))
    links = [first_degree([asked], *period, ways=[Way.VEHICLE, Way.PLACE]) for asked in (A, B)]
    assert [len(found) for found in links] == [2 * linked] * 2


def test_doubt_about_an_identity_and_what_the_system_concludes_are_no_meeting(ledger: Ledger) -> None:
    passage = ledger.passed(0, [A], EXIT)
    ledger.say(IdentityUnsure(candidates=(A, B), why="name_only"), 1)
    ledger.say(_passed([A, C], EXIT, None), 2, place=str(EXIT), cause=passage)
    assert first_degree([A], *DAY) == []


def test_two_records_of_one_human_being_are_asked_for_together(ledger: Ledger) -> None:
    ledger.passed(0, [A, B, C], EXIT)
    links = first_degree([A, B], *DAY, ways=[Way.TOGETHER])
    assert {(link.of, link.entity) for link in links} == {(A, C), (B, C)}


def test_a_vehicle_can_be_asked_about_itself(ledger: Ledger) -> None:
    ledger.passed(0, [A, B], EXIT, CAR)
    ledger.say(LookoutOpened(vehicle=Vehicle(vehicle=CAR), reason="traced", until=DAY[1]), 1)
    assert {link.entity for link in first_degree([CAR], *DAY, ways=[Way.TOGETHER])} == {A, B}


def test_contacts_of_contacts_leave_out_whom_one_met_oneself(ledger: Ledger) -> None:
    ledger.passed(0, [A, B, C], EXIT)
    ledger.passed(60, [B, C, D], GATE)
    links = second_degree([A], *DAY, ways=[Way.TOGETHER])
    assert {(link.of, link.entity) for link in links} == {(B, D), (C, D)}


def test_roles_of_references_to_persons_are_no_meeting() -> None:
    known = roles()
    assert {"who", "travellers"} <= known.persons
    assert {"candidate", "same_as"}.isdisjoint(known.persons | known.told)
    assert known.vehicles == {"vehicle"}
    assert {"where", "member"} <= known.households


class Told:
    """What one fact says of who was where, read off the fact itself."""

    def __init__(self, seq: int, entry: Seen) -> None:
        self.seq, self.at, self.place = seq, entry.at, entry.place
        fact = entry.fact
        self.people: set[UUID] = set()
        self.vehicle = self.household = None
        if isinstance(fact, Passed):
            self.people = {traveller.person for traveller in fact.travellers if traveller.person}
            self.vehicle = fact.vehicle.vehicle if fact.vehicle else None
        elif isinstance(fact, PersonRegistered) and fact.who.person:
            self.people, self.household = {fact.who.person}, fact.household


def brute(ledger: Ledger, entities: set[UUID], since: datetime, until: datetime, within: timedelta) -> set[Link]:
    """Every pair of entries that hold, looked at one by one."""
    subjects: dict[UUID, list[Seen]] = {}
    for _seq, seen in ledger.entries.values():
        subjects.setdefault(seen.subject, []).append(seen)
    told = [Told(ledger.seq(seen.id), seen) for each in subjects.values() for seen in effective(each)]
    return {
        Link(of, entity, way, mine.seq, theirs.seq, theirs.at, theirs.place)
        for mine, theirs in product(told, told)
        for way in _ways(mine, theirs, since, until, within)
        for of, entity in product(mine.people & entities, theirs.people - entities)
        if of != entity
    }


def _ways(mine: Told, theirs: Told, since: datetime, until: datetime, within: timedelta) -> Iterator[Way]:
    if mine.household and mine.household == theirs.household and max(mine.at, theirs.at) < until:
        yield Way.HOUSEHOLD
    if not (since <= mine.at < until and since <= theirs.at < until):
        return
    if mine.seq == theirs.seq:
        yield Way.TOGETHER
    if abs(mine.at - theirs.at) <= within:
        if mine.vehicle and mine.vehicle == theirs.vehicle:
            yield Way.VEHICLE
        if mine.place and mine.place == theirs.place:
            yield Way.PLACE


PASSING = st.tuples(
    st.just("passed"),
    st.integers(0, 9),
    st.lists(st.sampled_from(PERSONS), max_size=3),
    st.sampled_from(POSTS[:2]),
    st.sampled_from((None, *VEHICLES[:2])),
)
REGISTERING = st.tuples(
    st.just("registered"), st.integers(0, 9), st.sampled_from(PERSONS), st.sampled_from((None, *HOUSEHOLDS[:2]))
)
CORRECTING = st.tuples(st.just("corrected"), st.integers(0, 9), st.integers(0, 9), st.booleans())


def _build(ledger: Ledger, world: list[tuple[object, ...]]) -> None:
    for what, minute, *rest in world:
        if what == "passed":
            ledger.passed(minute, *rest)  # type: ignore[arg-type]
        elif what == "registered":
            ledger.registered(minute, *rest)  # type: ignore[arg-type]
        elif ledger.entries:
            _correct(ledger, int(minute), *rest)  # type: ignore[call-overload, arg-type]


def _correct(ledger: Ledger, minute: int, which: int, voids: bool) -> None:
    """Void one of the entries so far, or replace it by another passage of the same subject."""
    told = list(ledger.entries.values())
    _seq, wrong = told[which % len(told)]
    fact = Voided(reason=VoidReason.MISTAKE) if voids else _passed([A, D], EXIT, CAR)
    subject = wrong.subject.int - uid(1_000).int
    place = "" if voids else str(EXIT)
    ledger.say(fact, minute, subject, corrects=wrong.id, place=place)


@MANY
@given(
    world=st.lists(st.one_of(PASSING, PASSING, REGISTERING, CORRECTING), max_size=14),
    asked=st.sets(st.sampled_from(PERSONS), min_size=1, max_size=2),
    first=st.integers(0, 3),
    length=st.integers(1, 8),
    within=st.integers(0, 4),
)
def test_random_worlds_agree_with_brute_force(
    world: list[tuple[object, ...]], asked: set[UUID], first: int, length: int, within: int
) -> None:
    with transaction.atomic():
        ledger = Ledger()
        _build(ledger, world)
        since = START + timedelta(minutes=first)
        period = (since, since + timedelta(minutes=length), timedelta(minutes=within))
        near = brute(ledger, asked, *period)
        found = first_degree(asked, *period[:2], within=period[2])
        assert set(found) == near
        assert len(found) == len(near)
        met = {link.entity for link in near}
        further = {link for link in brute(ledger, met, *period) if link.entity not in asked}
        assert set(second_degree(asked, *period[:2], within=period[2])) == further
        transaction.set_rollback(True)
