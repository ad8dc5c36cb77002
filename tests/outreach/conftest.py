"""A village with people who need something."""

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
import uuid_utils.compat as uuids

from lianfang.ledger.answers import Status
from lianfang.outreach.models import Need
from tests.conftest import GRID, NEXT_GRID, OTHER_GRID
from tests.field import Raw, entry, moment, send

NAME, PHONE, DOOR, WISH = "王桂兰", "13900004321", "3组17号", "降压药两盒，村口药店有"


def accepted(member: Any, entries: list[Raw]) -> None:
    """Through the door, and all of it in."""
    answers = send(member, entries)
    assert {answer.status for answer in answers} <= {Status.ACCEPTED, Status.FLAGGED}, answers


@dataclass
class Village:
    """A household with a person, and needs by what they are."""

    house: UUID = field(default_factory=uuids.uuid7)
    person: UUID = field(default_factory=uuids.uuid7)
    needs: dict[str, UUID] = field(default_factory=dict)

    def need(self, name: str) -> Need:
        """A need as it stands now."""
        return Need.objects.get(pk=self.needs[name])


@pytest.fixture
def village(members: SimpleNamespace) -> Village:
    """Medicine for somebody on record, coal for a household, a caller nobody knows; one next door, one elsewhere."""
    there = Village()
    home = {"household": str(there.house)}
    accepted(
        members.chief,
        [
            entry(
                "people.household_registered", there.house, GRID, moment(20), where=home | {"address": DOOR}, walk=10
            ),
            entry(
                "people.person_registered",
                there.person,
                GRID,
                moment(20),
                who={"person": str(there.person), "name": NAME, "phones": [PHONE]},
                **home,
            ),
        ],
    )
    there.needs = {name: uuids.uuid7() for name in ("medicine", "coal", "caller", "next_grid", "elsewhere")}
    known = {"who": {"person": str(there.person)}, "note": {"text": WISH}} | home
    caller = {"who": {"name": "外地来的人", "phones": ["13900008765"], "address": "老供销社旁"}}
    raised: list[tuple[str, str, dict[str, Any]]] = [
        ("medicine", GRID, {"what": "medicine", "wanted_by": "2020-01-30"} | known),
        ("coal", GRID, {"what": "groceries", "urgent": True, "channel": "phone"} | home),
        ("caller", GRID, {"what": "travel", "channel": "counter"} | caller),
        ("next_grid", NEXT_GRID, {"what": "repairs", "who": {"name": "隔壁的人"}}),
        ("elsewhere", OTHER_GRID, {"what": "papers", "who": {"name": "那边的人"}, "note": {"text": "那边的要求"}}),
    ]
    accepted(
        members.chief,
        [entry("outreach.need_raised", there.needs[name], area, moment(28), **data) for name, area, data in raised],
    )
    return there
