"""What the roles of mentions stand for, as the kinds declare them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from lianfang.ledger.kinds import Kind, Part, all_kinds


@dataclass(frozen=True, slots=True)
class Roles:
    """Roles by what they stand for. One that stands for things of several types says nothing, and is in none.

    `persons` are those in which somebody was met; `told` all but mere references to persons; `housed` those of them
    that ever stand in one entry with a household.
    """

    persons: frozenset[str]
    vehicles: frozenset[str]
    households: frozenset[str]
    told: frozenset[str]
    housed: frozenset[str]


def roles() -> Roles:
    """The roles of all declared kinds."""
    return _roles(len(all_kinds()))


@cache
def _roles(_declared: int) -> Roles:
    types: dict[str, set[str]] = {}
    pointing: set[str] = set()
    for kind in all_kinds().values():
        for role, type_ in _of(kind):
            types.setdefault(role, set()).add(type_)
        pointing.update(mark.role for _name, mark in kind.references if mark.entity_type == "person")
    clear = {role: next(iter(of)) for role, of in types.items() if len(of) == 1 and role not in pointing}

    def standing_for(type_: str) -> frozenset[str]:
        return frozenset(role for role, of in clear.items() if of == type_)

    households = standing_for("household")
    beside = {role for kind in all_kinds().values() if households & {*dict(_of(kind))} for role, _type in _of(kind)}
    return Roles(
        standing_for("person"),
        standing_for("vehicle"),
        households,
        frozenset(clear),
        frozenset(beside & clear.keys()),
    )


def _of(kind: Kind) -> Iterator[tuple[str, str]]:
    """Every role of a kind with what it stands for."""
    yield from _parts(kind)
    for _name, mark in kind.references:
        yield mark.role, mark.entity_type


def _parts(kind: Kind) -> Iterator[tuple[str, str]]:
    """The fields that name somebody or something, with its type; mere text names nobody."""
    for name in kind.parts:
        for part in _within(kind.fact.model_fields[name].annotation):
            if part.entity_type:
                yield name, part.entity_type


def _within(annotation: Any) -> Iterator[type[Part]]:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
    for inner in get_args(annotation):
        yield from _within(inner)
