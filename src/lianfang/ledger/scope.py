"""Areas as prefixes of digits: who may do what where, and how a query is held to it.

An area's code begins with the code of the area it lies in (GB/T 2260 and 民政 division codes, then grid digits),
so "within" is a range of an index and needs no tree.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q


def covers(prefixes: Iterable[str], area: str) -> bool:
    """Whether `area` lies in any of the areas."""
    return any(area.startswith(prefix) for prefix in prefixes)


def narrowest(prefixes: Iterable[str]) -> tuple[str, ...]:
    """The same reach with nothing said twice: an area inside another one is dropped."""
    kept: list[str] = []
    for prefix in sorted(set(prefixes)):
        if not covers(kept, prefix):
            kept.append(prefix)
    return tuple(kept)


def after(prefix: str) -> str:
    """The first code past an area and everything in it: the open end of its range."""
    return str(int(prefix) + 1).zfill(len(prefix))


def within(prefixes: Iterable[str], column: str = "area") -> Q:
    """A condition that holds a query to these areas. No areas means nothing: scopes fail closed."""
    condition = Q(pk__in=())
    for prefix in prefixes:
        condition |= Q(**{f"{column}__gte": prefix, f"{column}__lt": after(prefix)})
    return condition


@dataclass(frozen=True, slots=True)
class Actor:
    """Who speaks at the door: a member with rights, each in some areas.

    `member` is None for the system itself (reactions, expiry), which may do everything. `former` holds rights
    that ended lately: what was recorded offline while they still ran is accepted and flagged.
    """

    member: UUID | None
    rights: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    former: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def areas(self, right: str) -> tuple[str, ...]:
        """The areas in which this right holds now."""
        return self.rights.get(right, ())

    def may(self, right: str, area: str | None = None) -> bool:
        """Whether the right holds in that area, or anywhere when none is named."""
        if self.member is None:
            return True
        reach = self.areas(right)
        return bool(reach) if area is None else covers(reach, area)

    def might(self, right: str, area: str) -> bool:
        """Whether the right held there until lately."""
        return covers(self.former.get(right, ()), area)


SYSTEM = Actor(member=None)
