"""What posts have counted: from the counters, so that it costs the same after any number of passages."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, Sum
from django.utils import timezone

from lianfang.checkpoints import figures
from lianfang.checkpoints.choices import Outcome
from lianfang.checkpoints.models import Post
from lianfang.ledger.models import DayCount, HourCount
from lianfang.ledger.scope import within

_NAMES = {
    figures.VEHICLES.code: "vehicles",
    figures.PERSONS.code: "persons",
    figures.VEHICLES_TURNED_BACK.code: "vehicles_turned_back",
    figures.DISINFECTED.code: "disinfected",
    figures.FEVER.code: "fever",
    figures.EXPOSED.code: "exposed",
    **{figure.code: outcome.value for outcome, figure in figures.OUTCOMES.items()},
}


@dataclass(slots=True)
class Numbers:
    """What was counted somewhere in some time, by the names of the figures."""

    vehicles: int = 0
    persons: int = 0
    vehicles_turned_back: int = 0
    disinfected: int = 0
    fever: int = 0
    exposed: int = 0
    turned_back: int = 0
    held: int = 0
    hospital: int = 0
    home: int = 0
    central: int = 0

    def add(self, figure: str, amount: int) -> None:
        """Count in a figure by its code."""
        name = _NAMES[figure]
        setattr(self, name, getattr(self, name) + amount)

    def include(self, other: "Numbers") -> None:
        """Count in everything another has."""
        for name in _NAMES.values():
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def observed(self) -> int:
        """People for whom a measure was proposed, or who wait at the post for one."""
        return self.held + self.home + self.central

    def outcomes(self) -> list[tuple[Outcome, int]]:
        """People by what was done with them, other than passing."""
        return [(outcome, getattr(self, outcome.value)) for outcome in Outcome if outcome is not Outcome.PASS]


@dataclass(frozen=True, slots=True)
class Shift:
    """A shift of a post: from one full hour to another."""

    since: datetime
    until: datetime

    def holds(self, day: object, hour: int) -> bool:
        """Whether the counts of this hour of this local day fall into it."""
        starts, ends = timezone.localtime(self.since), timezone.localtime(self.until)
        return (starts.date(), starts.hour) <= (day, hour) < (ends.date(), ends.hour)


def shifts(post: Post, day: datetime) -> list[Shift]:
    """The shifts that begin on the local day of a moment; one of the whole day where the post names none."""
    midnight = timezone.localtime(day).replace(hour=0, minute=0, second=0, microsecond=0)
    starts = [midnight + timedelta(hours=hour) for hour in post.shifts or [0]]
    ends = [*starts[1:], starts[0] + timedelta(days=1)]
    return [Shift(since, until) for since, until in zip(starts, ends, strict=True)]


def shift_at(post: Post, now: datetime) -> Shift:
    """The shift on duty at a moment."""
    running = [*shifts(post, now - timedelta(days=1)), *shifts(post, now)]
    return next(shift for shift in running if shift.since <= now < shift.until)


def in_all(areas: Sequence[str], since_day: datetime | None = None) -> dict[str, Numbers]:
    """By post, what was counted since it was set up, or from the local day of a moment on. One query."""
    rows = DayCount.objects.filter(within(areas), figure__in=_NAMES).exclude(place="")
    if since_day is not None:
        rows = rows.filter(day__gte=timezone.localtime(since_day).date())
    return _summed(rows.order_by().values_list("place", "figure").annotate(Sum("value")))


@dataclass(frozen=True, slots=True)
class Hour:
    """What a post counted of one figure in one local hour."""

    place: str
    figure: str
    day: object
    hour: int
    value: int


def by_hour(areas: Sequence[str], since: datetime, until: datetime, places: Collection[UUID] = ()) -> list[Hour]:
    """What posts counted hour by hour in a period of a few days, at these posts or at all of them. One query."""
    first, last = timezone.localtime(since), timezone.localtime(until)
    days = [first.date() + timedelta(days=n) for n in range((last.date() - first.date()).days + 1)]
    rows = HourCount.objects.filter(within(areas), figure__in=_NAMES, day__in=days).exclude(place="")
    if places:
        rows = rows.filter(place__in=[str(place) for place in places])
    early, late = Q(day=days[0], hour__lt=first.hour), Q(day=days[-1], hour__gt=last.hour)
    found = rows.exclude(early).exclude(late)
    return [Hour(*row) for row in found.values_list("place", "figure", "day", "hour", "value")]


def within_shift(hours: Iterable[Hour], place: str, shift: Shift) -> Numbers:
    """What these hours come to for one post and shift."""
    found = Numbers()
    for one in hours:
        if one.place == place and shift.holds(one.day, one.hour):
            found.add(one.figure, one.value)
    return found


def _summed(rows: Iterable[tuple[str, str, int]]) -> dict[str, Numbers]:
    found: dict[str, Numbers] = {}
    for place, figure, value in rows:
        found.setdefault(place, Numbers()).add(figure, value)
    return found
