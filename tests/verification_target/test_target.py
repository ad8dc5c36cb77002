"""A target's page: from the door to closed in a few taps, and nothing of it for those whom it does not concern."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
import uuid_utils.compat as uuids
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lianfang.duty.models import Member
from lianfang.ledger.check import check
from lianfang.ledger.models import Entry
from lianfang.people.models import Household
from lianfang.vault.current import current
from lianfang.vault.models import Viewing
from lianfang.verification.choices import Standing
from lianfang.verification.models import Target
from tests.conftest import COUNTY, GRID, NEXT_GRID, OTHER_VILLAGE, VILLAGE
from tests.desk_facts.drawn import block_of, field_of, fields
from tests.field import Case, case, entry, moment, send

Enter = Callable[[Member], Client]
NAME, PHONE = "王小明", "13900000000"


@pytest.fixture
def running(members: SimpleNamespace) -> Case:
    there = case()
    send(members.clerk, there.opening(COUNTY, moment(25)))
    return there


@pytest.fixture
def target(running: Case, members: SimpleNamespace) -> Target:
    """Somebody on the county's list, living in the worker's grid."""
    house, listed = uuids.uuid7(), uuids.uuid7()
    where = {"household": str(house), "address": "3组12号"}
    send(members.worker, [entry("people.household_registered", house, GRID, moment(20), where=where)])
    who = {"name": NAME, "phones": [PHONE]}
    send(members.clerk, [running.listed(listed, GRID, moment(25), who=who, household=str(house), origin="武汉")])
    return Target.objects.get(pk=listed)


def page_of(target: Target | UUID) -> str:
    return reverse("verification:target", args=[target.pk if isinstance(target, Target) else target])


def press(client: Client, target: Target, kind: str, **values: Any) -> Any:
    """Open the page, fill in the form of this kind as drawn, send it."""
    page = client.get(page_of(target)).content.decode()
    mark = f'name="kind" value="{kind}"'
    assert mark in page, f"no form for {kind}"
    start = page.rindex("<form", 0, page.index(mark))
    drawn = fields(page[start:], "<form")
    prefix = kind.replace(".", "-")
    return client.post(page_of(target), drawn | {f"{prefix}-{name}": value for name, value in values.items()})


def standing(target: Target) -> str:
    return Target.objects.values_list("standing", flat=True).get(pk=target.pk)


def test_a_visit_that_went_well_closes_in_three_forms(
    target: Target, members: SimpleNamespace, signed_in: Enter
) -> None:
    client = signed_in(members.worker)
    press(client, target, "verification.visited", outcome="met")
    assert standing(target) == Standing.TO_CHECK
    press(client, target, "verification.checked", accuracy="accurate")
    assert standing(target) == Standing.TO_FEED_BACK
    press(client, target, "verification.fed_back")
    assert standing(target) == Standing.CLOSED
    page = client.get(page_of(target)).content.decode()
    assert page.count('class="tick tone-done"') == 3
    assert check().clean


def test_the_page_says_why_it_is_open_and_what_is_next(
    target: Target, members: SimpleNamespace, signed_in: Enter
) -> None:
    client = signed_in(members.worker)
    page = client.get(page_of(target)).content.decode()
    assert "还没有人去过" in page
    assert page.count('class="tick tone-todo"') == 3
    press(client, target, "verification.visited", outcome="not_in", cause="locked")
    page = client.get(page_of(target)).content.decode()
    assert "没有见到本人" in page
    assert "再次走访" in page
    assert "李网格：家中无人" in page


def test_a_form_sent_twice_records_once(target: Target, members: SimpleNamespace, signed_in: Enter) -> None:
    client = signed_in(members.worker)
    drawn = fields(client.get(page_of(target)).content.decode()) | {"verification-visited-outcome": "met"}
    first, second = client.post(page_of(target), drawn), client.post(page_of(target), drawn, follow=True)
    assert first.status_code == 302
    assert "没有重复记录" in second.content.decode()
    assert Entry.objects.filter(subject=target.pk, kind="verification.visited").count() == 1


def test_what_was_wrong_is_put_right_in_the_vault_and_nothing_else_is_said(
    target: Target, members: SimpleNamespace, signed_in: Enter
) -> None:
    client = signed_in(members.worker)
    press(
        client, target, "verification.checked", accuracy="corrected", wrong="phone", **{"who-phones": "13900000001"}
    )
    known = current([target.person])[target.person]
    assert (known.name, known.phones) == (NAME, ("13900000001",))
    assert known.also == {"phones": (PHONE,)}
    page = client.get(page_of(target)).content.decode()
    assert "tel:13900000001" in page


def test_one_member_claims_the_contact_and_the_others_see_it(
    target: Target, members: SimpleNamespace, signed_in: Enter
) -> None:
    press(signed_in(members.worker), target, "verification.claimed")
    assert "您已认领联系至" in signed_in(members.worker).get(page_of(target)).content.decode()
    theirs = signed_in(members.cadre).get(page_of(target)).content.decode()
    assert "李网格 已认领联系至" in theirs
    assert "verification.claimed" not in theirs
    press(signed_in(members.worker), target, "verification.visited", outcome="not_in", cause="locked")
    assert "已认领联系至" not in signed_in(members.cadre).get(page_of(target)).content.decode()


def test_a_doubt_comes_first_until_somebody_settled_it(
    target: Target, members: SimpleNamespace, signed_in: Enter
) -> None:
    client = signed_in(members.worker)
    press(client, target, "verification.doubted", about="address")
    assert standing(target) == Standing.DOUBTED
    assert "记录核实结论" in client.get(page_of(target)).content.decode()
    press(client, target, "verification.doubt_settled", finding="true_as_stated")
    assert standing(target) == Standing.TO_VISIT


def test_the_cadre_places_a_target_and_the_worker_then_finds_it(
    running: Case, members: SimpleNamespace, signed_in: Enter
) -> None:
    listed = uuids.uuid7()
    send(members.clerk, [running.listed(listed, VILLAGE, moment(25), placed=False)])
    target = Target.objects.get(pk=listed)
    assert signed_in(members.worker).get(page_of(target)).status_code == 404
    page = signed_in(members.cadre).get(page_of(target)).content.decode()
    offered = field_of(block_of(page, "verification.placed"), "to")["options"]
    assert GRID in dict(offered)
    assert OTHER_VILLAGE not in page
    press(signed_in(members.cadre), target, "verification.placed", to=NEXT_GRID)
    assert Target.objects.get(pk=listed).area == NEXT_GRID
    assert signed_in(members.next_worker).get(page_of(target)).status_code == 200
    assert signed_in(members.worker).get(page_of(target)).status_code == 404


def test_it_is_found_by_those_it_concerns_only(target: Target, members: SimpleNamespace, signed_in: Enter) -> None:
    for member in (members.worker, members.cadre, members.chief):
        page = signed_in(member).get(page_of(target))
        assert page.status_code == 200
        assert NAME in page.content.decode()
    for member in (members.next_worker, members.colleague, members.outsider, members.administrator):
        assert signed_in(member).get(page_of(target)).status_code == 404
        sent = {"kind": "verification.visited", "verification-visited-outcome": "met"}
        assert signed_in(member).post(page_of(target), sent).status_code == 404
    assert Client().get(page_of(target))["Location"].startswith("/account/login/")
    assert not Entry.objects.filter(kind="verification.visited").exists()


def test_it_is_masked_for_an_auditor_who_finds_no_form(
    target: Target, members: SimpleNamespace, signed_in: Enter
) -> None:
    page = signed_in(members.auditor).get(page_of(target)).content.decode()
    assert NAME not in page
    assert PHONE not in page
    assert "12号" not in page
    assert "王*明" in page
    assert 'name="kind"' not in page
    assert not Viewing.objects.filter(member=members.auditor.pk).exists()


def test_looking_is_logged(target: Target, members: SimpleNamespace, signed_in: Enter) -> None:
    signed_in(members.worker).get(page_of(target))
    looked = Viewing.objects.filter(member=members.worker.pk, purpose="target").values_list("entity", flat=True)
    assert set(looked) == {target.person, target.household}


def test_the_page_costs_the_same_however_much_was_recorded(
    target: Target, members: SimpleNamespace, signed_in: Enter
) -> None:
    client = signed_in(members.worker)
    send(members.worker, [entry("verification.visited", target.pk, GRID, moment(26), outcome="not_in")])

    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            assert client.get(page_of(target)).status_code == 200
        return len(counted)

    queries()  # the first look is logged, the next within the minute is not
    few = queries()
    visits = [entry("verification.visited", target.pk, GRID, moment(27, 9, n), outcome="not_in") for n in range(20)]
    send(members.worker, visits)
    assert queries() == few
    assert few <= 40


def test_a_household_shows_its_targets_and_knocks(
    target: Target, running: Case, members: SimpleNamespace, signed_in: Enter
) -> None:
    house = Household.objects.get()
    knock = {"campaign": str(running.campaign), "household": str(house.pk), "met": False, "cause": "locked"}
    send(members.worker, [entry("verification.knocked", uuids.uuid7(), GRID, moment(26), **knock)])
    page = signed_in(members.worker).get(reverse("people:household", args=[house.pk])).content.decode()
    assert page_of(target) in page
    assert "敲门 1 次" in page
    assert "大门紧锁" in page
