"""What pages ask of the register of areas. Every answer costs a fixed number of queries."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet

from lianfang.areas.levels import VILLAGE_DIGITS, ancestors
from lianfang.areas.models import Area
from lianfang.ledger import bulk
from lianfang.ledger.scope import within


@dataclass(slots=True)
class Node:
    """An area with what lies in it."""

    area: Area
    children: list["Node"] = field(default_factory=list)


def tree(areas: Iterable[str], *, levels: Collection[str] | None = None) -> list[Node]:
    """The areas in use within these prefixes as trees, in the order of codes. One query.

    `levels` leaves out the others (an area left out hands its children to the area above it).
    """
    rows = in_use(areas)
    if levels is not None:
        rows = rows.filter(level__in=levels)
    roots: list[Node] = []
    open_: list[Node] = []
    for row in rows.order_by("code"):
        node = Node(row)
        while open_ and not row.pk.startswith(open_[-1].area.pk):
            open_.pop()
        (open_[-1].children if open_ else roots).append(node)
        open_.append(node)
    return roots


def in_use(areas: Iterable[str]) -> QuerySet[Area]:
    """Areas within these prefixes that are not retired."""
    return Area.objects.filter(within(areas, "code"), retired_on=None)


def children(code: str) -> QuerySet[Area]:
    """The areas in use directly below one, each with `below`, how many lie directly below it in turn."""
    below = Count("children", filter=Q(children__retired_on=None))
    return Area.objects.filter(parent_id=code, retired_on=None).annotate(below=below).order_by("code")


def path(code: str) -> list[Area]:
    """The areas from the root down to this one, itself included: the breadcrumb."""
    return list(Area.objects.filter(pk__in=(code, *ancestors(code))).order_by("code"))


def names(codes: Collection[str]) -> Mapping[str, str]:
    """The names of these areas; codes that do not exist are left out. One query."""
    return dict(sorted(bulk.find(Area, "code", set(codes), ("code", "name"))))


def labels(codes: Collection[str]) -> Mapping[str, str]:
    """How areas are written in a list: a grid with its village, anything else by its name. One query."""
    named = names({*codes, *(code[:VILLAGE_DIGITS] for code in codes)})
    return {code: _label(code, named) for code in codes}


def _label(code: str, known: Mapping[str, str]) -> str:
    village, own = known.get(code[:VILLAGE_DIGITS], ""), known.get(code, code)
    named = len(code) <= VILLAGE_DIGITS or own[:2] == village[:2]  # 红卫村第一网格 says its village itself
    return own if named else f"{village} {own}".strip()


def known(codes: Collection[str]) -> set[str]:
    """Which of these codes exist, retired ones included: what happened there still happened there."""
    return set(names(codes))


def denominators(codes: Sequence[str]) -> Mapping[str, tuple[int | None, int | None]]:
    """(population, households) baselines of these areas; None where nobody has counted."""
    rows = Area.objects.filter(pk__in=codes).values_list("code", "population", "households")
    return {code: (population, households) for code, population, households in rows}
