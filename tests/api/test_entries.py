"""The door over HTTP: arrays and lines, tokens and sessions, and a feed that keeps to its areas."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import uuid_utils.compat as uuids
from django.test import Client

from lianfang.duty.devices import issue_token, revoke_token
from lianfang.duty.models import Member
from lianfang.ledger import clock
from lianfang.ledger.kinds import all_kinds
from lianfang.ledger.models import Entry
from tests.conftest import COUNTY, GRID, OTHER_GRID
from tests.field import case, entry, finished, moment, send

URL = "/api/v1/entries"
LINES = "application/x-ndjson"


@pytest.fixture
def two_targets(members: SimpleNamespace) -> SimpleNamespace:
    campaign, ours, theirs = case(), uuids.uuid7(), uuids.uuid7()
    listed = [campaign.listed(ours, GRID, moment(27)), campaign.listed(theirs, OTHER_GRID, moment(27))]
    send(members.clerk, [*campaign.opening(COUNTY, moment(27)), *listed])
    return SimpleNamespace(ours=ours, theirs=theirs)


def headers(member: Member) -> dict[str, str]:
    _token, secret = issue_token(member, "测试机", member.actor)
    return {"Authorization": f"Bearer {secret}", "X-Device": "phone-7"}


def test_a_phone_sends_an_array_and_gets_one_answer_each(
    members: SimpleNamespace, two_targets: SimpleNamespace
) -> None:
    batch = finished(two_targets.ours, GRID)
    sent = Client(headers=headers(members.worker)).post(URL, json.dumps(batch), content_type="application/json")
    assert [answer["status"] for answer in sent.json()] == ["accepted"] * 3
    assert [answer["id"] for answer in sent.json()] == [raw["id"] for raw in batch]


def test_a_broken_line_is_answered_and_the_others_go_in(
    members: SimpleNamespace, two_targets: SimpleNamespace
) -> None:
    good, other = (json.dumps(raw) for raw in finished(two_targets.ours, GRID)[:2])
    body = "\n".join([good, '{"id": "cut off', other])
    sent = Client(headers=headers(members.worker)).post(URL, body, content_type=LINES)
    answers = [json.loads(line) for line in sent.content.decode().splitlines()]
    assert [answer["status"] for answer in answers] == ["accepted", "refused", "accepted"]
    assert answers[1]["why"].endswith("。")


@pytest.mark.parametrize("body", [b"not json", b"\xff\xfe\x00", b"[" + b"{}," * 5000 + b"{}]"])
def test_a_body_that_cannot_be_read_says_what_to_send(members: SimpleNamespace, body: bytes) -> None:
    sent = Client(headers=headers(members.worker)).post(URL, body, content_type="application/json")
    assert sent.status_code == 400
    assert sent.json()["why"].endswith("。")


def test_without_a_token_or_with_a_revoked_one_the_door_stays_shut(members: SimpleNamespace) -> None:
    token, secret = issue_token(members.worker, "丢失的手机", members.worker.actor)
    revoke_token(token, members.worker.actor)
    _other, left = issue_token(members.cadre, "离任者的手机", members.cadre.actor)
    Member.objects.filter(pk=members.cadre.pk).update(is_active=False)
    forged = secret.partition(".")[0] + ".guessed"
    shut = {
        "": "signed_out",
        "Bearer nonsense": "unknown",
        f"Bearer {forged}": "unknown",
        f"Bearer {uuids.uuid7().hex}.guessed": "unknown",
        f"Bearer {secret}": "revoked",
        f"Bearer {left}": "closed",
    }
    for given, code in shut.items():
        sent = Client(headers={"Authorization": given} if given else {}).post(
            URL, "[]", content_type="application/json"
        )
        assert (sent.status_code, sent.json()["code"]) == (401, code)
        assert sent.json()["why"].endswith("。")


def test_a_browser_needs_its_csrf_token(members: SimpleNamespace) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(members.worker)
    assert strict.post(URL, "[]", content_type="application/json").status_code == 403
    assert strict.get(URL).status_code == 200


def feed(client: Client, **query: int) -> list[dict[str, Any]]:
    answer = client.get(URL, query)
    return [json.loads(line) for line in b"".join(answer.streaming_content).decode().splitlines()]  # type: ignore[attr-defined]


def test_the_feed_holds_the_members_areas_and_nothing_else(
    members: SimpleNamespace, two_targets: SimpleNamespace, signed_in: Callable[[Member], Client]
) -> None:
    ours = {row["subject"] for row in feed(signed_in(members.worker))}
    assert ours == {str(two_targets.ours)}
    theirs = {row["subject"] for row in feed(signed_in(members.outsider))}
    assert theirs == {str(two_targets.theirs)}


def test_the_feed_goes_on_where_it_stopped(members: SimpleNamespace, two_targets: SimpleNamespace) -> None:
    client = Client(headers=headers(members.clerk))
    first = feed(client, limit=2)
    rest = feed(client, after=first[-1]["seq"])
    seqs = [row["seq"] for row in (*first, *rest)]
    assert seqs == sorted(set(seqs))
    assert {row["kind"] for row in rest} <= set(all_kinds())


def test_what_waits_is_not_in_the_feed(members: SimpleNamespace) -> None:
    orphan = entry("verification.visited", uuids.uuid7(), GRID, moment(28), outcome="met")
    client = Client(headers=headers(members.worker))
    sent = client.post(URL, json.dumps([orphan]), content_type="application/json")
    assert sent.json()[0]["status"] == "held"
    assert str(orphan["id"]) not in {row["id"] for row in feed(client)}


def sent_at(member: Member, batch: list[dict[str, Any]], said: str) -> list[dict[str, Any]]:
    """Sent by a phone whose own clock shows this."""
    client = Client(headers=headers(member) | {"X-Clock": said})
    answers: list[dict[str, Any]] = client.post(URL, json.dumps(batch), content_type="application/json").json()
    return answers


@pytest.mark.parametrize(
    ("minutes", "off"), [(0, False), (9, False), (-9, False), (11, True), (-11, True), (-60 * 24 * 365, True)]
)
def test_a_phone_whose_clock_is_wrong_is_flagged_and_never_refused(
    members: SimpleNamespace, two_targets: SimpleNamespace, minutes: int, off: bool
) -> None:
    batch = finished(two_targets.ours, GRID)
    shown = datetime.now(UTC) + timedelta(minutes=minutes)
    with clock.at(moment(28, 20)):  # an exercise has a time of its own; a phone's clock is held against the real one
        answers = sent_at(members.worker, batch, shown.isoformat().replace("+00:00", "Z"))
    assert {answer["status"] for answer in answers} == {"flagged" if off else "accepted"}
    flags = [row.flags for row in Entry.objects.filter(id__in=[raw["id"] for raw in batch])]
    assert flags == [["clock_off"] if off else []] * 3
    assert all("10 分钟" in flag["text"] for answer in answers for flag in answer.get("flags", ()))


@pytest.mark.parametrize(
    "said", ["", "soon", "2020-01-28T08:30:00", "9999-12-31T23:59:59Z", "0001-01-01T00:00+14:00"]
)
def test_a_clock_that_cannot_be_read_stops_nothing(
    members: SimpleNamespace, two_targets: SimpleNamespace, said: str
) -> None:
    answers = sent_at(members.worker, finished(two_targets.ours, GRID), said)
    assert {answer["status"] for answer in answers} <= {"accepted", "flagged"}


def test_a_wrong_clock_is_remembered_while_an_entry_waits(members: SimpleNamespace) -> None:
    campaign, target = case(), uuids.uuid7()
    visit = entry("verification.visited", target, GRID, moment(28), outcome="met")
    assert sent_at(members.worker, [visit], "2019-01-01T00:00:00+08:00")[0]["code"] == "waiting"
    send(members.clerk, [*campaign.opening(COUNTY, moment(27)), campaign.listed(target, GRID, moment(27))])
    assert Entry.objects.get(id=visit["id"]).flags == ["clock_off"]


def test_a_refusal_says_its_code_and_its_version_is_read(
    members: SimpleNamespace, two_targets: SimpleNamespace
) -> None:
    visit = entry("verification.visited", two_targets.ours, GRID, moment(28), outcome="met")
    client = Client(headers=headers(members.worker))
    for version, code in ((2, "newer_version"), (1, None)):
        sent = client.post(URL, json.dumps([visit | {"version": version}]), content_type="application/json")
        assert sent.json()[0].get("code") == code
