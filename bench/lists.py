"""Pages of a full county, as members of a village, a station's area and the county see them."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Final

from django.test import Client
from django.utils import timezone

from bench import county
from bench.measure import Timings, bytes_stored
from bench.options import size
from bench.seeding import BATCH, Seeder, without_indexes
from bench.tables import say, show
from lianfang.demo.made import Someone
from lianfang.duty.models import Member
from lianfang.duty.roles import Role
from lianfang.vault import names

REQUESTS = 20
THEIRS: Final = 30.0  # seconds a list of 3,000 contacts takes in other systems, as the project's brief has it


@dataclass(frozen=True, slots=True)
class Viewer:
    """A signed-in member, the area they look at first, and somebody who lives there."""

    client: Client
    area: str
    known: Someone


Page = Callable[[Viewer], object]


def run() -> None:
    """Seed the county, then ask for each page twenty times, by as many members as there are of a kind."""
    seeder = _seeded(size(1_000_000, 50_000))
    pages = list(_pages(seeder))
    for title, viewers in (
        ("cadre of one village", _cadres(seeder)),
        ("station chief (three towns)", _chiefs(seeder)),
        ("county command", _command(seeder)),
    ):
        rows = [_row(name, page, viewers) for name, page in pages]
        show(
            f"lists of {seeder.persons:,} persons: {title}",
            ("page", "p50 ms", "p95 ms", "queries", "KB", "30 s ÷ p95"),
            rows,
            "whole requests with templates, through Django's test client; each page was warmed up once.",
            "30 s: what a list of 3,000 contacts takes in other systems, as our brief states it; not measured here.",
        )


def _seeded(persons: int) -> Seeder:
    grids = county.settle()
    began = time.perf_counter()
    worker = county.member("worker", Role.GRID_WORKER, grids[0])
    morning = timezone.localtime().replace(hour=8, minute=0, second=0, microsecond=0)
    # Ten days ending yesterday; about three entries a person.
    seeder = Seeder(grids, morning - timedelta(days=11), per_day=persons * 32 // 100 + 1_000, worker=worker.pk)
    seeder.open(persons)
    with without_indexes() as maker:
        while seeder.persons < persons:
            seeder.add(min(BATCH, persons - seeder.persons + 2), maker)
    spent, gigabytes = time.perf_counter() - began, bytes_stored() / 1e9
    say(f"Seeded {seeder.persons:,} persons, {seeder.entries:,} entries, {gigabytes:.1f} GB in {spent:.0f} s.")
    return seeder


def _pages(seeder: Seeder) -> Iterator[tuple[str, Page]]:
    board = f"/verification/{seeder.campaign}/"
    targets = f"{board}targets/"
    yield "targets", lambda v: _get(v, targets)
    yield "targets still to visit", lambda v: _get(v, f"{targets}?standing=to_visit")
    yield "targets by date due", lambda v: _get(v, f"{targets}?sort=due")
    yield "targets found by name", lambda v: _search(v, targets, v.known.name)
    yield "targets found by pinyin", lambda v: _search(v, targets, "".join(names.pinyin(v.known.name)))
    yield "targets found by phone tail", lambda v: _search(v, targets, v.known.phone[-4:])
    yield "board", lambda v: _get(v, board)
    yield "lists broken down", lambda v: _get(v, f"{board}lists/")
    yield "doors of the round", lambda v: _get(v, f"{board}rounds/")
    yield "households", lambda v: _get(v, "/people/households/")
    yield "households found by name", lambda v: _search(v, "/people/households/", v.known.name)
    yield "decision queue", lambda v: _get(v, "/people/decisions/")
    yield "briefing of now", lambda v: _get(v, f"/briefings/now/?area={v.area}")
    yield "home", lambda v: _get(v, "/")


def _get(viewer: Viewer, path: str) -> bytes:
    response = viewer.client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    return bytes(response.content)


def _search(viewer: Viewer, path: str, typed: str) -> bytes:
    response = viewer.client.post(path, {"q": typed})
    assert response.status_code == 200, (path, response.status_code)
    return bytes(response.content)


def _row(name: str, page: Page, viewers: Sequence[Viewer]) -> Sequence[object]:
    sent = page(viewers[-1])
    timings = Timings()
    for number in range(REQUESTS):
        timings.take(partial(page, viewers[number % len(viewers)]))
    kilobytes = len(sent) // 1_024 if isinstance(sent, bytes) else 0
    p95 = timings.ms(0.95)
    return (name, timings.ms(0.5), p95, timings.most_queries, kilobytes, 1_000 * THEIRS / p95)


def _cadres(seeder: Seeder) -> list[Viewer]:
    """The cadres of some villages and, last, one more to warm up with."""
    step = max(1, len(county.villages()) // (REQUESTS + 1))
    chosen = county.villages()[::step][: REQUESTS + 1]
    return [_viewer(county.member(f"cadre-{v}", Role.VILLAGE_CADRE, v), (v,), seeder) for v in chosen]


def _chiefs(seeder: Seeder) -> list[Viewer]:
    towns = county.towns()
    stations = [tuple(towns[n : n + 3]) for n in range(0, len(towns) - 2, 3)]
    return [_viewer(county.member(f"chief-{s[0]}", Role.STATION_CHIEF, *s), s, seeder) for s in stations]


def _command(seeder: Seeder) -> list[Viewer]:
    return [_viewer(county.member("command", Role.COMMAND, county.COUNTY), (county.COUNTY,), seeder)]


def _viewer(member: Member, areas: Sequence[str], seeder: Seeder) -> Viewer:
    client = Client(SERVER_NAME="localhost")
    client.force_login(member)
    grid = next(grid for grid in seeder.grids if grid.startswith(areas[0]))
    return Viewer(client, areas[0], seeder.known[grid])
