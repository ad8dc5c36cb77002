"""Door to door: met, not met and never tried make the register; every door never tried is on the list."""

from collections.abc import Callable
from types import SimpleNamespace

import uuid_utils.compat as uuids
from django.test import Client
from django.urls import reverse

from lianfang.duty.models import Member
from lianfang.verification.queries import rounds
from lianfang.verification.queries.places import place
from lianfang.verification.queries.scope import scope_of
from tests.conftest import GRID, NEXT_GRID
from tests.field import Raw, entry, moment
from tests.verification.conftest import Running, accepted

Enter = Callable[[Member], Client]


def knock(running: Running, house: str, *, met: bool, area: str = GRID) -> Raw:
    household = str(running.houses.get(house) or uuids.uuid7())
    said = {} if met else {"cause": "locked", "again_on": "2020-02-01"}
    return entry(
        "verification.knocked",
        uuids.uuid7(),
        area,
        moment(29),
        campaign=str(running.case.campaign),
        household=household,
        met=met,
        **said,
    )


def test_the_register_is_met_not_met_and_never_tried(running: Running, members: SimpleNamespace) -> None:
    doors = [knock(running, "late", met=True), knock(running, "away", met=False), knock(running, "nowhere", met=True)]
    accepted(members.worker, doors)
    scope = scope_of(Member.objects.get(pk=members.cadre.pk).actor, running.case.campaign)
    assert scope is not None
    total, rows = rounds.by_area(scope, place(scope.areas, ""))
    grid = {row.code: row for row in rows}[GRID]
    assert (grid.register, grid.untried, grid.met, grid.not_met, grid.outside) == (4, 2, 2, 1, 1)
    assert grid.register - grid.untried + grid.outside == grid.tried
    assert (grid.baseline, total.baseline) == (200, 400)
    assert (total.register, total.untried) == (5, 3)
    assert [label for label, _n in grid.reasons] == ["大门紧锁"]


def test_doors_never_tried_and_not_met_are_listed_in_walking_order(
    running: Running, members: SimpleNamespace, signed_in: Enter
) -> None:
    accepted(members.worker, [knock(running, "late", met=True), knock(running, "away", met=False)])
    cadre = signed_in(members.cadre)
    untried = cadre.get(reverse("verification:untried", args=[running.case.campaign]))
    assert [row["pk"] for row in untried.context["table"].rows] == [
        running.houses[name] for name in ("doubted", "done", "next_grid")
    ]
    unmet = cadre.get(reverse("verification:unmet", args=[running.case.campaign]))
    assert [row["pk"] for row in unmet.context["table"].rows] == [running.houses["away"]]
    assert "大门紧锁" in unmet.content.decode()
    assert NEXT_GRID != GRID


def test_targets_to_go_back_to_carry_the_reason_and_the_day(
    running: Running, members: SimpleNamespace, signed_in: Enter
) -> None:
    told = signed_in(members.worker).get(reverse("verification:again", args=[running.case.campaign]) + "?today=1")
    assert [row.pk for row in told.context["table"].rows] == [running.targets["away"]]
    page = told.content.decode()
    assert "家中无人" in page
    assert "1月30日" in page


def test_reached_by_telephone_is_not_met(running: Running, members: SimpleNamespace, signed_in: Enter) -> None:
    call = entry("verification.visited", running.targets["late"], GRID, moment(29), outcome="met", channel="phone")
    accepted(members.worker, [call])
    told = signed_in(members.worker).get(reverse("verification:again", args=[running.case.campaign]))
    assert running.targets["late"] in [row.pk for row in told.context["table"].rows]
    assert "电话或视频联系上，未当面见到" in told.content.decode()
