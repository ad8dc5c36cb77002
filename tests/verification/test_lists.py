"""A list broken down to its last row adds up, whatever was decided, corrected or taken back (B6)."""

import random
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
import uuid_utils.compat as uuids

from lianfang.duty.models import Member
from lianfang.verification.choices import Standing
from lianfang.verification.models import Target
from lianfang.verification.queries.listing import Wanted, wanted
from lianfang.verification.queries.lists import Breakdown, breakdowns
from lianfang.verification.queries.scope import Scope, scope_of
from lianfang.verification.views.lists import terms
from tests.conftest import COUNTY, GRID, NEXT_GRID, OTHER_GRID, VILLAGE
from tests.field import Case, Raw, case, entry, finished, moment
from tests.verification.conftest import accepted

AREAS = [GRID, NEXT_GRID, OTHER_GRID, VILLAGE]


def view(member: Member, running: Case) -> Scope:
    scope = scope_of(Member.objects.get(pk=member.pk).actor, running.campaign)
    assert scope is not None
    return scope


def only(member: Member, running: Case) -> tuple[Scope, Breakdown]:
    scope = view(member, running)
    [one] = breakdowns(scope)
    return scope, one


def received(running: Case, rows: int, refused: int) -> list[Raw]:
    sent = running.opening(COUNTY, moment(25))
    sent[1]["data"] |= {"rows": rows, "new": rows - refused, "refused": refused}
    return sent


def added_up(scope: Scope, one: Breakdown) -> None:
    """The parts make the total, and each part that is a link leads to as many listings of targets."""
    assert sum(term.count for term in terms(scope, one)) == one.total
    for standing in Standing:
        led_to = wanted(scope, Wanted(source=one.source.pk, standing=(standing.value,)))
        assert bool(led_to) == bool(one.standings[standing])


def test_rows_refused_at_reading_rows_of_two_people_and_people_named_twice(members: SimpleNamespace) -> None:
    running = case()
    first, second, third = uuids.uuid7(), uuids.uuid7(), uuids.uuid7()
    accepted(
        members.chief,
        [
            *received(running, rows=5, refused=1),
            running.listed(first, GRID, moment(25), row=2),
            running.listed(second, GRID, moment(25), row=3, who={"name": "李静"}),
            running.listed(third, NEXT_GRID, moment(25), row=3, who={"name": "李伟"}),
            running.listed(first, GRID, moment(25), row=4),
            running.listed(second, GRID, moment(25), row=5, who={"name": "李静"}),
        ],
    )
    scope, one = only(members.chief, running)
    assert (one.total, one.several, one.repeated, one.missing, one.withdrawn) == (6, 1, 2, 0, 0)
    assert one.standings == {Standing.TO_VISIT: 5}
    added_up(scope, one)


def test_a_duplicates_rows_stand_under_their_own_heading(members: SimpleNamespace) -> None:
    running = case()
    first, second, person = uuids.uuid7(), uuids.uuid7(), uuids.uuid7()
    unsure = {"name": "王晓明", "person": str(uuids.uuid7())}
    accepted(
        members.chief,
        [
            *received(running, rows=2, refused=0),
            running.listed(first, GRID, moment(25), row=2, who={"name": "王小明", "person": str(person)}),
            running.listed(second, GRID, moment(25), row=3, who=unsure, unsure=True),
            entry(
                "people.identity_unsure", UUID(unsure["person"]), GRID, moment(25), candidates=[str(person)], why="x"
            ),
        ],
    )
    decided = entry(
        "people.identity_decided", UUID(unsure["person"]), GRID, moment(26), decision="same", same_as=str(person)
    )
    accepted(members.chief, [decided])
    scope, one = only(members.chief, running)
    assert one.standings == {Standing.TO_VISIT: 1, Standing.DUPLICATE: 1}
    added_up(scope, one)


def test_listings_taken_back_corrected_and_not_yet_in(members: SimpleNamespace) -> None:
    running = case()
    gone, moved, kept = uuids.uuid7(), uuids.uuid7(), uuids.uuid7()
    mistake = running.listed(gone, GRID, moment(25), row=2)
    wrong = running.listed(moved, GRID, moment(25), row=3)
    accepted(
        members.chief,
        [
            *received(running, rows=6, refused=1),
            mistake,
            wrong,
            running.listed(kept, GRID, moment(25), row=4),
            running.listed(moved, GRID, moment(25), row=4, who={"name": "王大明"}),
        ],
    )
    right = running.listed(moved, GRID, moment(25), row=3, origin="武汉", corrects=wrong["id"])
    assert right["corrects"]
    accepted(
        members.chief,
        [right, entry("ledger.voided", gone, GRID, moment(26), corrects=mistake["id"], reason="mistake")],
    )
    scope, one = only(members.chief, running)
    assert one.withdrawn == 1
    assert one.missing == 2
    assert one.standings == {Standing.TO_VISIT: 3}
    assert one.several == 1
    added_up(scope, one)


def test_the_village_sees_its_part_and_the_list_of_another_village_not_at_all(members: SimpleNamespace) -> None:
    running = case()
    accepted(
        members.chief,
        [
            *received(running, rows=4, refused=2),
            running.listed(uuids.uuid7(), GRID, moment(25), row=2),
            running.listed(uuids.uuid7(), GRID, moment(25), row=3, who={"name": "李静"}),
        ],
    )
    scope, one = only(members.cadre, running)
    assert (one.whole, one.total) == (False, 2)
    assert [term.count for term in terms(scope, one)] == [2]
    assert breakdowns(view(members.colleague, running)) == []


@pytest.mark.parametrize("seed", range(4))
def test_it_adds_up_after_anything(seed: int, members: SimpleNamespace) -> None:
    dice = random.Random(seed)
    running, persons = case(), [uuids.uuid7() for _ in range(12)]
    targets = {person: uuids.uuid7() for person in persons}
    at = {person: dice.choice(AREAS) for person in persons}
    rows = [(row, dice.choice(persons)) for row in range(2, 24) for _ in range(dice.choice([1, 1, 1, 2]))]
    rows = list(dict.fromkeys(rows))
    listings = [
        running.listed(targets[p], at[p], moment(25), row=row, unsure=dice.random() < 0.3, who=_who(p))
        for row, p in rows
    ]
    distinct = len({row for row, _person in rows})
    accepted(members.chief, [*received(running, distinct + 3, 3), *listings])
    accepted(members.chief, list(_decisions(dice, persons, at)))
    for person in persons:
        if dice.random() < 0.4 and targets[person] in _present():
            accepted(members.chief, finished(targets[person], at[person]))
    for sent in dice.sample(listings, 4):
        voided = entry(
            "ledger.voided", UUID(sent["subject"]), sent["area"], moment(28), corrects=sent["id"], reason="mistake"
        )
        accepted(members.chief, [voided])
        if dice.random() < 0.5:
            back = entry(
                "ledger.voided",
                UUID(sent["subject"]),
                sent["area"],
                moment(29),
                corrects=voided["id"],
                reason="mistake",
            )
            accepted(members.chief, [back])
    scope, one = only(members.chief, running)
    assert one.total == distinct + 3 + one.several
    added_up(scope, one)
    for member in (members.cadre, members.colleague):
        for part in breakdowns(view(member, running)):
            added_up(view(member, running), part)


def _present() -> set[UUID]:
    return set(Target.objects.values_list("pk", flat=True))


def _who(person: UUID) -> dict[str, Any]:
    return {"person": str(person), "name": "王小明"}


def _decisions(dice: random.Random, persons: list[UUID], at: dict[UUID, str]) -> list[Raw]:
    sent = []
    for person in dice.sample(persons[4:], 5):
        decision = dice.choice(["same", "different", "ask"])
        same = {"same_as": str(dice.choice(persons[:4]))} if decision == "same" else {}
        sent.append(
            entry("people.identity_unsure", person, at[person], moment(25), candidates=[str(persons[0])], why="x")
        )
        sent.append(entry("people.identity_decided", person, at[person], moment(26), decision=decision, **same))
    return sent
