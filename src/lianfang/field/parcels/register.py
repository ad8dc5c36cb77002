"""Households and the people who live there."""

from collections.abc import Iterator, Mapping
from typing import ClassVar
from uuid import UUID

from lianfang.field.parcels.base import Around, Parcel, Record, Sight, spelled
from lianfang.people.models import Household, Identity, Person
from lianfang.people.queries import RECORD


class Households(Parcel[Household]):
    """Doors of the register, in walking order."""

    sort: ClassVar = "household"
    right: ClassVar = RECORD
    model: ClassVar = Household

    def entities(self, row: Household, doors: Mapping[UUID, str], sight: Sight) -> Iterator[tuple[UUID, str]]:
        """Itself: its address is an identity."""
        yield row.pk, row.area

    def record(self, row: Household, around: Around, sight: Sight) -> Record:
        """The door with its address."""
        where = around.shown[row.pk, row.area]
        return {
            "id": row.pk,
            "area": row.area,
            "walk": row.walk,
            "tenure": row.tenure,
            "address": where.address,
            "masked": where.masked,
        }


class Persons(Parcel[Person]):
    """People of the register, and records whose person is still to be decided."""

    sort: ClassVar = "person"
    right: ClassVar = RECORD
    model: ClassVar = Person
    hangs_on: ClassVar = ("household",)

    def entities(self, row: Person, doors: Mapping[UUID, str], sight: Sight) -> Iterator[tuple[UUID, str]]:
        """The person."""
        yield row.pk, row.area

    def record(self, row: Person, around: Around, sight: Sight) -> Record:
        """The person; of the document number only the end, which is what somebody at a door is found by."""
        who, home = around.shown[row.pk, row.area], self.door(row, around.doors, sight)
        return {
            "id": row.pk,
            "area": row.area,
            "household": home[0] if home else None,
            "name": who.name,
            "py": spelled(who),
            "phones": who.phones,
            "tail": who.id_number[-4:].replace("*", ""),
            "sex": who.sex,
            "age": who.age,
            "residence": row.residence,
            "whereabouts": row.whereabouts,
            "since": row.since,
            "head": row.head,
            "identity": "" if row.identity == Identity.SURE else row.identity,
            "masked": who.masked,
        }
