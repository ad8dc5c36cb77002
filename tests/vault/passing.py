"""What the vault's tests see pass: a kind that is indexed exactly, and whose people and vehicles are looked for."""

from typing import ClassVar
from uuid import UUID, uuid4

from lianfang.ledger.hooks import Identified, Incoming
from lianfang.ledger.kinds import Fact, Kind
from lianfang.vault.parts import Vehicle, Who
from tests.vault.townsfolk import GRID, MORNING


class DrivenBy(Fact):
    """A vehicle went by with people in it."""

    kind: ClassVar[Kind] = Kind(
        "vault_test.driven_by",
        title="经过",
        subject="vault_test_drive",
        right="",
        opens=True,
        screened=True,
        index="exact",
    )
    vehicle: Vehicle | None = None
    people: tuple[Who, ...] = ()


def passed(plate: str, *people: Who, area: str = GRID, entry: UUID | None = None) -> Incoming:
    return car(Vehicle(plate=plate), *people, area=area, entry=entry)


def car(vehicle: Vehicle | None, *people: Who, area: str = GRID, entry: UUID | None = None) -> Incoming:
    return Incoming(entry or uuid4(), MORNING, area, DrivenBy(vehicle=vehicle, people=people))


def vehicle(identified: Identified) -> UUID:
    assert isinstance(identified.fact, DrivenBy)
    assert identified.fact.vehicle is not None
    assert identified.fact.vehicle.vehicle is not None
    return identified.fact.vehicle.vehicle


def people(identified: Identified) -> list[UUID | None]:
    assert isinstance(identified.fact, DrivenBy)
    return [one.person for one in identified.fact.people]
