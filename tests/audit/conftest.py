"""A small county in which something was refused, something is held, and people were looked at."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
import uuid_utils.compat as uuids
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lianfang.duty.models import Member
from lianfang.ledger.answers import Status
from lianfang.vault.reading import show
from tests.conftest import COUNTY, GRID, OTHER_GRID
from tests.field import Raw, case, entry, moment, send

Enter = Callable[[Member], Client]

SECRETS = ("王小明", "李大河", "13900000001", "幸福村7组78号", "张三说他在田里")


def page(client: Client, address: str, **asked: Any) -> str:
    answer = client.get(address, asked)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def queries(client: Client, address: str, **asked: Any) -> int:
    with CaptureQueriesContext(connection) as counted:
        page(client, address, **asked)
    return len(counted)


def visit(subject: UUID, area: str = GRID, **data: Any) -> Raw:
    said = {"outcome": "not_in", "note": {"text": "张三说他在田里"}}
    return entry("verification.visited", subject, area, moment(26), **(said | data))


@pytest.fixture
def targets(members: SimpleNamespace) -> SimpleNamespace:
    """One target in each village, each visited once."""
    there, ours, theirs = case(), uuids.uuid7(), uuids.uuid7()
    send(members.clerk, there.opening(COUNTY, moment(25)))
    who = {"name": "王小明", "phones": ["13900000001"], "address": "幸福村7组78号"}
    answers = send(
        members.clerk,
        [
            there.listed(ours, GRID, moment(25), who=who),
            there.listed(theirs, OTHER_GRID, moment(25), who={"name": "李大河"}, row=6),
        ],
    )
    answers += send(members.worker, [visit(ours)]) + send(members.outsider, [visit(theirs, OTHER_GRID)])
    assert {answer.status for answer in answers} <= {Status.ACCEPTED, Status.FLAGGED}
    return SimpleNamespace(ours=ours, theirs=theirs, case=there)


@pytest.fixture
def waiting(members: SimpleNamespace, targets: SimpleNamespace) -> SimpleNamespace:
    """Of the worker: refused for its area, refused unread, held. Of the other village's worker: refused."""
    sent = {
        "elsewhere": visit(targets.theirs, OTHER_GRID),
        "unread": visit(targets.ours, outcome="flew_away"),
        "held": visit(uuids.uuid7()),
        "theirs": visit(targets.theirs, OTHER_GRID, outcome="flew_away"),
    }
    answers = send(members.worker, [sent["elsewhere"], sent["unread"], sent["held"]])
    answers += send(members.outsider, [sent["theirs"]])
    assert [answer.status for answer in answers] == [Status.REFUSED, Status.REFUSED, Status.HELD, Status.REFUSED]
    return SimpleNamespace(**{name: UUID(raw["id"]) for name, raw in sent.items()})


@pytest.fixture
def looks(members: SimpleNamespace, targets: SimpleNamespace) -> SimpleNamespace:
    """Who is behind the targets, after each was looked at in their own village."""
    from lianfang.verification.models import Target

    found = {row.pk: row.person for row in Target.objects.all()}
    for member, target, area in (
        (members.worker, targets.ours, GRID),
        (members.outsider, targets.theirs, OTHER_GRID),
    ):
        show(Member.objects.get(pk=member.pk).actor, {found[target]: area}, "target")
    return SimpleNamespace(ours=found[targets.ours], theirs=found[targets.theirs])
