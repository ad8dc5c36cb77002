"""The story of a subject, and putting it right through the pages behind it."""

from collections.abc import Callable
from types import SimpleNamespace
from uuid import UUID

import pytest
import uuid_utils.compat as uuids
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lianfang.desk.facts.story import Told, story
from lianfang.duty.models import Member
from lianfang.ledger.check import check
from lianfang.ledger.models import Entry
from lianfang.vault.models import Viewing
from lianfang.verification.choices import Standing
from lianfang.verification.models import Target
from tests.conftest import COUNTY, GRID
from tests.desk_facts.drawn import fields
from tests.field import case, entry, moment, send

Enter = Callable[[Member], Client]


@pytest.fixture
def target(members: SimpleNamespace) -> UUID:
    """Somebody listed, visited in vain by the worker, with a note."""
    there, listed = case(), uuids.uuid7()
    send(members.clerk, there.opening(COUNTY, moment(25)))
    send(members.clerk, [there.listed(listed, GRID, moment(25), who={"name": "王小明", "phones": ["13900000000"]})])
    visit = entry(
        "verification.visited", listed, GRID, moment(26), outcome="not_in", note={"text": "邻居张三说在田里"}
    )
    send(members.worker, [visit])
    return listed


def told_to(member: Member, subject: UUID) -> list[Told]:
    return story(subject, Member.objects.get(pk=member.pk).actor)


def visit_of(subject: UUID) -> Entry:
    return Entry.objects.get(subject=subject, kind="verification.visited", corrects=None)


def test_who_said_what_when_in_the_order_it_happened(target: UUID, members: SimpleNamespace) -> None:
    listed, visit = told_to(members.worker, target)
    assert [listed.title, visit.title] == ["列入核查", "走访"]
    assert (listed.by, visit.by) == ("钱内勤", "李网格")
    assert ("结果", "家中无人") in visit.facts
    assert ("备注", "邻居张三说在田里") in visit.facts
    assert ("人员", "王小明") in listed.facts
    assert ("名单", "县指挥部名单") in listed.facts
    assert visit.received is not None  # told years after it happened


def test_a_note_is_read_by_those_who_see_identities_and_the_reading_is_logged(
    target: UUID, members: SimpleNamespace
) -> None:
    _listed, visit = told_to(members.auditor, target)
    assert ("备注", "有文字，您无权查看") in visit.facts
    assert not Viewing.objects.filter(member=members.auditor.pk).exists()
    told_to(members.worker, target)
    assert Viewing.objects.filter(member=members.worker.pk, entity=visit.id, purpose="story").exists()


def test_a_name_is_masked_for_those_who_may_not_see_it(target: UUID, members: SimpleNamespace) -> None:
    listed, _visit = told_to(members.auditor, target)
    assert ("人员", "王*明") in listed.facts


def test_the_story_costs_the_same_for_any_number_of_entries(target: UUID, members: SimpleNamespace) -> None:
    actor = Member.objects.get(pk=members.worker.pk).actor

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as counted:
            story(target, actor)
        return len(counted)

    few = queries()
    visits = [
        entry("verification.visited", target, GRID, moment(27, 9, n), outcome="not_in", note={"text": f"第{n}次"})
        for n in range(12)
    ]
    send(members.worker, visits)
    assert queries() == few
    assert few <= 18  # every slice that knows of people in no register is asked once


def test_the_author_puts_an_entry_right_on_its_page(target: UUID, members: SimpleNamespace, signed_in: Enter) -> None:
    visit, here = visit_of(target), reverse("verification:target", args=[target])
    address = reverse("facts:correct", args=[visit.id])
    client = signed_in(members.worker)
    sent = fields(client.get(f"{address}?next={here}").content.decode())
    assert sent["verification-visited-outcome"] == "not_in"
    sent |= {"verification-visited-outcome": "met", "verification-visited-note-text": "在田里见到本人"}
    answer = client.post(address, sent)
    assert (answer.status_code, answer["Location"]) == (302, here)
    client.post(address, sent)  # the same form again
    _listed, old, new = told_to(members.worker, target)
    assert old.undone is not None
    assert (old.undone.word, old.undone.by) == ("已更正", "李网格")
    assert ("备注", "在田里见到本人") in new.facts
    assert new.corrects
    assert new.at == visit.at  # putting it right does not move it
    assert Target.objects.get().standing == Standing.TO_CHECK
    assert check().clean


def test_taking_back_and_undoing_it(target: UUID, members: SimpleNamespace, signed_in: Enter) -> None:
    visit = visit_of(target)
    client = signed_in(members.cadre)  # somebody else's entry: needs the right to correct
    address = reverse("facts:void", args=[visit.id])
    page = client.get(address).content.decode()
    assert "来源已更正" not in page  # that reason is the system's
    sent = fields(page) | {"ledger-voided-reason": "mistake"}
    assert client.post(address, sent).status_code == 302
    assert Target.objects.get().standing == Standing.TO_VISIT
    _listed, taken_back = told_to(members.cadre, target)
    assert taken_back.undone is not None
    assert (taken_back.undone.word, taken_back.undone.by, taken_back.undone.why) == ("已撤销", "陈村干", "录错了")
    assert taken_back.undone.entry is not None
    undo = reverse("facts:void", args=[taken_back.undone.entry])
    client.post(undo, fields(client.get(undo).content.decode()) | {"ledger-voided-reason": "reconsidered"})
    assert Target.objects.get().standing == Standing.NOT_MET
    assert told_to(members.cadre, target)[1].undone is None
    assert check().clean


def test_others_find_no_page_to_change_it(target: UUID, members: SimpleNamespace, signed_in: Enter) -> None:
    visit = visit_of(target)
    for member in (members.next_worker, members.colleague, members.outsider, members.auditor, members.administrator):
        for name in ("facts:correct", "facts:void"):
            assert signed_in(member).get(reverse(name, args=[visit.id])).status_code == 404
    anonymous = Client().get(reverse("facts:void", args=[visit.id]))
    assert anonymous["Location"].startswith("/account/login/")
    assert signed_in(members.worker).get(reverse("facts:void", args=[uuids.uuid7()])).status_code == 404


def test_the_way_back_stays_on_this_site(target: UUID, members: SimpleNamespace, signed_in: Enter) -> None:
    address = reverse("facts:void", args=[visit_of(target).id])
    page = signed_in(members.worker).get(f"{address}?next=https://elsewhere.example/").content.decode()
    assert fields(page)["next"] == "/"
