"""The board: its numbers are those of the targets, they add up, and they cost the same for any number of areas."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
import uuid_utils.compat as uuids
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lianfang.areas.actions import Stated, load
from lianfang.duty.models import Group, Member
from lianfang.ledger.scope import SYSTEM
from lianfang.verification.choices import Standing
from lianfang.verification.queries import board
from lianfang.verification.queries.places import place
from lianfang.verification.queries.scope import scope_of
from tests.conftest import GRID, NEXT_GRID, OTHER_TOWN, OTHER_VILLAGE, TOWN, VILLAGE
from tests.field import entry, moment
from tests.verification.conftest import Running, accepted

Enter = Callable[[Member], Client]


def fresh(member: Member) -> Member:
    return Member.objects.get(pk=member.pk)


def at(member: Member, running: Running, area: str = "") -> tuple[board.Row, dict[str, board.Row]]:
    scope = scope_of(fresh(member).actor, running.case.campaign, area)
    assert scope is not None
    found = place(scope.actor.areas("verification.view"), area)
    total, rows = board.by_area(scope, found)
    return total, {row.code: row for row in rows}


def test_each_level_adds_up_to_the_one_above(running: Running, members: SimpleNamespace) -> None:
    total, towns = at(members.chief, running)
    assert (total.total, total.closed, total.open, total.late) == (7, 1, 6, 6)
    assert {code: row.total for code, row in towns.items()} == {TOWN: 6, OTHER_TOWN: 1}
    _sum, villages = at(members.chief, running, TOWN)
    assert {code: row.total for code, row in villages.items()} == {VILLAGE: 6}
    village, grids = at(members.cadre, running)
    assert {code: row.total for code, row in grids.items()} == {GRID: 4, NEXT_GRID: 1, "": 1}
    assert grids[""].standings[Standing.UNPLACED] == 1
    assert sum(row.total for row in grids.values()) == village.total == 6
    assert village.unplaced == 1
    assert village.again == 1


def test_who_has_what_is_counted_by_member_and_group(
    running: Running, members: SimpleNamespace, group: Group
) -> None:
    given = [
        entry("verification.assigned", running.targets["late"], GRID, moment(26), to_member=str(members.worker.pk)),
        entry("verification.assigned", running.targets["away"], GRID, moment(26), to_group=str(group.pk)),
        entry("verification.assigned", running.targets["done"], GRID, moment(26), to_member=str(members.worker.pk)),
    ]
    accepted(members.chief, given)
    scope = scope_of(fresh(members.cadre).actor, running.case.campaign)
    assert scope is not None
    loads = {(load.member, load.group): load for load in board.by_hand(scope)}
    hers = loads[members.worker.pk, None]
    assert (hers.open, hers.late, hers.closed) == (1, 1, 1)
    assert loads[None, group.pk].open == 1
    assert loads[None, None].open == 3


def test_the_board_names_what_is_late_and_what_is_next(
    running: Running, members: SimpleNamespace, signed_in: Enter
) -> None:
    text = signed_in(members.cadre).get(reverse("verification:board", args=[running.case.campaign])).content.decode()
    for said in ("逾期未完成", "今天要回访", "没有落到网格", "疑点待核实", "还没有上门", "红卫村第一网格"):
        assert said in text
    assert "standing=to_visit" in text


def test_the_days_are_the_ledgers_visits_and_closings(running: Running, members: SimpleNamespace) -> None:
    scope = scope_of(fresh(members.cadre).actor, running.case.campaign)
    assert scope is not None
    assert sum(day.visits for day in board.by_day(scope)) == 0  # January 2020 is long past
    days = board.by_day(scope, days=20_000)
    assert sum(day.visits for day in days) == 2
    assert sum(day.closed for day in days) == 1


@pytest.mark.parametrize("page", ["board", "targets", "lists", "rounds", "again", "doubts", "unclear"])
def test_a_page_costs_the_same_for_any_number_of_areas_and_targets(
    page: str, running: Running, members: SimpleNamespace, signed_in: Enter
) -> None:
    chief, address = signed_in(members.chief), reverse(f"verification:{page}", args=[running.case.campaign])
    chief.get(address)
    few = _queries(chief, address)
    load([Stated(f"{OTHER_VILLAGE}{n:02}", {"name": f"将营村第{n}网格"}) for n in range(2, 30)], SYSTEM)
    listed = [
        running.case.listed(uuids.uuid7(), f"{OTHER_VILLAGE}{n:02}", moment(26), row=100 + n, placed=bool(n % 5))
        for n in range(2, 30)
    ]
    accepted(members.chief, listed)
    chief.get(address)  # the names of areas are read anew after a change
    assert _queries(chief, address) == few <= 26


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_home_shows_what_waits_for_each(running: Running, members: SimpleNamespace, signed_in: Enter) -> None:
    home = signed_in(members.cadre).get("/").content.decode()
    assert "逾期 5 人" in home
    assert "1 人的地址还没有落到网格" in home
    assert "逾期 1 人" in signed_in(members.colleague).get("/").content.decode()
    other = signed_in(members.administrator).get("/").content.decode()
    assert "逾期与回访" not in other
    badges: Any = signed_in(members.cadre).get(reverse("desk:badges")).content.decode()
    assert "5" in badges
