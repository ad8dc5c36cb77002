"""At every level a named person answers."""

from typing import Any

import pytest

from lianfang.duty import actions
from lianfang.duty.responsible import answers_for, assignee
from lianfang.duty.roles import Role
from lianfang.ledger.scope import SYSTEM
from tests.duty.conftest import GRID, NEXT_GRID, OTHER_TOWN, OTHER_VILLAGE, TOWN, VILLAGE, Crew, area


def test_the_chain_goes_from_the_door_to_the_county(crew: Crew) -> None:
    actions.post(crew.outsider, Role.VILLAGE_CADRE, area(VILLAGE), SYSTEM)
    actions.post(crew.auditor, Role.LINKING_LEADER, area(TOWN), SYSTEM)
    chain = answers_for([GRID])[GRID]
    assert [(who.role, who.area) for who in chain[:4]] == [
        (Role.GRID_WORKER, GRID),
        (Role.VILLAGE_CADRE, VILLAGE),
        (Role.OFFICER, VILLAGE),
        (Role.LINKING_LEADER, TOWN),
    ]
    assert chain[0].member == crew.worker
    assert chain[-1].role == Role.COMMAND


def test_work_goes_to_the_grids_person_else_to_the_next_above(crew: Crew) -> None:
    found = assignee([GRID, NEXT_GRID, OTHER_VILLAGE])
    assert found[GRID].member == crew.worker
    assert found[NEXT_GRID].member == crew.officer
    assert found[OTHER_VILLAGE].member == crew.colleague
    actions.end_posting(crew.worker.postings.get(), SYSTEM)
    assert assignee([GRID])[GRID].member == crew.officer


def test_of_two_in_the_same_post_the_one_who_held_it_longer_answers_first(crew: Crew) -> None:
    actions.post(crew.outsider, Role.GRID_WORKER, area(GRID), SYSTEM)
    assert [who.member for who in answers_for([GRID])[GRID][:2]] == [crew.worker, crew.outsider]


def test_posts_that_do_not_answer_and_closed_accounts_are_not_in_the_chain(crew: Crew) -> None:
    actions.post(crew.outsider, Role.CLERK, area(GRID), SYSTEM)
    actions.close_account(crew.colleague, SYSTEM)
    assert {who.role for who in answers_for([GRID])[GRID]} == {
        Role.GRID_WORKER,
        Role.OFFICER,
        Role.STATION_CHIEF,
        Role.COMMAND,
    }
    assert assignee([OTHER_TOWN])[OTHER_TOWN].member == crew.command
    assert answers_for(["999999"]) == {"999999": []}


@pytest.mark.parametrize("codes", [[GRID], [GRID, NEXT_GRID, OTHER_TOWN], [f"{GRID}{n}" for n in range(10)]])
def test_it_costs_one_query_however_many_are_asked(
    crew: Crew, codes: list[str], django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        for chain in answers_for(codes).values():
            assert chain[-1].member.name == "command"
