"""A frozen briefing stays; what came later shows in the next one."""

from types import SimpleNamespace
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from lianfang.briefing.actions import freeze, sign, verify
from lianfang.briefing.compose import compose
from lianfang.briefing.content import Change
from lianfang.briefing.formats import to_markdown
from lianfang.briefing.models import FrozenBriefing
from lianfang.briefing.write import frozen_report, report
from lianfang.duty.models import Member
from lianfang.ledger.answers import Status
from lianfang.ledger.check import check
from lianfang.ledger.door import submit
from lianfang.ledger.scope import Actor
from tests.briefing.days import a_campaign, taken
from tests.conftest import COUNTY, GRID, OTHER_VILLAGE, VILLAGE
from tests.field import entry, finished, moment, send

MORNING, NEXT = moment(29, 8, 30), moment(30, 8, 30)


def actor(member: Member) -> Actor:
    return Member.objects.get(pk=member.pk).actor


def test_frozen_it_reads_the_same_whatever_comes_late(members: SimpleNamespace) -> None:
    _run, targets = a_campaign(members)
    frozen = freeze(VILLAGE, MORNING, actor(members.chief))
    before = to_markdown(frozen_report(frozen))
    assert verify(frozen) == []

    visit = entry("verification.visited", targets[5], GRID, moment(28, 16), outcome="not_in")
    taken(members.worker, [visit, *finished(targets[4], GRID, 28)])
    taken(members.cadre, [entry("verification.placed", targets[8], VILLAGE, moment(28, 17), to=GRID)])
    taken(
        members.worker,
        [entry("ledger.voided", targets[0], GRID, moment(29, 12), reason="mistake", corrects=_visit_of(targets[0]))],
    )

    kept = FrozenBriefing.objects.get(pk=frozen.pk)
    assert to_markdown(frozen_report(kept)) == before
    assert kept.digest == frozen.digest
    assert verify(kept) == []


def _visit_of(target: UUID) -> str:
    from lianfang.ledger.models import Entry

    return str(Entry.objects.get(subject=target, kind="verification.visited").id)


def test_the_next_one_shows_what_changed(members: SimpleNamespace) -> None:
    _run, targets = a_campaign(members)
    old = freeze(VILLAGE, MORNING, actor(members.chief))
    visits = compose(VILLAGE, MORNING).spans.total["verification.visits"]
    taken(
        members.worker,
        [
            entry("verification.visited", targets[5], GRID, moment(28, 16), outcome="not_in"),
            entry("verification.visited", targets[3], GRID, moment(29, 9), outcome="not_in"),
        ],
    )
    found = compose(VILLAGE, NEXT)
    assert found.corrections is not None
    assert found.corrections.briefing == old.pk
    assert set(found.corrections.changes) == {
        Change("verification.visits", "total", visits, visits + 1, 1),
        Change("verification.visits", "yesterday", visits, visits + 1, 1),
        Change("verification.to_visit", "total", 3, 2, 1),
        Change("verification.to_visit", "yesterday", -5, -6, 1),
        Change("verification.not_met", "total", 1, 2, 1),
        Change("verification.not_met", "yesterday", 1, 2, 1),
    }
    again = compose(VILLAGE, MORNING)
    for change in found.corrections.changes:
        assert again.spans.of(change.period).get(change.figure, 0) == change.new
    said = to_markdown(report(found))
    assert "截至1月29日8时30分的简报定稿后，收到补录或更正" in said
    assert "| 上门走访 | 截至1月29日8时30分 | 5人次 | 6人次 | +1 | 1条 |" in said


def test_without_late_entries_there_is_nothing_to_correct(members: SimpleNamespace) -> None:
    _run, targets = a_campaign(members)
    freeze(VILLAGE, MORNING, actor(members.chief))
    taken(members.worker, finished(targets[5], GRID, 29))
    found = compose(VILLAGE, NEXT)
    assert found.corrections is not None
    assert found.corrections.changes == ()
    assert "没有更正" in to_markdown(report(found))


def test_a_number_that_was_tampered_with_is_found(members: SimpleNamespace) -> None:
    a_campaign(members)
    frozen = freeze(VILLAGE, MORNING, actor(members.chief))
    frozen.content["spans"]["total"]["verification.visits"] += 1
    wrong = verify(frozen)
    assert {each.figure for each in wrong} == {"digest", "verification.visits"}


def test_another_person_signs(members: SimpleNamespace) -> None:
    a_campaign(members)
    frozen = freeze(VILLAGE, MORNING, actor(members.clerk))
    with pytest.raises(PermissionDenied, match="签发"):
        sign(frozen, actor(members.clerk))
    signed = sign(frozen, actor(members.chief))
    assert signed.signed_by == members.chief.pk
    assert "审核人：赵所长" in to_markdown(frozen_report(signed))
    with pytest.raises(ValidationError, match="已经签发"):
        sign(signed, actor(members.command))
    assert check().clean


def test_the_writer_signs_only_where_nobody_else_could(members: SimpleNamespace) -> None:
    a_campaign(members)
    frozen = freeze(COUNTY, MORNING, actor(members.chief))
    with pytest.raises(PermissionDenied, match="不能签发自己编写的"):
        sign(frozen, actor(members.chief))
    members.command.postings.update(until=moment(29))
    signed = sign(frozen, actor(members.chief))
    assert "由填报人本人签发" in to_markdown(frozen_report(signed))


def test_who_may_not_write_does_not(members: SimpleNamespace) -> None:
    a_campaign(members)
    for member, area in ((members.worker, GRID), (members.cadre, VILLAGE), (members.colleague, VILLAGE)):
        with pytest.raises(PermissionDenied):
            freeze(area, MORNING, actor(member))
    assert not FrozenBriefing.objects.exists()


def test_a_signature_on_another_text_does_not_count(members: SimpleNamespace) -> None:
    a_campaign(members)
    frozen = freeze(OTHER_VILLAGE, MORNING, actor(members.clerk))
    forged = entry("briefing.signed", frozen.pk, OTHER_VILLAGE, moment(29, 9), digest="0" * 64)
    assert send(members.chief, [forged])[0].status is Status.REFUSED
    assert submit([forged], actor(members.chief), setup=True)[0].status is Status.ACCEPTED
    frozen.refresh_from_db()
    assert frozen.signed_at is None
    assert check().clean


def test_a_second_press_does_not_write_a_second_briefing(members: SimpleNamespace) -> None:
    a_campaign(members)
    freeze(VILLAGE, MORNING, actor(members.chief))
    with pytest.raises(ValidationError, match="已经定稿"):
        freeze(VILLAGE, MORNING, actor(members.chief))
    assert FrozenBriefing.objects.count() == 1
