"""A post on the county's road, people and vehicles that pass it, and a list of whom somebody looks for."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from types import SimpleNamespace
from typing import Any, ClassVar
from uuid import UUID

import pytest
import uuid_utils.compat as uuids

from lianfang.duty.models import Member
from lianfang.ledger.answers import Answer, Status
from lianfang.screening import sources
from lianfang.screening.choices import Action
from lianfang.screening.models import Hit
from lianfang.screening.sources import Watched
from lianfang.vault.identifier import person_of, vehicle_of
from lianfang.vault.keyring import ring
from tests.conftest import COUNTY, OTHER_VILLAGE
from tests.field import Raw, entry, moment, send

ID, OTHER_ID = "999111198001011114", "999111198001011026"
NAME, PHONE, PLATE = "王小明", "13900004321", "川Y12345"
TARGETS = sources.sources()["target"]


@dataclass
class Listing:
    """A list kept by hand, beside those of the slices: what is looked for, by whom, until when."""

    code: ClassVar[str] = "by_hand"
    title: ClassVar[str] = "测试名单"
    right: ClassVar[str] = "verification.view"
    kept: list[Watched] = field(default_factory=list)
    asked: int = 0

    def among(self, entities: Collection[UUID], since: datetime, until: datetime) -> Iterable[Watched]:
        self.asked += 1
        return [
            one
            for one in self.kept
            if one.entity in entities and (one.since or since) <= until and (one.until is None or since < one.until)
        ]

    def everything(self, at: datetime) -> Iterator[Watched]:
        return (one for one in self.kept if one.holds(at))

    def stamp(self) -> str:
        return str(self.kept)

    def address(self, subject: UUID) -> str:
        return f"/list/{subject}/"

    def add(self, entity: UUID, action: Action = Action.STOP_AND_CALL, **more: Any) -> Watched:
        watched = Watched(entity, self.code, uuids.uuid7(), more.pop("area", OTHER_VILLAGE), action, **more)
        self.kept.append(watched)
        return watched


@pytest.fixture
def listing(monkeypatch: pytest.MonkeyPatch) -> Listing:
    """A list of one's own making."""
    found = Listing()
    monkeypatch.setattr(sources, "_sources", {TARGETS.code: TARGETS, found.code: found})
    return found


@dataclass
class Gate:
    """A post, and whoever mans it."""

    id: UUID
    area: str
    member: Member

    def passage(self, *people: Raw, plate: str = "", at: datetime | None = None, **more: Any) -> Raw:
        """Somebody passes; `people` as the phone writes them down."""
        data: Raw = {"post": str(self.id), "travellers": list(people)} | (
            {"vehicle": {"plate": plate}} if plate else {}
        )
        corrects, subject = more.pop("corrects", None), more.pop("subject", uuids.uuid7())
        sent = entry("checkpoints.passed", subject, self.area, at or moment(29), corrects=corrects, **data, **more)
        return sent | {"place": str(self.id)}

    def passes(self, *people: Raw, **more: Any) -> Answer:
        """The same, and what the door answers."""
        [answer] = send(self.member, [self.passage(*people, **more)])
        assert answer.status in {Status.ACCEPTED, Status.FLAGGED}, answer
        return answer


def gate_at(area: str, chief: Member, member: Member, name: str = "北高速口") -> Gate:
    """A joint post in this area, opened by whoever may."""
    found = Gate(uuids.uuid7(), area, member)
    [answer] = send(chief, [entry("checkpoints.post_opened", found.id, area, moment(25), name=name, what="joint")])
    assert answer.status is Status.ACCEPTED
    return found


@pytest.fixture
def gate(members: SimpleNamespace) -> Gate:
    """The post at the motorway exit: the county answers for it."""
    return gate_at(COUNTY, members.chief, members.chief)


def holder(number: str) -> UUID:
    """Whom a document number stands for."""
    return person_of(number, ring())


def vehicle(plate: str) -> UUID:
    """Which vehicle has this plate."""
    return vehicle_of(plate, ring())


def only() -> Hit:
    """The one hit there is."""
    return Hit.objects.get()
