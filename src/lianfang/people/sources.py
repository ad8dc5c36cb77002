"""Where what is known of a person came from; slices that take lists in say so."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from lianfang.ledger.scope import Actor


@dataclass(frozen=True, slots=True)
class Source:
    """One mention of a person: in words (list and row), in which area the person is taken to be, and its page."""

    label: str
    area: str
    href: str = ""


Teller = Callable[[Actor, Collection[UUID]], Mapping[UUID, list[Source]]]
_tellers: list[Teller] = []


def provide(teller: Teller) -> None:
    """Add somebody who knows where persons came from: asked about many at once, in a fixed number of queries."""
    if teller not in _tellers:
        _tellers.append(teller)


def sources(actor: Actor, persons: Collection[UUID]) -> dict[UUID, list[Source]]:
    """Every mention of these persons, inside or outside the actor's areas: pages show those inside only."""
    found: dict[UUID, list[Source]] = {person: [] for person in persons}
    for teller in _tellers:
        for person, told in teller(actor, persons).items():
            found.setdefault(person, []).extend(told)
    return found
