"""The queue of unclear addresses: what is written, which grids and doors it may mean, where it can be placed."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from lianfang.areas.levels import VILLAGE_DIGITS, Level
from lianfang.areas.models import Area
from lianfang.areas.queries import in_use, labels
from lianfang.areas.resolve import Resolution, Written, resolve
from lianfang.ledger.scope import Actor, covers
from lianfang.people.models import Household
from lianfang.vault.reading import Shown, show
from lianfang.vault.search import search
from lianfang.verification.models import Target
from lianfang.verification.queries.scope import Scope, held

PLACE = "verification.place"
MOST_DOORS = 6
MOST_GRIDS = 400
MOST_NEAR = 9


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
    named = [code for code in dict.fromkeys((told.area or "", *told.candidates)) if len(code) >= VILLAGE_DIGITS]
    near = [code for code in grids if code not in named and covers(named, code)]
    codes = [*near[:MOST_NEAR], *named]
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
    """Where it can go: every grid in reach; where those are too many, those of the villages it may mean, and
    every other village, whose cadre goes on."""
    near = tuple(code for code in (told.area, *told.candidates) if code and len(code) >= VILLAGE_DIGITS)
    leaves = in_use(reach).filter(~Exists(_parts()))
    grids = list(leaves.values_list("code", flat=True)[: MOST_GRIDS + 1])
    if len(grids) > MOST_GRIDS:
        likely = Q(held(near, "code"), ~Exists(_parts())) if near else Q(pk__in=())
        grids = list(in_use(reach).filter(likely | Q(level=Level.VILLAGE)).values_list("code", flat=True))
    return [code for code in grids if len(code) >= VILLAGE_DIGITS]


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
