"""The door over HTTP: arrays and lines, tokens and sessions, and a feed that keeps to its areas."""

import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
import uuid_utils.compat as uuids
from django.test import Client

from lianfang.duty.devices import issue_token, revoke_token
from lianfang.duty.models import Member
from lianfang.ledger.kinds import all_kinds
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
    for given in ({}, {"Authorization": "Bearer nonsense"}, {"Authorization": f"Bearer {secret}"}):
        assert Client(headers=given).post(URL, "[]", content_type="application/json").status_code == 401


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
