"""The campaign board's numbers: each table is one query over targets, grouped by the database."""

from collections import Counter as Bag
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Substr
from django.utils import timezone

from lianfang.ledger import clock, counting
from lianfang.ledger.scope import Actor
from lianfang.verification import figures
from lianfang.verification.choices import Standing
from lianfang.verification.models import Campaign, Target
from lianfang.verification.queries.places import Place
from lianfang.verification.queries.scope import VIEW, Scope, again, held, late
from lianfang.verification.queries.unclear import unclear

DAYS = 14


@dataclass(slots=True)
class Row:
    """How some targets stand. `standings` add up to `total`."""

    code: str
    standings: Bag[Standing] = field(default_factory=Bag)
    late: int = 0
    again: int = 0
    unplaced: int = 0

    @property
    def total(self) -> int:
        """Everybody to be met: duplicates are somebody else already counted."""
        return self.standings.total() - self.standings[Standing.DUPLICATE]

    @property
    def closed(self) -> int:
        """Those met, checked and fed back."""
        return self.standings[Standing.CLOSED]

    @property
    def open(self) -> int:
        """Those still open, whatever the reason."""
        return self.total - self.closed

    def reasons(self, most: int = 3) -> list[tuple[Standing, int]]:
        """The commonest reasons why some are open, the most frequent first."""
        return [(standing, n) for standing, n in self.standings.most_common() if n and standing.open][:most]

    def add(self, other: "Row") -> None:
        """Count the other row's targets in here."""
        self.standings.update(other.standings)
        self.late += other.late
        self.again += other.again
        self.unplaced += other.unplaced


def by_area(scope: Scope, place: Place) -> tuple[Row, list[Row]]:
    """The sum and a row for each area below; what is not so far down yet stands in a row with code "". One query."""
    parts = scope.targets().annotate(part=Substr("area", 1, place.digits or 1))
    rows = {area.pk: Row(area.pk) for area in place.below} | {"": Row("")}
    total = Row("")
    for row in _counted(parts, scope):
        rows[place.row_of(row.code)].add(row)
        total.add(row)
    return total, [row for row in rows.values() if row.code or row.standings.total()]


def _counted(parts: QuerySet[Any], scope: Scope) -> Iterable[Row]:
    grouped = parts.order_by().values_list("part", "standing")
    counts = grouped.annotate(
        n=Count("pk"),
        late=Count("pk", filter=late([scope.campaign], scope.today)),
        again=Count("pk", filter=again(scope.today)),
        unplaced=Count("pk", filter=unclear(scope.areas)),
    )
    for part, standing, n, overdue, promised, unplaced in counts:
        yield Row(part, Bag({Standing(standing): n}), overdue, promised, unplaced)


def by_campaign(actor: Actor, found: Sequence[Campaign]) -> list[Row]:
    """A row for each of these campaigns, in their order, over all of the member's areas. One query."""
    today = clock.today()
    rows = {campaign.pk: Row("") for campaign in found}
    targets = Target.objects.filter(held(actor.areas(VIEW)), campaign__in=rows).order_by()
    counts = targets.values_list("campaign", "standing").annotate(
        n=Count("pk"), n_late=Count("pk", filter=late(found, today)), n_again=Count("pk", filter=again(today))
    )
    for campaign, standing, n, overdue, promised in counts:
        rows[campaign].add(Row("", Bag({Standing(standing): n}), overdue, promised))
    return list(rows.values())


@dataclass(frozen=True, slots=True)
class Load:
    """What lies with one member or group; nobody's where both are None."""

    member: UUID | None
    group: UUID | None
    open: int
    late: int
    done_today: int
    closed: int


def by_hand(scope: Scope) -> list[Load]:
    """What lies with whom, the most late first. One query."""
    morning = timezone.make_aware(datetime.combine(scope.today, datetime.min.time()))
    rows = scope.targets().order_by().values_list("member", "group")
    counts = rows.annotate(
        n_open=Count("pk", filter=Q(open=True)),
        n_late=Count("pk", filter=late([scope.campaign], scope.today)),
        n_today=Count("pk", filter=Q(closed_at__gte=morning)),
        n_closed=Count("pk", filter=Q(standing=Standing.CLOSED)),
    )
    loads = [Load(*row) for row in counts]
    return sorted(loads, key=lambda one: (-one.late, -one.open, one.member is None, str(one.member or one.group)))


@dataclass(frozen=True, slots=True)
class Day:
    """What happened on one local day. `closed` is net: reopened targets are taken off."""

    day: datetime
    visits: int
    closed: int

    @property
    def drawn(self) -> int:
        """What the chart draws of `closed`: nothing on a day when more were reopened."""
        return max(0, self.closed)


def by_day(scope: Scope, days: int = DAYS) -> list[Day]:
    """Visits and closings of the last days, from the ledger's counters: every campaign in these areas together.

    Two queries, at the same cost whatever the ledger's size; corrected visits are not in it.
    """
    until = clock.now()
    since = until - timedelta(days=days - 1)
    visits = counting.by_day(figures.VISITS.code, scope.areas, since, until)
    closed = counting.by_day(figures.STANDINGS[Standing.CLOSED].code, scope.areas, since, until)
    return [Day(datetime.fromisoformat(day), visits[day], closed[day]) for day in visits]
