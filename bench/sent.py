"""Entries as phones and importers send them, for the benches that go through the door."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuids

from lianfang.demo.made import Someone, someone

Raw = dict[str, Any]


def entry(kind: str, subject: UUID, area: str, at: datetime, data: Raw) -> Raw:
    """One entry with an id of its own."""
    return {
        "id": str(uuids.uuid7()),
        "kind": kind,
        "subject": str(subject),
        "area": area,
        "at": at.isoformat(),
        "data": data,
    }


def opening(campaign: UUID, source: UUID, area: str, at: datetime, rows: int) -> list[Raw]:
    """A campaign opens and its list comes in."""
    received = {"campaign": str(campaign), "name": "名单", "digest": "0" * 64}
    counts = {"rows": rows, "new": rows, "known": 0, "decide": 0, "refused": 0}
    return [
        entry("verification.campaign_opened", campaign, area, at, {"name": "返乡人员核查"}),
        entry("verification.list_received", source, area, at, received | counts),
    ]


def who(person: Someone, number: int) -> Raw:
    """A person as a list names them."""
    return {
        "name": person.name,
        "id_number": person.id_number,
        "phones": [person.phone],
        "address": address(number),
        "sex": person.sex,
    }


def address(number: int) -> str:
    """A door below the village: three persons live behind each."""
    door = number // 3
    return f"{door % 9 + 1}组{door // 9 % 150 + 1}号"


def listings(campaign: UUID, source: UUID, grids: list[str], since: datetime, count: int) -> Iterator[Raw]:
    """New persons named by a list, each in a grid."""
    rng = random.Random(1)
    for row in range(count):
        data = {"campaign": str(campaign), "list": str(source), "row": row, "placed": True}
        data["who"] = who(someone(rng), row)
        at = since + timedelta(seconds=row / 10)
        yield entry("verification.listed", uuids.uuid7(), grids[row % len(grids)], at, data)


def visits(listed: list[Raw], since: datetime) -> Iterator[Raw]:
    """A knock at the door of everybody listed."""
    for number, target in enumerate(listed):
        outcome = ("met", "not_in", "family", "refused")[number % 4]
        at = since + timedelta(seconds=number / 10)
        yield entry("verification.visited", UUID(target["subject"]), target["area"], at, {"outcome": outcome})


def registrations(grids: list[str], since: datetime, count: int) -> Iterator[Raw]:
    """Households entered in the register."""
    for number in range(count):
        home = uuids.uuid7()
        data = {"where": {"household": str(home), "address": address(3 * number)}, "walk": number % 2_000}
        at = since + timedelta(seconds=number / 10)
        yield entry("people.household_registered", home, grids[number % len(grids)], at, data)
