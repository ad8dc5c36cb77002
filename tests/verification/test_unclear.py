"""Unclear addresses: the village cadre chooses, the target is in its grid and somebody's; the next one appears."""

from collections.abc import Callable
from types import SimpleNamespace

import uuid_utils.compat as uuids
from django.test import Client
from django.urls import reverse

from lianfang.duty.models import Group, Member
from lianfang.ledger.check import check
from lianfang.verification.choices import Standing
from tests.conftest import GRID, NEXT_GRID, OTHER_GRID, VILLAGE
from tests.field import entry, moment
from tests.verification.conftest import NAMES, Running, accepted

Enter = Callable[[Member], Client]


def address(running: Running) -> str:
    return reverse("verification:unclear", args=[running.case.campaign])


def place(client: Client, running: Running, to: str, name: str = "unplaced") -> str:
    sent = {"target": str(running.targets[name]), "to": to}
    return client.post(address(running), sent, follow=True).content.decode()


def test_the_stated_address_stands_beside_the_grids_it_may_mean(
    running: Running, members: SimpleNamespace, signed_in: Enter
) -> None:
    told = signed_in(members.cadre).get(address(running))
    page = told.content.decode()
    assert NAMES["unplaced"][0] in page
    assert "红卫村老供销社旁" in page
    assert {f"area:{GRID}", f"area:{NEXT_GRID}"} <= {choice.value for choice in told.context["case"].likely}
    assert OTHER_GRID not in page


def test_placed_in_a_grid_it_is_the_workers_and_the_queue_goes_on(
    running: Running, members: SimpleNamespace, signed_in: Enter
) -> None:
    second = uuids.uuid7()
    who = {"name": "高建国", "address": "红卫村"}
    accepted(members.chief, [running.case.listed(second, VILLAGE, moment(26), row=50, placed=False, who=who)])
    page = place(signed_in(members.cadre), running, f"area:{NEXT_GRID}")
    assert "已落到「红卫村第二网格」" in page
    assert "高建国" in page
    target = running.target("unplaced")
    assert (target.area, target.placed, target.standing) == (NEXT_GRID, True, Standing.TO_VISIT)
    assert target.member == members.next_worker.pk
    assert check().clean


def test_a_door_can_be_chosen_when_the_address_is_found_in_the_register(
    running: Running, members: SimpleNamespace, signed_in: Enter
) -> None:
    stated, house = uuids.uuid7(), running.houses["next_grid"]
    who = {"name": "高建国", "address": "5组5号"}
    accepted(members.chief, [running.case.listed(stated, VILLAGE, moment(26), row=50, placed=False, who=who)])
    cadre = signed_in(members.cadre)
    place(cadre, running, f"area:{GRID}")
    shown = cadre.get(address(running)).context["case"]
    assert next(choice.value for choice in shown.likely) == f"door:{house}"
    running.targets["fresh"] = stated
    place(cadre, running, f"door:{house}", "fresh")
    target = running.target("fresh")
    assert (target.area, target.household, target.placed) == (NEXT_GRID, house, True)


def test_called_but_not_placed_it_stays_in_the_queue(
    running: Running, members: SimpleNamespace, signed_in: Enter
) -> None:
    call = entry(
        "verification.visited",
        running.targets["unplaced"],
        VILLAGE,
        moment(27),
        outcome="unreachable",
        channel="phone",
    )
    accepted(members.cadre, [call])
    assert running.target("unplaced").standing == Standing.NOT_MET
    assert signed_in(members.cadre).get(address(running)).context["count"] == 1


def test_a_group_keeps_what_it_was_given(
    running: Running, members: SimpleNamespace, group: Group, signed_in: Enter
) -> None:
    given = entry("verification.assigned", running.targets["unplaced"], VILLAGE, moment(26), to_group=str(group.pk))
    accepted(members.chief, [given])
    place(signed_in(members.cadre), running, f"area:{GRID}")
    target = running.target("unplaced")
    assert (target.group, target.member) == (group.pk, None)


def test_nothing_is_placed_outside_ones_areas_nor_by_others(
    running: Running, members: SimpleNamespace, signed_in: Enter
) -> None:
    cadre = signed_in(members.cadre)
    for to in (f"area:{OTHER_GRID}", f"door:{running.houses['other']}", "area:1", "door:x", "nonsense", ""):
        assert "没有落到网格" in place(cadre, running, to)
    sent = {"target": str(running.targets["unplaced"]), "to": f"area:{OTHER_GRID}"}
    assert signed_in(members.colleague).post(address(running), sent).status_code == 404
    assert signed_in(members.worker).post(address(running), sent).status_code == 404
    assert cadre.post(address(running), {"target": "x"}).status_code == 404
    assert not running.target("unplaced").placed
