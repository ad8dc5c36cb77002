"""Which part of the county a phone carries: the member's areas by right, narrowed to the one they chose."""

from collections import Counter as Bag
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, QuerySet

from lianfang.areas.queries import Node, tree
from lianfang.field.parcels import PARCELS
from lianfang.field.parcels.base import Parcel, Row, Sight
from lianfang.ledger.scope import Actor, narrowest
from lianfang.verification.queries.crew import groups_of

LIMIT: Final = 20_000
"""Records of one sort that a phone carries: a cheap one still searches them without a wait."""

_PARCELS: Final = {parcel.sort: parcel for parcel in PARCELS}
COUNTED: Final = ("person", "household", "target")


@dataclass(frozen=True, slots=True)
class Option:
    """An area that can be carried, with the most records of one sort in it."""

    code: str
    name: str
    persons: int


@dataclass(frozen=True)
class Carry:
    """What one phone carries: of which types of record in which areas. `area` is the one chosen, or "" for all."""

    actor: Actor
    area: str
    groups: tuple[UUID, ...] = ()
    reach: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def sight(self) -> Sight:
        """Who looks at the records."""
        return Sight(self.actor, frozenset(self.groups))

    @property
    def areas(self) -> tuple[str, ...]:
        """Every area of which something is carried."""
        return narrowest(code for codes in self.reach.values() for code in codes)

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many persons, households and targets there are, counted up to one beyond the limit. Three queries."""
        return {name: self.rows(_PARCELS[name])[: LIMIT + 1].count() for name in COUNTED}

    @property
    def fits(self) -> bool:
        """Whether it is no more than a phone carries."""
        return max(self.counts.values()) <= LIMIT

    def total(self) -> int:
        """How many records there are of every type. Five queries beside `counts`."""
        rest = _PARCELS.keys() - set(COUNTED)
        return sum(self.counts.values()) + sum(self.rows(_PARCELS[name]).count() for name in rest)

    def rows(self, parcel: Parcel[Row]) -> QuerySet[Row]:
        """The rows of this type in the areas carried."""
        return parcel.rows(self.reach[parcel.sort])


def carry_of(actor: Actor, area: str) -> Carry:
    """What this member's phone carries. One query (the groups).

    An area that is none of theirs, such as one they chose before they were moved, is as good as none.
    """
    reach = {parcel.sort: actor.areas(parcel.right) for parcel in PARCELS}
    if area:
        chosen = {name: cut(areas, area) for name, areas in reach.items()}
        if any(chosen.values()):
            return Carry(actor, area, groups_of(actor.member), chosen)
    return Carry(actor, "", groups_of(actor.member), reach)


def cut(areas: Iterable[str], to: str) -> tuple[str, ...]:
    """What of these areas lies in another one (or is that one, when it lies in them); "" cuts nothing off."""
    found = (to if to.startswith(area) else area for area in areas if to.startswith(area) or area.startswith(to))
    return narrowest(found)


def options(carry: Carry) -> list[Option]:
    """The largest areas in a carry that fit a phone. Four queries, that read every record: only for the choice."""
    weights = [_weights(carry, _PARCELS[name]) for name in COUNTED]
    return [found for root in tree(carry.areas) for found in _offered(root, weights)]


def _weights(carry: Carry, parcel: Parcel[Any]) -> Bag[str]:
    """How many records lie in each area, those of the areas in it included."""
    found: Bag[str] = Bag()
    for code, count in carry.rows(parcel).values_list("area").annotate(n=Count("pk")):
        for length in range(2, len(code) + 1):
            found[code[:length]] += count
    return found


def _offered(node: Node, weights: Sequence[Bag[str]]) -> Iterator[Option]:
    most = max(weight[node.area.pk] for weight in weights)
    if not most:
        return
    if most <= LIMIT:
        yield Option(node.area.pk, node.area.name, most)
        return
    for child in node.children:
        yield from _offered(child, weights)
