"""A village in which somebody has come to the end of an observation, and proofs of every kind."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
import uuid_utils.compat as uuids
from django.test import Client
from django.urls import reverse

from lianfang.duty.models import Member
from lianfang.ledger import clock
from lianfang.ledger.answers import Status
from lianfang.proofs.models import Proof
from lianfang.proofs.queries.standing import standing
from tests.conftest import GRID, OTHER_GRID
from tests.field import Raw, entry, moment, send

NAME, NUMBER, PHONE, PLATE = "欧阳娜", "999111198001010016", "13900004321", "川Y12345"
GUARD_NOW = moment(31, 9)
BEGAN = moment(10, 10)


def accepted(member: Any, entries: list[Raw]) -> None:
    """Through the door, and all of it in."""
    answers = send(member, entries)
    assert {answer.status for answer in answers} <= {Status.ACCEPTED, Status.FLAGGED}, answers


@dataclass
class Village:
    """Somebody whose fourteen days at home are over, somebody still at home, somebody of the other village."""

    house: UUID = field(default_factory=uuids.uuid7)
    person: UUID = field(default_factory=uuids.uuid7)
    other: UUID = field(default_factory=uuids.uuid7)
    stranger: UUID = field(default_factory=uuids.uuid7)
    evidence: UUID = field(default_factory=uuids.uuid7)
    order: UUID = field(default_factory=uuids.uuid7)
    running: UUID = field(default_factory=uuids.uuid7)

    def issue(self, what: str, by: Member, *, person: UUID | None = None, area: str = GRID, **said: Any) -> Proof:
        """Issue a proof at nine on 30 January, good until 5 February; gives its row."""
        subject = uuids.uuid7()
        of: dict[str, dict[str, Any]] = {
            "residence": {},
            "observation_ended": {"order": str(self.order)},
            "essential": {"work": "supplies", "vehicle": {"plate": PLATE}},
        }
        data = {"what": what, "who": {"person": str(person or self.person)}, "until": "2020-02-05"} | of[what] | said
        accepted(by, [entry("proofs.issued", subject, area, moment(30), **data)])
        return Proof.objects.get(pk=subject)

    def observe(self, order: UUID, person: UUID, members: SimpleNamespace, began: Any) -> None:
        """Fourteen days at home, proposed by the cadre and approved by the chief."""
        proposal = uuids.uuid7()
        said = {
            "measure": "home",
            "person": str(person),
            "rule": "county-2020/listed-home",
            "evidence": [str(self.evidence)],
            "basis": ["law-40", "regulation-44"],
            "since": began.isoformat(),
            "until": (began + timedelta(days=14)).isoformat(),
            "at_household": str(self.house),
        }
        accepted(members.cadre, [entry("orders.proposed", order, GRID, began, id=proposal, **said)])
        approved = began + timedelta(hours=1)
        accepted(members.chief, [entry("orders.approved", order, GRID, approved, proposal=str(proposal))])


@pytest.fixture
def village(members: SimpleNamespace) -> Village:
    """The people registered, and the observations of two of them."""
    there = Village()
    house = {"household": str(there.house)}

    def person(who: UUID, area: str, said: dict[str, Any], **data: Any) -> Raw:
        told = {"person": str(who)} | said
        return entry("people.person_registered", who, area, moment(9), who=told, **data)

    number = {"name": NAME, "id_number": NUMBER, "phones": [PHONE]}
    accepted(
        members.chief,
        [
            entry("people.household_registered", there.house, GRID, moment(9), where=house | {"address": "2组8号"}),
            person(there.person, GRID, number, id=there.evidence, **house),
            person(there.other, GRID, {"name": "还在隔离的人"}),
            person(there.stranger, OTHER_GRID, {"name": "那边的人", "id_number": "99911119800101003X"}),
        ],
    )
    there.observe(there.order, there.person, members, BEGAN)
    there.observe(there.running, there.other, members, moment(28, 10))
    return there


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    """It is nine in the morning of 31 January."""
    with clock.at(GUARD_NOW):
        yield


def stands(proof: Proof) -> str:
    """How a proof stands now."""
    return str(standing(Proof.objects.filter(pk=proof.pk), clock.now()).get().standing)  # type: ignore[attr-defined]


Enter = Callable[[Member], Client]


def of(name: str, *args: Any) -> str:
    """An address of proofs."""
    return reverse(f"proofs:{name}", args=args)
