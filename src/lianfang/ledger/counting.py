"""Counters: kept in the transaction that stores the entry, read in the same time at any size of the ledger."""

from collections import Counter as Bag
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Substr
from django.utils import timezone

from lianfang.ledger import bulk
from lianfang.ledger.folds import Slot
from lianfang.ledger.models import DayCount, HourCount
from lianfang.ledger.scope import within

_DAY = ("figure", "area", "day", "place")
_HOUR = ("figure", "day", "hour", "area", "place")


def add(delta: Mapping[Slot, int]) -> None:
    """Add a batch of counts to the day and hour counters."""
    days: Bag[tuple[object, ...]] = Bag()
    hours: Bag[tuple[object, ...]] = Bag()
    for slot, amount in delta.items():
        days[slot.figure, slot.area, slot.day, slot.place] += amount
        hours[slot.figure, slot.day, slot.hour, slot.area, slot.place] += amount
    bulk.add(DayCount, _DAY, [(*slot, amount) for slot, amount in days.items() if amount])
    bulk.add(HourCount, _HOUR, [(*slot, amount) for slot, amount in hours.items() if amount])


def _before(cutoff: datetime) -> tuple[Q, Q]:
    """Which day and hour counters lie wholly before a cut-off that falls on a full hour.

    Both bounds of the hour are said: SQLite forgets an upper one that stands alone behind a list (decision 0029).
    """
    local = timezone.localtime(cutoff)
    return Q(day__lt=local.date()), Q(day=local.date(), hour__gte=0, hour__lt=local.hour)


def whole_hour(moment: datetime) -> datetime:
    """The full hour at or before a moment: what counters can answer by themselves."""
    return timezone.localtime(moment).replace(minute=0, second=0, microsecond=0)


def upto(
    figures: Collection[str], areas: Iterable[str], cutoff: datetime, *, by: int | None = None
) -> dict[tuple[str, str], int]:
    """Sums of figures from the beginning to a full hour, by (figure, area).

    `by` is how many digits of the area code to group by; without it everything falls under area "".
    """
    totals: Bag[tuple[str, str]] = Bag()
    days, hours = _before(cutoff)
    for rows in (
        DayCount.objects.filter(days, within(areas), figure__in=figures),
        HourCount.objects.filter(hours, within(areas), figure__in=figures),
    ):
        totals.update(_grouped(rows, by))
    return dict(totals)


def _grouped(rows: QuerySet[DayCount] | QuerySet[HourCount], by: int | None) -> dict[tuple[str, str], int]:
    if by is None:
        return {(figure, ""): total for figure, total in rows.values_list("figure").annotate(Sum("value"))}
    grouped = rows.annotate(part=Substr("area", 1, by)).values_list("figure", "part").annotate(Sum("value"))
    return {(figure, part): total for figure, part, total in grouped}


def by_day(figure: str, areas: Iterable[str], since: datetime, until: datetime) -> dict[str, int]:
    """A figure's flow on each local day of a period (whole days), for drawing; keys are ISO dates."""
    first, last = timezone.localtime(since).date(), timezone.localtime(until).date()
    rows = DayCount.objects.filter(within(areas), figure=figure, day__gte=first, day__lte=last)
    found = dict(rows.values_list("day").annotate(Sum("value")))
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return {day.isoformat(): found.get(day, 0) for day in days}
