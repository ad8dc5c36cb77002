"""A briefing composed at growing sizes of the ledger: it reads counters, so it should cost the same."""

from datetime import timedelta
from functools import partial

from django.utils import timezone

from bench import county
from bench.measure import Timings
from bench.options import size
from bench.seeding import Seeder, without_indexes
from bench.tables import show
from lianfang.briefing.compose import compose
from lianfang.ledger.models import DayCount

CALLS = 10
PER_DAY = 5_000  # entries: a county at work; a larger ledger is a longer response


def run() -> None:
    """The same county after two days, twenty days and a hundred."""
    sizes = [size(10_000, 10_000), size(100_000, 30_000), size(500_000, 60_000)]
    grids = county.settle()
    morning = timezone.localtime().replace(hour=8, minute=0, second=0, microsecond=0)
    seeder = Seeder(grids, morning - timedelta(days=sizes[-1] // PER_DAY + 2), per_day=PER_DAY)
    seeder.open(sizes[-1])
    rows = [row for entries in sizes for row in _at(seeder, entries)]
    least = {area: ms for area, _entries, _days, _counters, ms, *_rest in reversed(rows)}
    show(
        f"figures: composing a briefing, {PER_DAY:,} entries a day",
        ("area", "entries", "days", "day counters", "p50 ms", "p95 ms", "queries", "÷ smallest"),
        [(*row, row[4] / least[row[0]]) for row in rows],
        f"{CALLS} calls each, as of half past an hour of work; ÷ smallest: dearer than with the first size by this.",
    )


def _at(seeder: Seeder, entries: int) -> list[tuple[str, int, int, int, float, float, int]]:
    with without_indexes() as maker:
        seeder.reach(entries, maker)
    last = seeder.moment(seeder.entries - 1)
    cutoff = last.replace(minute=30, second=0, microsecond=0)
    days, counters = seeder.entries // PER_DAY, DayCount.objects.count()
    rows = []
    for title, area in (("village", county.villages()[0]), ("town", county.towns()[0]), ("county", county.COUNTY)):
        compose(area, cutoff)
        timings = Timings()
        for _call in range(CALLS):
            timings.take(partial(compose, area, cutoff))
        row = (timings.ms(0.5), timings.ms(0.95), timings.most_queries)
        rows.append((title, seeder.entries, days, counters, *row))
    return rows
