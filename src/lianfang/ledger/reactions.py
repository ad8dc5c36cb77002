"""Reactions: what one entry sets off. They are entries too, with ids derived from their cause."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from uuid import UUID, uuid5

from lianfang.ledger.folds import Seen
from lianfang.ledger.kinds import Fact

_DERIVED = UUID("6f1d5c1e-6f0e-5b0a-9a5e-1f6b8f0c2a11")


def derived(cause: UUID, name: str) -> UUID:
    """The id of what `cause` sets off under this name: the same every time it is replayed."""
    return uuid5(_DERIVED, f"{cause.hex}:{name}")


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry that a reaction wants recorded; it takes its cause's time and place and, unless named, area."""

    name: str
    subject: UUID
    fact: Fact
    area: str | None = None
    corrects: UUID | None = None


Reaction = Callable[[list[Seen]], Iterable[tuple[Seen, Draft]]]
_reactions: dict[str, list[Reaction]] = {}


def reacts_to(kind: str) -> Callable[[Reaction], Reaction]:
    """Register a function that, given the new entries of a kind (a whole batch), yields what each sets off."""

    def keep(reaction: Reaction) -> Reaction:
        _reactions.setdefault(kind, []).append(reaction)
        return reaction

    return keep


def all_reactions() -> Mapping[str, list[Reaction]]:
    """Every reaction by the kind it answers."""
    return MappingProxyType(_reactions)
