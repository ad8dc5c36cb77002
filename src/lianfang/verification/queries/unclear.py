"""The queue of unclear addresses: what is written, which grids and doors it may mean, where it can be placed."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from lianfang.areas.levels import VILLAGE_DIGITS
from lianfang.areas.models import Area
from lianfang.areas.queries import in_use
from lianfang.areas.resolve import Resolution, Written, resolve
from lianfang.ledger.scope import Actor
from lianfang.people.models import Household
from lianfang.vault.reading import Shown, show
from lianfang.vault.search import search
from lianfang.verification.models import Target
from lianfang.verification.queries.places import labels
from lianfang.verification.queries.scope import Scope, held

PLACE = "verification.place"
MOST_DOORS = 6
MOST_GRIDS = 400


def unclear(areas: Sequence[str]) -> Q:
    """Open targets not in a grid. Looking at villages, those a village was named for but no grid count as well."""
    waiting = Q(placed=False, open=True)
    if areas and all(len(area) >= VILLAGE_DIGITS for area in areas):
        divided = Area.objects.filter(held(areas, "code"), Exists(_parts()))
        waiting |= Q(open=True, area__in=divided.values("code"))
    return waiting


def _parts() -> QuerySet[Area]:
    return Area.objects.filter(parent=OuterRef("pk"), retired_on=None)


def queue(scope: Scope) -> QuerySet[Target]:
    """The scope's unclear targets, area by area."""
    return scope.targets().filter(unclear(scope.areas)).order_by("area", "id")


@dataclass(frozen=True, slots=True)
class Choice:
    """Somewhere the target can be placed: a grid (or village), or a door in it."""

    value: str
    label: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """One unclear target with what is written and what it may mean, the likeliest first."""

    target: Target
    who: Shown
    area: str
    resolution: Resolution
    likely: tuple[Choice, ...]
    others: tuple[Choice, ...]


def case(actor: Actor, target: Target) -> Case:
    """Everything needed to decide about one target, in a fixed number of queries."""
    reach = actor.areas(PLACE)
    who = show(actor, {target.person: target.area}, "verification.unclear")[target.person]
    told = resolve(Written(rest=who.address), reach)
    doors = _doors(actor, who.address, reach) if not who.masked else []
    grids = _grids(reach, told)
    codes = [
        code for code in dict.fromkeys([told.area or "", *told.candidates]) if code and len(code) >= VILLAGE_DIGITS
    ]
    names = labels({target.area, *codes, *grids})
    likely = [Choice(f"area:{code}", names[code]) for code in codes]
    others = [Choice(f"area:{code}", names[code]) for code in grids if code not in codes]
    return Case(target, who, names[target.area], told, (*doors, *likely), tuple(others))


def _doors(actor: Actor, address: str, reach: Sequence[str]) -> list[Choice]:
    found = Household.objects.filter(held(reach), pk__in=search(address, reach, 20)).order_by("area", "walk")
    rows = list(found[:MOST_DOORS])
    shown = show(actor, {row.pk: row.area for row in rows}, "verification.unclear")
    names = labels({row.area for row in rows})
    return [Choice(f"door:{row.pk}", names[row.area], shown[row.pk].address) for row in rows]


def _grids(reach: Sequence[str], told: Resolution) -> list[str]:
    """Where else it can go: every grid in reach, or where those are too many the villages, whose cadres go on.

    A village that is clear is looked into first.
    """
    near = tuple(code for code in (told.area, *told.candidates) if code and len(code) == VILLAGE_DIGITS)
    for areas in (near, reach) if near else (reach,):
        leaves = in_use(areas).filter(~Exists(_parts()))
        grids = list(leaves.values_list("code", flat=True)[: MOST_GRIDS + 1])
        if grids and len(grids) <= MOST_GRIDS:
            return [code for code in grids if len(code) >= VILLAGE_DIGITS]
    villages = in_use(reach).filter(level="village").values_list("code", flat=True)
    return list(villages[: 2 * MOST_GRIDS])


def chosen(actor: Actor, value: str) -> tuple[str, UUID | None] | None:
    """The area and the door that a posted choice means, within the areas where the member places; or None."""
    sort, _colon, key = value.partition(":")
    reach = actor.areas(PLACE)
    if sort == "area":
        found = in_use(reach).filter(pk=key).first()
        return (found.pk, None) if found and len(found.pk) >= VILLAGE_DIGITS else None
    try:
        door = Household.objects.filter(held(reach), pk=UUID(key)).first() if sort == "door" else None
    except ValueError:
        return None
    return (door.area, door.pk) if door else None
