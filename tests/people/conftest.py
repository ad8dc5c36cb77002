"""Households and people of the worker's grid, registered as they would be."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
import uuid_utils.compat as uuids

from tests.conftest import COUNTY, GRID, OTHER_GRID
from tests.field import Case, case, entry, moment, send


@dataclass(frozen=True, slots=True)
class Folk:
    """Two doors in the worker's grid with somebody behind each, and one person of the other village."""

    door: UUID
    next_door: UUID
    wang: UUID
    li: UUID
    stranger: UUID


@pytest.fixture
def folk(members: SimpleNamespace) -> Folk:
    found = Folk(*(uuids.uuid7() for _ in range(5)))
    doors = [
        entry("people.household_registered", door, GRID, moment(20), where=_where(door, address), walk=walk)
        for door, address, walk in ((found.door, "3组12号", 20), (found.next_door, "3组13号", 10))
    ]
    people = [
        _person(found.wang, GRID, found.door, name="王小明", phones=["13900000000"], birth_date="1960-03-01"),
        _person(found.li, GRID, found.next_door, name="李秀英", phones=["13900000002"], sex="female"),
    ]
    send(members.worker, doors + people)
    elsewhere = _person(found.stranger, OTHER_GRID, None, name="王小民", phones=["13900000009"], address="5组1号")
    send(members.outsider, [elsewhere])
    return found


def _where(door: UUID, address: str) -> dict[str, str]:
    return {"household": str(door), "address": address}


def _person(person: UUID, area: str, household: UUID | None, **who: Any) -> dict[str, Any]:
    home = {"household": str(household)} if household else {}
    return entry("people.person_registered", person, area, moment(20, 10), who={"person": str(person), **who}, **home)


@pytest.fixture
def running(members: SimpleNamespace) -> Case:
    """A campaign with its list."""
    there = case()
    send(members.clerk, there.opening(COUNTY, moment(25)))
    return there
