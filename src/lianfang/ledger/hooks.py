"""What the ledger asks of the floors above it: to keep identities (the vault), and to screen (`screening`)."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from lianfang.ledger.folds import Seen
from lianfang.ledger.kinds import Fact
from lianfang.ledger.reactions import Draft


@dataclass(frozen=True, slots=True)
class Incoming:
    """A fact at the door whose parts still hold identities."""

    entry: UUID
    at: datetime
    area: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class Asked:
    """A person or vehicle to be looked for, and by which exact words. In memory only: the words are in clear.

    Words: `i:` document (as its holder keeps it), `p:` telephone, `n:` folded name, `nb:` folded name|yyyymmdd,
    `v:` plate; as far as they were said. Who is named by id alone is asked by that id and no words.
    """

    entity: UUID
    entity_type: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Identified:
    """The fact as the ledger may store it, and what was odd about its identities (flag codes).

    `asked` is filled for screened kinds: every person and vehicle the fact names.
    """

    fact: Fact
    flags: tuple[str, ...] = ()
    asked: tuple[Asked, ...] = ()


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


@dataclass(frozen=True, slots=True)
class Screened:
    """An entry about to be stored, and whom it names."""

    seen: Seen
    asked: tuple[Asked, ...]


class Screener(Protocol):
    """Holds what comes in against the lists of what is looked for."""

    def screen(self, items: Sequence[Screened]) -> Iterable[tuple[Seen, Draft]]:
        """Every hit in this batch, as an entry to be recorded with the one that it was found in.

        Called once per batch, in its transaction, before its entries are stored; the drafts go in after them, as
        reactions do, and are taken back when their cause is corrected or voided.
        """
        ...


_screener: list[Screener] = []


def use_screener(screener: Screener) -> None:
    """Name the one who screens (called once, when the screening app is ready)."""
    _screener[:] = [screener]


def screen(items: Sequence[Screened]) -> list[tuple[Seen, Draft]]:
    """Every hit among these; none while nobody screens."""
    return list(_screener[0].screen(items)) if _screener and items else []
