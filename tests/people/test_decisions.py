"""The decision queue: who is who is decided by a person, reversibly, and reaches the targets."""

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
from lianfang.ledger.explain import totals
from lianfang.ledger.models import Entry
from lianfang.people.models import Identity, Person
from lianfang.verification.choices import Standing
from lianfang.verification.models import Target
from tests.conftest import COUNTY, GRID
from tests.desk_facts.drawn import fields
from tests.field import BEIJING, Case, entry, moment, send
from tests.people.conftest import Folk

Enter = Callable[[Member], Client]
QUEUE = "people:decisions"
UNDECIDED, DUPLICATE = "people.identities_undecided", "verification.duplicate"


@pytest.fixture
def unsure(folk: Folk, running: Case, members: SimpleNamespace) -> Target:
    """A row that may be 王小明 (who is a target himself), or somebody of the other village."""
    return doubtful(running, members, [folk.wang, folk.stranger], first=folk.wang)


def doubtful(running: Case, members: SimpleNamespace, candidates: list[UUID], first: UUID | None = None) -> Target:
    row, target = uuids.uuid7(), uuids.uuid7()
    may_be = [str(candidate) for candidate in candidates]
    who = {"person": str(row), "name": "王晓明", "phones": ["13900000000"], "address": "3组12号"}
    sent = [
        entry("people.identity_unsure", row, GRID, moment(25), candidates=may_be, why="phone_sound"),
        running.listed(target, GRID, moment(25), who=who, unsure=True, row=40),
    ]
    if first is not None:
        sent.append(running.listed(uuids.uuid7(), GRID, moment(25), who={"person": str(first)}, row=12))
    send(members.clerk, sent)
    return Target.objects.get(pk=target)


def page_of(target: Target) -> str:
    return reverse("people:decision", args=[target.person])


def decide(client: Client, target: Target, choice: str, **values: Any) -> Any:
    page = client.get(page_of(target)).content.decode()
    sent = fields(page, '<form class="fact decide"')
    return client.post(page_of(target), sent | {"choice": choice, **values})


def counted(figure: str) -> int:
    until = moment(31).replace(year=2100).astimezone(BEIJING)
    return sum(totals([figure], [COUNTY], until).values())


def standing(target: Target) -> str:
    return Target.objects.values_list("standing", flat=True).get(pk=target.pk)


def test_the_two_stand_side_by_side_with_what_agrees_and_where_they_come_from(
    unsure: Target, folk: Folk, members: SimpleNamespace, signed_in: Enter
) -> None:
    page = signed_in(members.cadre).get(page_of(unsure)).content.decode()
    assert "电话相同，姓名读音相近" in page
    first = page[page.index('id="pair-1"') : page.index('id="pair-2"')]
    assert "王晓明" in first
    assert "王小明" in first
    assert "一致" in first
    assert "相近" in first
    assert "县指挥部名单 第 40 行" in first
    assert "县指挥部名单 第 12 行" in first
    assert "1960-03-01" in first


def test_somebody_of_another_area_is_masked(unsure: Target, members: SimpleNamespace, signed_in: Enter) -> None:
    page = signed_in(members.cadre).get(page_of(unsure)).content.decode()
    second = page[page.index('id="pair-2"') :]
    assert "王*民" in second
    assert "王小民" not in page
    assert "13900000009" not in page
    assert "辖区外" in second
    assert "将营村" not in page
    everything = signed_in(members.chief).get(page_of(unsure)).content.decode()
    assert "王小民" in everything


def test_the_same_person_steps_aside_and_comes_back_when_it_is_undone(
    unsure: Target, folk: Folk, members: SimpleNamespace, signed_in: Enter
) -> None:
    client = signed_in(members.cadre)
    assert (standing(unsure), counted(UNDECIDED)) == (Standing.UNDECIDED, 1)
    answer = decide(client, unsure, f"same:{folk.wang}")
    assert answer["Location"] == reverse(QUEUE)
    assert standing(unsure) == Standing.DUPLICATE
    assert (counted(UNDECIDED), counted(DUPLICATE)) == (0, 1)
    row = Person.objects.get(pk=unsure.person)
    assert (row.identity, row.same_as, row.decided_by) == (Identity.SAME, folk.wang, members.cadre.pk)
    assert check().clean

    decision = Entry.objects.get(kind="people.identity_decided")
    void = reverse("facts:void", args=[decision.id])
    assert void in client.get(reverse(QUEUE)).content.decode()  # offered in the message
    client.post(void, fields(client.get(void).content.decode()) | {"ledger-voided-reason": "reconsidered"})
    assert standing(unsure) == Standing.UNDECIDED
    assert (counted(UNDECIDED), counted(DUPLICATE)) == (1, 0)
    assert Person.objects.get(pk=unsure.person).identity == Identity.UNSURE
    assert check().clean


def test_a_decision_is_replaced_by_deciding_again(
    unsure: Target, folk: Folk, members: SimpleNamespace, signed_in: Enter
) -> None:
    client = signed_in(members.cadre)
    decide(client, unsure, f"same:{folk.wang}")
    assert "已判定：同一人" in client.get(page_of(unsure)).content.decode()
    decide(client, unsure, "different")
    assert standing(unsure) == Standing.TO_VISIT
    assert Person.objects.get(pk=unsure.person).same_as is None
    assert (counted(UNDECIDED), counted(DUPLICATE)) == (0, 0)
    assert check().clean


def test_asking_at_the_door_keeps_the_target_open_and_the_record_in_its_tab(
    unsure: Target, members: SimpleNamespace, signed_in: Enter
) -> None:
    client = signed_in(members.cadre)
    client.get(decide(client, unsure, "ask")["Location"])  # where the message with the way back is shown
    assert standing(unsure) == Standing.TO_VISIT
    assert page_of(unsure) not in client.get(reverse(QUEUE)).content.decode()
    assert page_of(unsure) in client.get(f"{reverse(QUEUE)}?tab=ask").content.decode()
    send(members.worker, [entry("verification.visited", unsure.pk, GRID, moment(31), outcome="met")])
    client.get(decide(client, unsure, "different")["Location"])
    assert page_of(unsure) in client.get(f"{reverse(QUEUE)}?tab=decided").content.decode()
    assert check().clean


def test_after_one_decision_comes_the_next(
    unsure: Target, running: Case, folk: Folk, members: SimpleNamespace, signed_in: Enter
) -> None:
    other = doubtful(running, members, [folk.li])
    answer = decide(signed_in(members.cadre), unsure, "different")
    assert answer["Location"] == page_of(other)


def test_pressing_twice_decides_once_and_nothing_chosen_decides_nothing(
    unsure: Target, members: SimpleNamespace, signed_in: Enter
) -> None:
    client = signed_in(members.cadre)
    page = client.get(page_of(unsure)).content.decode()
    sent = fields(page, '<form class="fact decide"')
    assert "请选择" in client.post(page_of(unsure), sent).content.decode()
    assert client.post(page_of(unsure), sent | {"choice": f"same:{uuids.uuid7()}"}).status_code == 200
    for _twice in range(2):
        client.post(page_of(unsure), sent | {"choice": "different"})
    assert Entry.objects.filter(kind="people.identity_decided").count() == 1


def test_a_record_cannot_become_somebody_who_became_it(
    folk: Folk, running: Case, members: SimpleNamespace, signed_in: Enter
) -> None:
    target = doubtful(running, members, [folk.wang])
    same = entry("people.identity_decided", folk.wang, GRID, moment(26), decision="same", same_as=str(target.person))
    send(members.cadre, [same])
    page = signed_in(members.cadre).get(page_of(target)).content.decode()
    assert f"same:{folk.wang}" not in page
    assert "没有可比较的人" in page


def test_only_those_who_decide_there_find_the_queue(
    unsure: Target, members: SimpleNamespace, signed_in: Enter
) -> None:
    assert page_of(unsure) in signed_in(members.cadre).get(reverse(QUEUE)).content.decode()
    assert page_of(unsure) not in signed_in(members.colleague).get(reverse(QUEUE)).content.decode()
    for member in (members.worker, members.outsider, members.auditor, members.administrator):
        assert signed_in(member).get(reverse(QUEUE)).status_code == 404
    for member in (members.worker, members.colleague, members.outsider, members.auditor):
        assert signed_in(member).get(page_of(unsure)).status_code == 404
        assert signed_in(member).post(page_of(unsure), {"choice": "different"}).status_code == 404
    assert Client().get(reverse(QUEUE))["Location"].startswith("/account/login/")


def test_the_home_page_says_how_many_wait(unsure: Target, members: SimpleNamespace, signed_in: Enter) -> None:
    page = signed_in(members.cadre).get("/").content.decode()
    assert "1 条记录拿不准" in page
    assert "条记录拿不准" not in signed_in(members.colleague).get("/").content.decode()


def test_the_page_costs_the_same_for_any_number_of_candidates(
    unsure: Target, running: Case, folk: Folk, members: SimpleNamespace, signed_in: Enter
) -> None:
    client = signed_in(members.cadre)
    many = []
    for n in range(8):
        person = uuids.uuid7()
        who = {"person": str(person), "name": "王晓明", "address": f"4组{n}号"}
        send(members.worker, [entry("people.person_registered", person, GRID, moment(20), who=who)])
        many.append(person)
    crowded = doubtful(running, members, many)

    def queries(address: str) -> int:
        client.get(address)  # the first look is logged
        with CaptureQueriesContext(connection) as counted:
            assert client.get(address).status_code == 200
        return len(counted)

    few, of_many = queries(page_of(unsure)), queries(page_of(crowded))
    assert abs(of_many - few) <= 1  # finding the next record may have to go round to the first
    assert few <= 30
    before = queries(reverse(QUEUE))
    for _n in range(10):
        doubtful(running, members, [folk.li])
    assert queries(reverse(QUEUE)) == before
