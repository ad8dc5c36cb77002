"""A phone is enrolled with a code from the desk: once, within ten minutes, by whoever may."""

import base64
import json
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lianfang.duty import actions
from lianfang.duty.models import Agency, Member, Token
from lianfang.field import sealing
from lianfang.field.enrolment import LIFE, begin
from lianfang.field.models import Enrolment
from lianfang.ledger.models import Entry
from lianfang.ledger.scope import SYSTEM
from tests.conftest import COUNTY, VILLAGE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_counts() -> None:
    """Attempts counted in one test do not hinder the next."""
    cache.clear()


@pytest.fixture
def village(members: SimpleNamespace) -> SimpleNamespace:
    """The worker belongs to the village committee, as in life."""
    agency = Agency.objects.create(name="红卫村委会", kind="village_committee", area_id=VILLAGE)
    Member.objects.filter(pk=members.worker.pk).update(agency=agency)
    members.worker.refresh_from_db()
    return members


def enrol(code: Any, device: Any = "网格手机 3", **headers: str) -> Any:
    return Client().post(
        "/field/v1/enrol",
        json.dumps({"code": code, "device": device}),
        content_type="application/json",
        headers=headers,
    )


def told(response: Any) -> dict[str, Any]:
    content: dict[str, Any] = response.json()
    return content


def test_a_member_enrols_their_own_phone_and_it_is_told_all_it_needs(village: SimpleNamespace) -> None:
    worker = village.worker
    _row, code = begin(worker, worker)
    answer = enrol(code)
    assert answer.status_code == 201
    new = told(answer)
    token = Token.objects.get()
    assert (token.member, token.device) == (worker, "网格手机 3")
    assert new["device"] == str(token.pk)
    assert new["member"] == {"id": str(worker.pk), "name": "李网格", "language": "zh-hans"}
    assert new["county"] == {"code": COUNTY, "name": "南江县"}
    kid, point = sealing.public()
    assert new["seal"] == {"kid": kid, "key": base64.b64encode(point).decode()}
    assert new["offset"] == 0
    assert answer["Cache-Control"].count("no-store") == 1
    fed = Client().get("/api/v1/entries", headers={"Authorization": f"Bearer {new['token']}"})
    assert fed.status_code == 200


def test_whoever_keeps_the_account_enrols_a_phone_and_the_ledger_says_who(village: SimpleNamespace) -> None:
    _row, code = begin(village.worker, village.chief)
    device = told(enrol(code))["device"]
    assert Token.objects.get(pk=device).member == village.worker
    entry = Entry.objects.get(subject=device)
    assert (entry.member, entry.area) == (village.chief.pk, VILLAGE)
    assert entry.data == {"change": "created", "member": str(village.worker.pk)}


@pytest.mark.parametrize("other", ["colleague", "outsider", "cadre", "clerk", "auditor"])
def test_nobody_else_makes_a_code(village: SimpleNamespace, other: str) -> None:
    with pytest.raises(PermissionDenied):
        begin(village.worker, getattr(village, other))
    assert not Enrolment.objects.exists()


def test_whoever_has_no_post_has_no_phone(village: SimpleNamespace) -> None:
    idle = actions.add_member("idle", "闲置账号", Agency.objects.get(), SYSTEM)
    for by in (idle, village.chief):
        with pytest.raises(PermissionDenied, match="岗位"):
            begin(idle, by)


def test_a_code_is_good_once(village: SimpleNamespace) -> None:
    _row, code = begin(village.worker, village.worker)
    assert enrol(code).status_code == 201
    again = enrol(code)
    assert (again.status_code, told(again)["code"]) == (410, "used")
    assert Token.objects.count() == 1


def test_a_code_expires_after_ten_minutes(village: SimpleNamespace) -> None:
    row, code = begin(village.worker, village.worker)
    Enrolment.objects.filter(pk=row.pk).update(expires=row.expires - LIFE)
    answer = enrol(code)
    assert (answer.status_code, told(answer)["code"]) == (410, "expired")
    assert not Token.objects.exists()


def test_a_new_code_ends_the_former_one_and_old_ones_are_swept(village: SimpleNamespace) -> None:
    worker = village.worker
    old, _code = begin(worker, worker)
    Enrolment.objects.filter(pk=old.pk).update(expires=old.expires - timedelta(days=2))
    _row, first = begin(worker, worker)
    _row, second = begin(worker, village.chief)
    assert not Enrolment.objects.filter(pk=old.pk).exists()
    assert told(enrol(first))["code"] == "expired"
    assert enrol(second).status_code == 201


@pytest.mark.parametrize("code", ["", "0000-0000-0000", "不是登记码", "x" * 64])
def test_a_wrong_code_is_told_in_a_sentence(village: SimpleNamespace, code: str) -> None:
    begin(village.worker, village.worker)
    answer = enrol(code)
    assert (answer.status_code, told(answer)["code"]) == (400, "wrong")
    assert "登记码不对" in told(answer)["why"]
    assert "code" in told(enrol(code, **{"Accept-Language": "en"}))


def test_a_code_is_read_however_it_is_typed(village: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    letters = iter("0123456789AB")
    monkeypatch.setattr("lianfang.field.enrolment.secrets.choice", lambda _alphabet: next(letters))
    _row, code = begin(village.worker, village.worker)
    assert code == "0123-4567-89AB"
    assert enrol(" oI23 4567—89ab").status_code == 201


def test_codes_are_random_and_kept_as_a_hash_only(village: SimpleNamespace) -> None:
    made = {begin(village.worker, village.worker)[1] for _again in range(20)}
    assert len(made) == 20
    kept = json.dumps(list(Enrolment.objects.values_list("code", flat=True)))
    assert not any(code in kept or code.replace("-", "") in kept for code in made)


def test_guessing_ends_after_thirty_tries_a_minute_and_only_for_that_address(village: SimpleNamespace) -> None:
    _row, code = begin(village.worker, village.worker)
    assert [enrol("0000-0000-0000").status_code for _guess in range(31)] == [400] * 30 + [429]
    refused = enrol(code)
    assert (refused.status_code, told(refused)["code"]) == (429, "limited")
    elsewhere = Client(REMOTE_ADDR="10.0.0.9")
    body = json.dumps({"code": code, "device": "手机"})
    assert elsewhere.post("/field/v1/enrol", body, content_type="application/json").status_code == 201


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"code": 5, "device": "x"}', b'{"code": "x"}', b"\xff"])
def test_what_is_no_request_of_a_phone_is_refused(db: None, body: bytes) -> None:
    answer = Client().post("/field/v1/enrol", body, content_type="application/json")
    assert (answer.status_code, told(answer)["code"]) == (400, "body")


def test_a_device_is_called_what_was_typed_as_far_as_it_can_be_shown(village: SimpleNamespace) -> None:
    for sent, kept in (("  手机\n甲\x00 ", "手机 甲"), ("", "手机"), ("长" * 90, "长" * 64)):
        _row, code = begin(village.worker, village.worker)
        assert enrol(code, sent).status_code == 201
        assert Token.objects.latest("created").device == kept


def test_a_code_is_withdrawn_when_its_maker_or_member_may_no_longer(village: SimpleNamespace) -> None:
    _row, code = begin(village.worker, village.chief)
    village.chief.postings.all().delete()
    assert (enrol(code).status_code, told(enrol(code))["code"]) == (410, "withdrawn")
    _row, code = begin(village.worker, village.worker)
    actions.close_account(Member.objects.get(pk=village.worker.pk), SYSTEM)
    assert told(enrol(code))["code"] == "withdrawn"
    assert not Token.objects.exists()
    assert not Enrolment.objects.exclude(used=None).exists()  # nothing was half done


def test_two_phones_with_one_code_become_one_device(village: SimpleNamespace) -> None:
    """The code is claimed in the transaction that makes the device, by an update that finds it unused."""
    _row, code = begin(village.worker, village.worker)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert enrol(code).status_code == 201
    claims = [q["sql"] for q in queries if q["sql"].startswith("UPDATE") and '"used" IS NULL' in q["sql"]]
    assert len(claims) == 1


Enter = Callable[[Member], Client]


def shown_code(page: Any) -> str:
    text: str = page.content.decode()
    return text.split('<p class="enrol-code">')[1].split("<", maxsplit=1)[0]


def test_the_desk_shows_a_code_once_and_says_when_it_has_been_used(
    village: SimpleNamespace, signed_in: Enter
) -> None:
    desk = signed_in(village.worker)
    address = f"/field/enrol/{village.worker.pk}/"
    assert address in desk.get("/devices/").content.decode()
    assert "enrol-code" not in desk.get(address).content.decode()
    page = desk.post(address)
    code = shown_code(page)
    row = Enrolment.objects.get()
    assert f'href="/field/#enrol={code.replace("-", "")}"' in page.content.decode()
    assert "<svg" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    waiting = desk.get(f"/field/enrol/{row.pk}/state").content.decode()
    assert "hx-get" in waiting
    assert "10 分钟" in waiting
    assert enrol(code, "我的手机").status_code == 201
    used = desk.get(f"/field/enrol/{row.pk}/state").content.decode()
    assert "“我的手机”已登记" in used
    assert "hx-get" not in used
    assert 'id="enrol-code" hx-swap-oob="true"' in used


def test_the_page_of_an_expired_code_offers_a_new_one(village: SimpleNamespace, signed_in: Enter) -> None:
    row, _code = begin(village.worker, village.worker)
    Enrolment.objects.filter(pk=row.pk).update(expires=row.expires - LIFE)
    text = signed_in(village.worker).get(f"/field/enrol/{row.pk}/state").content.decode()
    assert "登记码已失效" in text
    assert f'href="/field/enrol/{village.worker.pk}/"' in text


def test_the_pages_are_closed_to_those_whose_business_it_is_not(village: SimpleNamespace, signed_in: Enter) -> None:
    row, _code = begin(village.worker, village.worker)
    for other, seen in (("colleague", 404), ("outsider", 404), ("auditor", 404), ("chief", 200)):
        for ask in ("get", "post"):
            page = getattr(signed_in(getattr(village, other)), ask)(f"/field/enrol/{village.worker.pk}/")
            assert page.status_code == seen, (other, ask)
        assert signed_in(getattr(village, other)).get(f"/field/enrol/{row.pk}/state").status_code == 404
    assert Client().get(f"/field/enrol/{village.worker.pk}/").status_code == 302
    assert Client().get(f"/field/enrol/{row.pk}/state").status_code == 302


def test_a_chief_finds_the_button_on_the_members_page_and_takes_a_phone_off(
    village: SimpleNamespace, signed_in: Enter
) -> None:
    desk = signed_in(village.chief)
    _row, code = begin(village.worker, village.worker)
    device = told(enrol(code))["device"]
    page = desk.get(f"/members/{village.worker.pk}/").content.decode()
    assert f'href="/field/enrol/{village.worker.pk}/"' in page
    assert "可导出成文件" in page
    assert desk.post(f"/devices/{device}/revoke").status_code == 302
    assert Token.objects.get(pk=device).revoked is not None


def test_the_page_says_when_no_phone_could_open_its_address(village: SimpleNamespace, signed_in: Enter) -> None:
    desk, address = signed_in(village.worker), f"/field/enrol/{village.worker.pk}/"
    assert "用本机地址" in desk.get(address, headers={"host": "localhost:8000"}).content.decode()
    plain = desk.get(address).content.decode()
    assert "需要 https" in plain
    assert "需要 https" not in desk.get(address, secure=True).content.decode()
