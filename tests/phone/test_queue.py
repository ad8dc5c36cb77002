"""What a phone could not send comes in as a file, in the name of whoever recorded it."""

import json
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
import uuid_utils.compat as uuids
from django.test import Client
from django.utils import timezone

from lianfang.duty import actions
from lianfang.duty.devices import issue_token, revoke_token
from lianfang.duty.models import Agency, Member, Token
from lianfang.field import sealing
from lianfang.field.queue import UnreadableFileError, read
from lianfang.field.rescue import Fate, take
from lianfang.ledger import clock
from lianfang.ledger.models import Entry, Waiting
from lianfang.ledger.scope import SYSTEM
from tests.conftest import COUNTY, GRID, OTHER_GRID, VILLAGE
from tests.field import Raw, case, entry, moment, send
from tests.phone.sealed import Phone, seal

pytestmark = pytest.mark.django_db
Enter = Callable[[Member], Client]


@pytest.fixture
def phone(members: SimpleNamespace) -> Phone:
    """The worker's phone, as enrolled."""
    return enrolled(members.worker)


def enrolled(member: Member) -> Phone:
    row, secret = issue_token(member, "网格手机 3", member.actor)
    return Phone({"token": secret, "device": str(row.pk), "member": {"id": str(member.pk)}, "seal": seal()})


@pytest.fixture
def target(members: SimpleNamespace) -> UUID:
    """Somebody on the list, in the worker's grid."""
    campaign, person = case(), uuids.uuid7()
    send(members.clerk, campaign.opening(COUNTY, moment(24)))
    send(members.clerk, [campaign.listed(person, GRID, moment(25))])
    return person


def visit(target: UUID, hour: int = 9, **data: Any) -> Raw:
    said = {"outcome": "met"} | data
    return entry("verification.visited", target, GRID, moment(28, hour), **said)


def as_file(content: Any) -> bytes:
    return json.dumps(content).encode()


def upload(desk: Client, content: bytes) -> Any:
    file = BytesIO(content)
    file.name = "lianfang.json"
    return desk.post("/field/queue/", {"file": file})


def test_the_author_brings_in_what_the_phone_kept(
    phone: Phone, target: UUID, members: SimpleNamespace, signed_in: Enter
) -> None:
    visits = [visit(target, 9, outcome="not_in", cause="locked"), visit(target, 19)]
    page = upload(signed_in(members.worker), as_file(phone.export(*visits)))
    assert page.status_code == 200
    text = page.content.decode()
    assert text.count("新入账") >= 2
    assert "李网格" in text
    kept = Entry.objects.filter(kind="verification.visited").order_by("at")
    assert [str(row.id) for row in kept] == [sent["id"] for sent in visits]
    assert {row.member for row in kept} == {members.worker.pk}
    assert {row.device for row in kept} == {phone.told["device"]}
    assert kept[0].at == moment(28, 9)


def test_whoever_keeps_the_account_brings_it_in_and_the_facts_stay_the_authors(
    phone: Phone, target: UUID, members: SimpleNamespace, signed_in: Enter
) -> None:
    assert upload(signed_in(members.chief), as_file(phone.export(visit(target)))).status_code == 200
    assert Entry.objects.get(kind="verification.visited").member == members.worker.pk
    brought = Entry.objects.get(kind="field.queue_taken")
    assert (brought.member, str(brought.subject)) == (members.chief.pk, phone.told["device"])
    assert brought.data == {"member": str(members.worker.pk), "facts": 1, "taken": 1, "unreadable": 0}


@pytest.mark.parametrize("stranger", ["colleague", "outsider", "cadre", "clerk", "next_worker", "auditor"])
def test_a_stranger_brings_in_nothing(
    phone: Phone, target: UUID, members: SimpleNamespace, signed_in: Enter, stranger: str
) -> None:
    page = upload(signed_in(getattr(members, stranger)), as_file(phone.export(visit(target))))
    assert page.status_code == 422
    text = page.content.decode()
    assert "另一位人员的记录" in text
    assert "李网格" not in text
    assert not Entry.objects.filter(kind__in=["verification.visited", "field.queue_taken"]).exists()


def test_nobody_brings_in_anything_without_signing_in(phone: Phone, target: UUID) -> None:
    assert upload(Client(), as_file(phone.export(visit(target)))).status_code == 302
    assert not Entry.objects.filter(kind="verification.visited").exists()


def test_the_facts_of_a_phone_that_was_taken_off_are_not_lost(
    phone: Phone, target: UUID, members: SimpleNamespace
) -> None:
    revoke_token(Token.objects.get(), members.chief.actor)
    (line,) = take(read(as_file(phone.export(visit(target)))), members.worker.actor)
    assert line.fate is Fate.ACCEPTED


def test_the_facts_of_somebody_who_left_are_taken_for_a_fortnight(
    phone: Phone, target: UUID, members: SimpleNamespace
) -> None:
    agency = Agency.objects.create(name="红卫村委会", kind="village_committee", area_id=VILLAGE)
    Member.objects.filter(pk=members.worker.pk).update(agency=agency)
    with clock.at(moment(29, 8)):
        actions.close_account(Member.objects.get(pk=members.worker.pk), SYSTEM)
    chief = Member.objects.get(pk=members.chief.pk)
    with clock.at(moment(29, 8) + timedelta(days=13)):
        (line,) = take(read(as_file(phone.export(visit(target)))), chief.actor)
    assert (line.fate, line.why) == (Fate.FLAGGED, "记录时岗位已结束")
    with clock.at(moment(29, 8) + timedelta(days=15)):
        (line,) = take(read(as_file(phone.export(visit(target, 19)))), chief.actor)
    assert line.fate is Fate.REFUSED
    assert Waiting.objects.get().member == members.worker.pk  # refused, and kept in sight


def test_the_same_file_twice_changes_nothing(phone: Phone, target: UUID, members: SimpleNamespace) -> None:
    content = as_file(phone.export(visit(target), visit(target, 19)))
    first = take(read(content), members.worker.actor)
    again = take(read(content), members.chief.actor)
    assert {line.fate for line in first} == {Fate.ACCEPTED}
    assert {line.fate for line in again} == {Fate.KNOWN}
    assert Entry.objects.filter(kind="verification.visited").count() == 2


def test_facts_that_came_by_network_meanwhile_are_known(phone: Phone, target: UUID, members: SimpleNamespace) -> None:
    sent = visit(target)
    send(members.worker, [sent])
    (line,) = take(read(as_file(phone.export(sent))), members.worker.actor)
    assert line.fate is Fate.KNOWN


def test_each_fact_is_answered_by_itself(phone: Phone, target: UUID, members: SimpleNamespace) -> None:
    elsewhere = entry("verification.visited", target, OTHER_GRID, moment(28), outcome="met")
    orphan = visit(target, 11, corrects=uuids.uuid7())
    nonsense = visit(target, 12) | {"kind": "no.such", "at": "gestern"}
    lines = take(read(as_file(phone.export(elsewhere, orphan, nonsense, visit(target)))), members.worker.actor)
    assert [line.fate for line in lines] == [Fate.REFUSED, Fate.HELD, Fate.REFUSED, Fate.ACCEPTED]
    assert [line.number for line in lines] == [1, 2, 3, 4]
    assert lines[0].kind == "走访"
    assert "权限" in lines[0].why
    assert (lines[2].kind, lines[2].at) == ("无法辨认的记录", None)
    assert lines[3].at == moment(28)


def test_a_fact_only_the_registers_may_tell_is_refused(phone: Phone, members: SimpleNamespace) -> None:
    promoted = entry("duty.changed", uuids.uuid7(), GRID, moment(28), thing="posting", change="created")
    (line,) = take(read(as_file(phone.export(promoted))), members.worker.actor)
    assert line.fate is Fate.REFUSED


def spoiled(row: Raw) -> Raw:
    return row | {"data": row["data"][:-8] + "AAAAAA=="}


@pytest.mark.parametrize("broken", [None, 5, {}, {"id": "x"}, {"id": "x", "iv": "?", "data": "?"}])
def test_a_broken_row_spoils_only_itself(phone: Phone, target: UUID, members: SimpleNamespace, broken: Any) -> None:
    file = phone.export(visit(target), visit(target, 19))
    file["rows"].insert(1, broken)
    file["rows"].append(spoiled(file["rows"][0]))
    lines = take(read(as_file(file)), members.worker.actor)
    assert [line.fate for line in lines] == [Fate.ACCEPTED, Fate.UNREADABLE, Fate.ACCEPTED, Fate.UNREADABLE]
    assert "其他记录不受影响" in lines[1].why


def test_a_row_under_another_id_is_not_taken(phone: Phone, target: UUID, members: SimpleNamespace) -> None:
    moved = phone.row(visit(target))
    moved["id"] = str(uuids.uuid7())  # the id is bound to the row: it opens no more
    sent = visit(target, 19)
    lying = {"id": str(uuids.uuid7())}
    lying |= phone.seal(sent, lying["id"])  # sealed under one id, with another inside
    untold = {"id": "0"} | phone.seal(["kein", "Eintrag"], "0")
    file = phone.export() | {"rows": [moved, lying, untold]}
    lines = take(read(as_file(file)), members.worker.actor)
    assert {line.fate for line in lines} == {Fate.UNREADABLE}
    assert "编号与内容不符" in lines[1].why
    assert not Entry.objects.filter(kind="verification.visited").exists()


def test_a_file_for_another_county_says_so(phone: Phone, target: UUID, settings: Any, tmp_path: Path) -> None:
    content = as_file(phone.export(visit(target)))
    settings.HOME = tmp_path
    with pytest.raises(UnreadableFileError, match="另一个县"):
        read(content)


def test_a_phone_that_knows_only_the_former_key_is_still_understood(
    phone: Phone, target: UUID, members: SimpleNamespace, settings: Any, tmp_path: Path
) -> None:
    settings.HOME = tmp_path
    phone.told["seal"] = seal()
    assert phone.told["seal"] == seal()
    later = timezone.now() + timedelta(seconds=2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("lianfang.field.sealing.timezone.now", lambda: later)
        newer = sealing.renew()
    assert sealing.public()[0] == newer != phone.told["seal"]["kid"]
    (line,) = take(read(as_file(phone.export(visit(target)))), members.worker.actor)
    assert line.fate is Fate.ACCEPTED
    assert {oct(path.stat().st_mode & 0o777) for path in (tmp_path / "keys").glob("queue-*")} == {"0o600"}


def test_a_token_of_nobody_proves_nothing(phone: Phone, target: UUID) -> None:
    phone.told["token"] = phone.told["token"][:-1] + "~"
    with pytest.raises(UnreadableFileError, match="没有在本系统登记过"):
        read(as_file(phone.export(visit(target))))


def test_a_file_that_names_another_member_is_not_believed(
    phone: Phone, target: UUID, members: SimpleNamespace
) -> None:
    file = phone.export(visit(target))
    for changed in ({"member": str(members.outsider.pk)}, {"device": str(uuids.uuid7())}):
        with pytest.raises(UnreadableFileError, match="被改动过"):
            read(as_file(file | changed))


@pytest.mark.parametrize("part", ["key", "rescue"])
def test_a_damaged_file_is_told_in_one_sentence(phone: Phone, target: UUID, part: str) -> None:
    file = phone.export(visit(target))
    for damaged in (spoiled(file[part]), file[part] | {"epk": file[part]["iv"], "iv": "AAAAAAAAAAAAAAAA"}):
        with pytest.raises(UnreadableFileError, match="不完整或被改动过"):
            read(as_file(file | {part: damaged}))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xd8\xff",
        "姓名,电话".encode(),
        b"[]",
        b"5",
        b"null",
        b'{"format": "lianfang-queue", "version": 1}',
        b"[" * 50_000,
    ],
)
def test_what_is_no_file_of_ours_is_told_in_one_sentence(
    members: SimpleNamespace, signed_in: Enter, content: bytes
) -> None:
    page = upload(signed_in(members.worker), content)
    assert page.status_code == 422
    assert page.content.decode().count("这不是手机应用导出的记录文件") == 1


def test_a_file_of_a_newer_app_is_told_so(phone: Phone) -> None:
    with pytest.raises(UnreadableFileError, match="先更新服务器"):
        read(as_file(phone.export() | {"version": 2}))


def test_an_empty_file_is_no_trouble(phone: Phone, members: SimpleNamespace, signed_in: Enter) -> None:
    page = upload(signed_in(members.worker), as_file(phone.export()))
    assert page.status_code == 200
    assert "文件里没有记录" in page.content.decode()


def test_the_answer_holds_no_identities(
    phone: Phone, target: UUID, members: SimpleNamespace, signed_in: Enter
) -> None:
    house = uuids.uuid7()
    where = {"household": str(house), "address": "红卫村3组17号"}
    note = visit(target, 10, note={"text": "老张说他去了武汉"})
    sent = [entry("people.household_registered", house, GRID, moment(28), where=where), note]
    text = upload(signed_in(members.chief), as_file(phone.export(*sent))).content.decode()
    assert Entry.objects.filter(subject=house).exists()
    assert "17号" not in text
    assert "老张" not in text
