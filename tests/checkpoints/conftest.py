"""A town with a post at its motorway exit, a post in the other village, and what passes them."""

from dataclasses import dataclass, field
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
import uuid_utils.compat as uuids

from lianfang.checkpoints.models import Passage
from lianfang.duty.roles import Role
from lianfang.ledger.answers import Answer, Status
from lianfang.ledger.models import DayCount
from tests.conftest import GRID, OTHER_VILLAGE, VILLAGE
from tests.field import Raw, entry, moment, send

PLATE, OTHER_PLATE = "川Y12345", "鄂A98765"
# Divisions 999… do not exist; the check digits are right.
NAME, ID_NUMBER, PHONE = "王桂兰", "999922198001010018", "13900004321"
LISTED, RULE = "420100", "county-2020/listed-home"


def accepted(member: Any, entries: list[Raw]) -> list[Answer]:
    """Through the door, and all of it in."""
    answers = send(member, entries)
    assert {answer.status for answer in answers} <= {Status.ACCEPTED, Status.FLAGGED}, answers
    return answers


def passed(post: UUID, at: datetime, area: str = VILLAGE, **data: Any) -> Raw:
    """A passage as a phone sends it; `subject` may be among the keywords."""
    subject = data.pop("subject", None) or uuids.uuid7()
    return entry("checkpoints.passed", subject, area, at, post=str(post), **data) | {"place": str(post)}


def opened(post: UUID, name: str, area: str = VILLAGE, at: datetime | None = None, **data: Any) -> Raw:
    """A post is set up."""
    told = {"name": name, "what": "motorway_exit", "road": "G85 南江北出口"} | data
    return entry("checkpoints.post_opened", post, area, at or moment(25, 0), **told)


def figure(code: str, place: UUID | None = None) -> int:
    """What a figure has come to, everywhere or at one post."""
    rows = DayCount.objects.filter(figure=f"checkpoints.{code}")
    if place is not None:
        rows = rows.filter(place=str(place))
    return sum(rows.values_list("value", flat=True))


@dataclass
class Road:
    """Two posts, a guard at each, and ids of what passed the first one on 28 January."""

    guard: Any
    stranger: Any
    post: UUID = field(default_factory=uuids.uuid7)
    far: UUID = field(default_factory=uuids.uuid7)
    car: UUID = field(default_factory=uuids.uuid7)

    @property
    def passage(self) -> Passage:
        """The car's passage as it stands now."""
        return Passage.objects.get(pk=self.car)


@pytest.fixture
def road(members: SimpleNamespace, post: Any) -> Road:
    """A car with its driver, and one passenger with a fever, passed the post; a lorry passed the far one."""
    there = Road(
        guard=post("guard", Role.CHECKPOINT_OFFICER, VILLAGE, "孙卡点"),
        stranger=post("stranger", Role.CHECKPOINT_OFFICER, OTHER_VILLAGE, "冯卡点"),
    )
    accepted(members.chief, [opened(there.post, "南江北高速出口"), opened(there.far, "将营村卡点", OTHER_VILLAGE)])
    accepted(
        there.guard,
        [
            passed(
                there.post,
                moment(28, 9),
                subject=there.car,
                vehicle={"plate": PLATE},
                travellers=[
                    {"name": NAME, "id_number": ID_NUMBER, "temperature": 36.5},
                    {"name": "李建国", "phones": [PHONE], "temperature": 37.3, "outcome": "hospital"},
                ],
                others=1,
                origin="511922",
                bound_for=GRID,
                disinfected=True,
            )
        ],
    )
    accepted(
        there.stranger,
        [passed(there.far, moment(28, 10), OTHER_VILLAGE, vehicle={"plate": OTHER_PLATE}, outcome="turned_back")],
    )
    return there
