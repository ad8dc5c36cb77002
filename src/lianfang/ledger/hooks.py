"""What the ledger asks of the floor above it: to keep identities. The vault answers; see `lianfang.vault`."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from lianfang.ledger.kinds import Fact


@dataclass(frozen=True, slots=True)
class Incoming:
    """A fact at the door whose parts still hold identities."""

    entry: UUID
    at: datetime
    area: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class Identified:
    """The fact as the ledger may store it, and what was odd about its identities (flag codes)."""

    fact: Fact
    flags: tuple[str, ...] = ()


class Identifier(Protocol):
    """Keeps identities apart from facts. Every method takes a whole batch."""

    def identify(self, items: Sequence[Incoming]) -> list[Identified]:
        """Keep what identifies, in the order of (at, entry), and give the facts back with entity ids only."""
        ...

    def retract(self, entries: Collection[UUID]) -> None:
        """These entries were corrected or voided: what they said about identities holds no longer."""
        ...

    def restore(self, entries: Collection[UUID]) -> None:
        """What corrected these entries was itself voided: what they said about identities holds again."""
        ...

    def seal(self, texts: Sequence[bytes]) -> list[bytes]:
        """Encrypt whole entries that wait or were refused."""
        ...

    def unseal(self, sealed: Sequence[bytes]) -> list[bytes]:
        """The reverse of `seal`."""
        ...


_identifier: list[Identifier] = []


def use_identifier(identifier: Identifier) -> None:
    """Name the one who keeps identities (called once, when the vault's app is ready)."""
    _identifier[:] = [identifier]


def identifier() -> Identifier:
    """The one who keeps identities."""
    return _identifier[0]


_gazetteer: list[Callable[[Collection[str]], set[str]]] = []


def use_gazetteer(known: Callable[[Collection[str]], set[str]]) -> None:
    """Name the one who knows which area codes exist (called once, when the areas' app is ready)."""
    _gazetteer[:] = [known]


def known_areas(codes: Collection[str]) -> set[str]:
    """Which of these area codes exist."""
    return _gazetteer[0](codes) if _gazetteer else set(codes)
