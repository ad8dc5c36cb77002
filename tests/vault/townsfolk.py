"""Who the vault's tests are about, and the fact in which they are met. All numbers lie in division 999."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import ClassVar
from uuid import UUID, uuid4

from stdnum.iso7064 import mod_11_2

from lianfang.ledger.hooks import Identified, Incoming
from lianfang.ledger.kinds import Fact, Kind
from lianfang.ledger.scope import Actor
from lianfang.vault.identifier import VaultIdentifier
from lianfang.vault.parts import Note, Where, Who

VILLAGE, OTHER_VILLAGE = "421281104201", "421281105202"
GRID, OTHER_GRID = VILLAGE + "01", OTHER_VILLAGE + "03"
MORNING = datetime(2020, 1, 28, 0, 30, tzinfo=UTC)
VAULT = VaultIdentifier()

OFFICER = Actor(uuid4(), {"identity.view": (VILLAGE,)})
COLLEAGUE = Actor(uuid4(), {"identity.view": (OTHER_VILLAGE,)})


class Met(Fact):
    """Somebody was met at a door."""

    kind: ClassVar[Kind] = Kind("vault_test.met", title="遇见", subject="vault_test", right="", opens=True)
    who: Who = Who()
    family: tuple[Who, ...] = ()
    home: Where | None = None
    note: Note = Note()


def number(body: str) -> str:
    """An ID number with the check digit that belongs to it."""
    return body + mod_11_2.calc_check_digit(body)


WANG_ID = number("99920119800112003")
LI_ID = number("99920119920229004")
WANG = Who(name="王小明", id_number=WANG_ID, phones="13803086191", address="将营村七组78号")
LI = Who(name="李芳", id_number=LI_ID, phones="13907890647", address="将营村7组12号")


def met(
    who: Who | None = None,
    *,
    day: int = 0,
    area: str = GRID,
    entry: UUID | None = None,
    **more: Who | tuple[Who, ...] | Where | Note,
) -> Incoming:
    said = {"who": who, **more} if who else more
    return Incoming(entry or uuid4(), MORNING + timedelta(days=day), area, Met(**said))


def keep(*items: Incoming) -> list[Identified]:
    return VAULT.identify(items)


def person(identified: Identified) -> UUID:
    assert isinstance(identified.fact, Met)
    assert identified.fact.who.person is not None
    return identified.fact.who.person


def persons(identified: Iterable[Identified]) -> list[UUID]:
    return [person(one) for one in identified]
