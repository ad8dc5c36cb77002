"""A campaign under way in two villages: placed and unplaced, met and not met, done and late."""

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
import uuid_utils.compat as uuids

from lianfang.ledger.answers import Status
from lianfang.verification.models import Campaign, Target
from tests.conftest import COUNTY, GRID, NEXT_GRID, OTHER_GRID, VILLAGE
from tests.field import Case, Raw, case, entry, finished, moment, send

NAMES = {
    "late": ("王小明", "13900000001"),
    "done": ("李秀英", "13900000002"),
    "away": ("张伟", "13900000003"),
    "next_grid": ("刘洋", "13900000004"),
    "unplaced": ("陈静", "13900000005"),
    "doubted": ("杨桂兰", "13900000006"),
    "other": ("赵无敌", "13900000007"),
}
AREAS = {"next_grid": NEXT_GRID, "unplaced": VILLAGE, "other": OTHER_GRID}


@dataclass
class Running:
    """The campaign, its list, its targets and doors by what they are."""

    case: Case
    targets: dict[str, UUID] = field(default_factory=dict)
    houses: dict[str, UUID] = field(default_factory=dict)

    @property
    def campaign(self) -> Campaign:
        return Campaign.objects.get(pk=self.case.campaign)

    def target(self, name: str) -> Target:
        return Target.objects.get(pk=self.targets[name])


def accepted(member: Any, entries: list[Raw]) -> None:
    """Through the door, and all of it in."""
    assert {answer.status for answer in send(member, entries)} <= {Status.ACCEPTED, Status.FLAGGED}


@pytest.fixture
def running(members: SimpleNamespace) -> Running:
    """Seven people on one list; the campaign was due on 3 February 2020, so what is open is late."""
    there = Running(case())
    sent = there.case.opening(COUNTY, moment(25))
    for row, (name, (who, phone)) in enumerate(NAMES.items(), start=2):
        area = AREAS.get(name, GRID)
        there.targets[name], there.houses[name] = uuids.uuid7(), uuids.uuid7()
        stated: dict[str, Any] = {"who": {"name": who, "phones": [phone], "address": f"{row}组{row}号"}, "row": row}
        if name == "unplaced":
            stated |= {"placed": False, "who": {"name": who, "phones": [phone], "address": "红卫村老供销社旁"}}
        else:
            house = str(there.houses[name])
            where = {"household": house, "address": f"{row}组{row}号"}
            sent.append(
                entry("people.household_registered", UUID(house), area, moment(20), where=where, walk=100 - row)
            )
            stated["household"] = house
        sent.append(there.case.listed(there.targets[name], area, moment(25), **stated))
    accepted(members.chief, sent)
    accepted(members.worker, finished(there.targets["done"], GRID))
    away = {"outcome": "not_in", "cause": "locked", "again_on": "2020-01-30"}
    accepted(members.worker, [entry("verification.visited", there.targets["away"], GRID, moment(29), **away)])
    doubt = entry(
        "verification.doubted",
        there.targets["doubted"],
        GRID,
        moment(29),
        about="travel",
        note={"text": "邻居另有说法"},
    )
    accepted(members.worker, [doubt])
    return there
