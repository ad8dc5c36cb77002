"""A phone that heard no answer sends again: what was not taken is answered alike, and kept once."""

from types import SimpleNamespace
from uuid import UUID

import pytest
import uuid_utils.compat as uuids

from lianfang.ledger.answers import Answer
from lianfang.ledger.check import check
from lianfang.ledger.models import Entry, Waiting
from lianfang.verification.models import Target
from tests.conftest import COUNTY, GRID, OTHER_GRID
from tests.field import Raw, case, entry, moment, send


def not_taken(target: UUID) -> dict[str, Raw]:
    """One entry for each way of not being taken."""
    visit = entry("verification.visited", target, GRID, moment(28), outcome="met")
    return {
        "waiting": entry("verification.visited", uuids.uuid7(), GRID, moment(28), outcome="met"),
        "no_right": visit | {"id": str(uuids.uuid7()), "area": OTHER_GRID},
        "field": visit | {"id": str(uuids.uuid7()), "data": {"outcome": "danced"}},
        "unknown_kind": visit | {"id": str(uuids.uuid7()), "kind": "verification.levitated"},
        "unknown_area": visit | {"id": str(uuids.uuid7()), "area": "51192200199999"},
        "newer_version": visit | {"id": str(uuids.uuid7()), "version": 99},
        "system_only": visit
        | {"id": str(uuids.uuid7()), "kind": "verification.identity_mirrored"}
        | {"data": {"decision": "same"}},
    }


@pytest.fixture
def target(members: SimpleNamespace) -> UUID:
    campaign, target = case(), uuids.uuid7()
    send(members.clerk, [*campaign.opening(COUNTY, moment(27)), campaign.listed(target, GRID, moment(27))])
    return target


def answered(answers: list[Answer]) -> list[dict[str, object]]:
    return [answer.as_json() for answer in answers]


def test_what_was_not_taken_is_answered_alike_and_kept_once(members: SimpleNamespace, target: UUID) -> None:
    by_code = not_taken(target)
    batch = list(by_code.values())
    once = answered(send(members.worker, batch))
    assert [said["code"] for said in once] == list(by_code)
    assert [said["status"] for said in once] == ["held"] + ["refused"] * 6
    assert answered(send(members.worker, batch)) == once
    assert answered(send(members.worker, [*reversed(batch), *batch])) == [*reversed(once), *once]
    assert Waiting.objects.count() == len(batch)
    assert not Entry.objects.filter(id__in=[raw["id"] for raw in batch]).exists()


def test_what_was_taken_meanwhile_is_known(members: SimpleNamespace) -> None:
    campaign, target = case(), uuids.uuid7()
    visit = entry("verification.visited", target, GRID, moment(28), outcome="met")
    assert [a.status.value for a in send(members.worker, [visit])] == ["held"]
    send(members.clerk, [*campaign.opening(COUNTY, moment(27)), campaign.listed(target, GRID, moment(27))])
    for _time in range(2):
        assert [a.status.value for a in send(members.worker, [visit])] == ["known"]
    assert Target.objects.get(pk=target).attempts == 1
    assert check().clean
