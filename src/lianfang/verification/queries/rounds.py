"""Door to door (B4): every household of the register, knocked at or not, against the register and the baseline."""

from collections import Counter as Bag
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Substr

from lianfang.areas.queries import denominators
from lianfang.people.models import Household
from lianfang.verification.choices import Cause
from lianfang.verification.models import Door
from lianfang.verification.queries.places import Place
from lianfang.verification.queries.scope import Scope, held


@dataclass(slots=True)
class Round:
    """One area's doors: `register` is those tried in the register and those `untried`."""

    code: str
    register: int = 0
    untried: int = 0
    met: int = 0
    unmet: Bag[str] = field(default_factory=Bag)
    baseline: int | None = None

    @property
    def tried(self) -> int:
        """Doors knocked at, in the register or not: those met and those not met, with a reason each."""
        return self.met + self.not_met

    @property
    def not_met(self) -> int:
        """Doors knocked at where nobody was met yet."""
        return self.unmet.total()

    @property
    def outside(self) -> int:
        """Doors knocked at that are not (or no longer) in this area's register."""
        return max(0, self.tried - (self.register - self.untried))

    @property
    def reasons(self) -> list[tuple[str, int]]:
        """Why nobody was met, the commonest first."""
        return [(str(Cause(cause).label) if cause else "", n) for cause, n in self.unmet.most_common()]

    def add(self, other: "Round") -> None:
        """Count the other's doors in here; the baseline stays."""
        self.register += other.register
        self.untried += other.untried
        self.met += other.met
        self.unmet.update(other.unmet)


def by_area(scope: Scope, place: Place) -> tuple[Round, list[Round]]:
    """The sum and a row for each area below; doors filed higher up have the code "". Three queries."""
    rows = {area.pk: Round(area.pk) for area in place.below} | {"": Round("")}
    total = Round("")
    for part in (*_register(scope, place), *_knocked(scope, place)):
        rows[place.row_of(part.code)].add(part)
        total.add(part)
    counted = _baselines(place)
    for code, row in rows.items():
        row.baseline = counted.get(code)
    total.baseline = counted.get(place.here.pk) if place.here else None
    return total, [row for row in rows.values() if row.code or row.register or row.tried]


def _register(scope: Scope, place: Place) -> list[Round]:
    rows = _households(scope).annotate(part=Substr("area", 1, place.digits or 1)).order_by()
    counts = rows.values_list("part").annotate(n=Count("pk"), untried=Count("pk", filter=~Exists(_door(scope))))
    return [Round(part, register=n, untried=untried) for part, n, untried in counts]


def _knocked(scope: Scope, place: Place) -> list[Round]:
    rows = Door.objects.filter(held(scope.areas), campaign=scope.campaign.pk).order_by()
    counts = rows.annotate(part=Substr("area", 1, place.digits or 1)).values_list("part", "met", "cause")
    return [
        Round(part, met=n) if met else Round(part, unmet=Bag({cause: n}))
        for part, met, cause, n in counts.annotate(n=Count("pk"))
    ]


def _baselines(place: Place) -> Mapping[str, int | None]:
    codes = [area.pk for area in (*place.below, *((place.here,) if place.here else ()))]
    return {code: households for code, (_population, households) in denominators(codes).items()}


def untried(scope: Scope) -> QuerySet[Household]:
    """Households of the register nobody has knocked at in this campaign, by grid in walking order."""
    return _households(scope).filter(~Exists(_door(scope)))


def again(scope: Scope) -> QuerySet[Door]:
    """Doors knocked at where nobody was met yet."""
    return Door.objects.filter(held(scope.areas), Q(met=False), campaign=scope.campaign.pk)


def _households(scope: Scope) -> QuerySet[Household]:
    return Household.objects.filter(held(scope.areas))


def _door(scope: Scope) -> QuerySet[Door]:
    return Door.objects.filter(household=OuterRef("pk"), campaign=scope.campaign.pk)
