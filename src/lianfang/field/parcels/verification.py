"""Targets of verification, and doors knocked on."""

from collections.abc import Iterator, Mapping
from typing import ClassVar, Final
from uuid import UUID

from lianfang.field.parcels.base import NOBODY, Around, Parcel, Record, Sight, spelled
from lianfang.verification.models import Door, Target
from lianfang.verification.queries.scope import VIEW

_AS_IT_IS: Final = (
    "campaign",
    "person",
    "area",
    "placed",
    "standing",
    "open",
    "due",
    "again_on",
    "attempts",
    "last_outcome",
    "last_contact",
    "met_at",
    "accuracy",
    "fed_back_at",
    "claimed_by",
    "claimed_until",
    "member",
    "group",
    "returned_on",
    "origin",
    "transport",
)


class Targets(Parcel[Target]):
    """People to be met, with what is needed to meet them."""

    sort: ClassVar = "target"
    right: ClassVar = VIEW
    model: ClassVar = Target
    hangs_on: ClassVar = ("person", "household")

    def entities(self, row: Target, doors: Mapping[UUID, str], sight: Sight) -> Iterator[tuple[UUID, str]]:
        """The person, and the household for its address."""
        yield row.person, row.area
        if (door := self.door(row, doors, sight)) is not None:
            yield door

    def record(self, row: Target, around: Around, sight: Sight) -> Record:
        """The target; the whole document number only while it is open and has to be checked."""
        who, door = around.shown[row.person, row.area], self.door(row, around.doors, sight)
        where = around.shown[door] if door else NOBODY
        kept = {name: getattr(row, name) for name in _AS_IT_IS}
        return {
            "id": row.pk,
            **kept,
            **around.told.get(row.pk, {}),
            "household": door[0] if door else None,
            "mine": sight.mine(row.member, row.group),
            "name": who.name,
            "py": spelled(who),
            "id_number": who.id_number if row.open else "",
            "phones": who.phones,
            "sex": who.sex,
            "birth_date": who.birth_date,
            "address": where.address or who.address,
            "masked": who.masked,
        }


class Doors(Parcel[Door]):
    """Households knocked on in a round."""

    sort: ClassVar = "door"
    right: ClassVar = VIEW
    model: ClassVar = Door
    hangs_on: ClassVar = ("household",)

    def entities(self, row: Door, doors: Mapping[UUID, str], sight: Sight) -> Iterator[tuple[UUID, str]]:
        """Nobody: the household has a record of its own."""
        yield from ()

    def record(self, row: Door, around: Around, sight: Sight) -> Record:
        """How often somebody knocked, and what came of it."""
        door = self.door(row, around.doors, sight)
        names = ("campaign", "area", "attempts", "met", "cause", "people", "again_on", "last_knock")
        kept = {name: getattr(row, name) for name in names}
        return {"id": row.pk, **kept, "household": door[0] if door else None}
