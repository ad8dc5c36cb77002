"""What happens in the field, as entries a phone or a desk would send. Ids are new unless given."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuids

from lianfang.duty.models import Member
from lianfang.ledger.answers import Answer
from lianfang.ledger.door import submit

BEIJING = timezone(timedelta(hours=8))
Raw = dict[str, Any]


def examples(number: int) -> int:
    """How many examples hypothesis tries: all on SQLite, a quarter where the same is proved again on PostgreSQL."""
    return number // 4 if os.environ.get("LIANFANG_DATABASE_URL") else number


def moment(day: int, hour: int = 9, minute: int = 0) -> datetime:
    """A moment of January 2020, Beijing time."""
    return datetime(2020, 1, day, hour, minute, tzinfo=BEIJING)


def entry(kind: str, subject: UUID, area: str, at: datetime, **data: Any) -> Raw:
    """An entry as it is sent; `id` and `corrects` may be among the keywords."""
    corrects = data.pop("corrects", None)
    sent = {
        "id": str(data.pop("id", None) or uuids.uuid7()),
        "kind": kind,
        "subject": str(subject),
        "area": area,
        "at": at.isoformat(),
        "data": data,
    }
    return sent | ({"corrects": str(corrects)} if corrects else {})


def send(member: Member, entries: Sequence[Raw]) -> list[Answer]:
    """Through the door, on the member's present authority."""
    fresh = Member.objects.get(pk=member.pk)
    return submit(list(entries), fresh.actor, device="test")


@dataclass(frozen=True, slots=True)
class Case:
    """A campaign with one list and the ids that go with it."""

    campaign: UUID
    source: UUID

    def opening(self, area: str, at: datetime) -> list[Raw]:
        """The campaign opens and its list comes in."""
        return [
            entry("verification.campaign_opened", self.campaign, area, at, name="返乡人员核查", due="2020-02-03"),
            entry(
                "verification.list_received",
                self.source,
                area,
                at,
                campaign=str(self.campaign),
                name="县指挥部名单",
                digest="0" * 64,
                rows=10,
                new=10,
                known=0,
                decide=0,
                refused=0,
            ),
        ]

    def listed(self, target: UUID, area: str, at: datetime, **data: Any) -> Raw:
        """A list names somebody."""
        who = data.pop("who", None) or {"name": "王小明"}
        return entry(
            "verification.listed",
            target,
            area,
            at,
            **{"campaign": str(self.campaign), "list": str(self.source), "row": 5, "who": who, "placed": True} | data,
        )


def case() -> Case:
    """A new campaign."""
    return Case(uuids.uuid7(), uuids.uuid7())


def finished(target: UUID, area: str, day: int = 28) -> list[Raw]:
    """A target done as it should be: met at the door, data checked, result fed back."""
    return [
        entry("verification.visited", target, area, moment(day, 9), outcome="met"),
        entry("verification.checked", target, area, moment(day, 9, 5), accuracy="accurate"),
        entry("verification.fed_back", target, area, moment(day, 10)),
    ]
