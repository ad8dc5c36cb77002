"""A traveller from a listed area, registered at home, and what may be ordered."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
import uuid_utils.compat as uuids

from lianfang.duty.models import Member
from lianfang.ledger.answers import Status
from lianfang.orders.models import Order
from tests.conftest import GRID, OTHER_GRID
from tests.field import Raw, entry, moment, send

NAME, PHONE, DOOR = "罗明轩", "13800001234", "2组8号"
RULE = "county-2020/listed-home"  # 14 days at home
SINCE = moment(28, 10)
APPROVED = moment(28, 11)


def accepted(member: Any, entries: list[Raw]) -> None:
    """Through the door, and all of it in."""
    answers = send(member, entries)
    assert {answer.status for answer in answers} <= {Status.ACCEPTED, Status.FLAGGED}, answers


@dataclass
class Home:
    """A household with two people, one elsewhere, and the entry that an order can rest on."""

    house: UUID = field(default_factory=uuids.uuid7)
    person: UUID = field(default_factory=uuids.uuid7)
    other: UUID = field(default_factory=uuids.uuid7)
    stranger: UUID = field(default_factory=uuids.uuid7)
    evidence: UUID = field(default_factory=uuids.uuid7)
    order: UUID = field(default_factory=uuids.uuid7)
    proposal: UUID = field(default_factory=uuids.uuid7)

    def said(self, **changed: Any) -> dict[str, Any]:
        """What a complete proposal says."""
        return {
            "measure": "home",
            "person": str(self.person),
            "rule": RULE,
            "evidence": [str(self.evidence)],
            "basis": ["law-40", "regulation-44"],
            "since": SINCE.isoformat(),
            "until": (SINCE + timedelta(days=14)).isoformat(),
            "at_household": str(self.house),
        } | changed

    def proposed(self, at: datetime = SINCE, **changed: Any) -> Raw:
        """A complete proposal, or one that says something else."""
        data = {name: value for name, value in self.said(**changed).items() if value is not None}
        return entry("orders.proposed", self.order, GRID, at, id=self.proposal, **data)

    def approved(self, at: datetime = APPROVED, **data: Any) -> Raw:
        """Its approval."""
        return self.then("approved", at, **{"proposal": str(self.proposal)} | data)

    def then(self, kind: str, at: datetime, **data: Any) -> Raw:
        """What else is recorded about the order."""
        return entry(f"orders.{kind}", self.order, GRID, at, **data)

    @property
    def row(self) -> Order:
        """The order as it stands."""
        return Order.objects.get(pk=self.order)

    def propose(self, by: Member) -> None:
        """Record the proposal."""
        accepted(by, [self.proposed()])


@pytest.fixture
def home(members: SimpleNamespace) -> Home:
    """The household and its people, registered; somebody of the other village."""
    there = Home()

    def person(who: UUID, area: str, at: datetime, name: str, **data: Any) -> Raw:
        told = {"person": str(who), "name": name}
        return entry("people.person_registered", who, area, at, who=told | data.pop("said", {}), **data)

    house = {"household": str(there.house)}
    accepted(
        members.chief,
        [
            entry("people.household_registered", there.house, GRID, moment(20), where=house | {"address": DOOR}),
            person(there.person, GRID, moment(20), NAME, said={"phones": [PHONE]}, id=there.evidence, **house),
            person(there.other, GRID, moment(20), "罗奶奶", **house),
            person(there.stranger, OTHER_GRID, moment(20), "外村人"),
        ],
    )
    return there
