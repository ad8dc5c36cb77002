"""The site as it is served: requests a second under twenty clients, and what is left after it is killed."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.test import Client
from django.utils import timezone

from bench import county, sent
from bench.client import THREADS, Load, Request, Site
from bench.measure import percentile
from bench.options import size
from bench.seeding import Seeder, without_indexes
from bench.tables import show
from lianfang.duty.devices import issue_token
from lianfang.duty.models import Member
from lianfang.duty.roles import Role
from lianfang.ledger.models import Entry
from lianfang.ledger.scope import SYSTEM
from lianfang.verification.models import Target

START = 60  # seconds the server may take to come up


def run() -> None:
    """Load first, then the kill."""
    grids = county.settle()
    seeder = Seeder(grids, timezone.now() - timedelta(days=11), per_day=10_000)
    seeder.open(1)
    with without_indexes() as maker:
        seeder.add(size(20_000, 3_000), maker)
    cadre = county.member("cadre", Role.VILLAGE_CADRE, *county.villages()[:50])
    posts = _posts(cadre, size(2_000, 400))
    pages = _pages(cadre, seeder.campaign, size(1_000, 200))
    with served() as (site, _server):
        health = site.load([Request("GET", "/healthz", {})] * len(pages))
        rows = [_row("entry posted", site.load(posts[: len(pages)]), health)]
        rows.append(_row("target list read", site.load(pages), health))
        rows.append(_row("both together", site.load(_mixed(posts[len(pages) :], pages)), health))
    show(
        f"server: granian, 2 workers, {THREADS} clients on loopback, {seeder.persons:,} targets",
        ("requests", "count", "requests/s", "p50 ms", "p95 ms", "p99 ms", "failed", "health ÷ this"),
        [_row("health page", health, health), *rows],
        "health ÷ this: against the cheapest page of the same server, measured just before.",
    )
    _killed(cadre)


def _row(name: str, load: Load, floor: Load) -> Sequence[object]:
    ms = [1_000 * percentile(load.seconds, share) for share in (0.5, 0.95, 0.99)]
    return (name, len(load.seconds), load.rate, *ms, load.failed, floor.rate / load.rate)


def _posts(member: Member, count: int) -> list[Request]:
    """Visits to targets of the member's villages, one entry in a request, as a phone online sends them."""
    _token, secret = issue_token(member, "bench", SYSTEM)
    headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
    targets = list(_theirs(member)[:count])
    return [
        Request("POST", "/api/v1/entries", headers, json.dumps([visit]).encode(), visit["id"])
        for number in range(count)
        for visit in [_visit(*targets[number % len(targets)])]
    ]


def _theirs(member: Member) -> "list[tuple[UUID, str]]":
    villages = member.areas("verification.record")
    rows = Target.objects.filter(area__gte=min(villages), area__lt=max(villages) + "99")
    return list(rows.order_by("pk").values_list("pk", "area"))


def _visit(target: UUID, area: str) -> sent.Raw:
    return sent.entry("verification.visited", target, area, timezone.now(), {"outcome": "not_in"})


def _pages(member: Member, campaign: UUID, count: int) -> list[Request]:
    client = Client()
    client.force_login(member)
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    areas = member.areas("verification.view")
    path = f"/verification/{campaign}/targets/?area="
    return [Request("GET", path + areas[n % len(areas)], {"Cookie": cookie}) for n in range(count)]


def _mixed(posts: Sequence[Request], pages: Sequence[Request]) -> list[Request]:
    return [request for pair in zip(posts, pages, strict=False) for request in pair]


@contextmanager
def served() -> Iterator[tuple[Site, "subprocess.Popen[bytes]"]]:
    """The installation of this process served as `lianfang serve` does it, until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    # A session of its own, so that its workers can be killed together with it, and nothing else.
    command = [sys.executable, "-m", "bench.command", "serve", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        site = Site(port)
        _await(site, server)
        yield site, server
    finally:
        _kill(server, signal.SIGTERM)
        server.wait()


def _await(site: Site, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + START
    while site.ask(Request("GET", "/healthz", {})) != 200:
        if time.monotonic() > until or server.poll() is not None:
            raise RuntimeError("the server did not come up")
        time.sleep(0.2)


def _kill(server: "subprocess.Popen[bytes]", how: signal.Signals) -> None:
    if server.poll() is None:
        os.killpg(server.pid, how)


def _killed(member: Member) -> None:
    """Kill everything while phones post; then every entry once more, as a phone does that got no answer."""
    posts = _posts(member, size(2_000, 400))
    with served() as (site, server):
        load = Load()
        poster = threading.Thread(target=site.load, args=(posts, load))
        poster.start()
        while len(load.answered) < len(posts) // 4:
            time.sleep(0.005)
        _kill(server, signal.SIGKILL)
        poster.join()
    acknowledged = set(load.answered)
    kept = _kept(posts)
    lost = sum(1 for key in acknowledged if not kept[key])
    with served() as (site, _server):
        again = site.load(posts)
    after = _kept(posts)
    doubled = sum(count > 1 for count in after.values()) + _overcounted()
    show(
        "server killed (SIGKILL) while phones post, started again, everything sent once more",
        ("sent", "acknowledged", "kept unasked", "lost", "doubled", "missing at the end", "failed at the end"),
        [
            (
                len(posts),
                len(acknowledged),
                kept.total() - len(acknowledged),
                lost,
                doubled,
                len(posts) - len(after),
                again.failed,
            )
        ],
        "kept unasked: committed, but the answer did not get out. doubled: entries twice in the ledger, and targets",
        "whose count of attempts is not that of their visits in the ledger.",
    )
    assert not lost
    assert not doubled


def _kept(posts: Sequence[Request]) -> "Counter[str]":
    ids = [UUID(post.key) for post in posts]
    return Counter(str(found) for found in Entry.objects.filter(id__in=ids).values_list("id", flat=True))


def _overcounted() -> int:
    """Targets whose folded number of attempts disagrees with the ledger."""
    visits = Counter(Entry.objects.filter(kind="verification.visited").values_list("subject", flat=True))
    attempts = Target.objects.filter(attempts__gt=0).values_list("pk", "attempts")
    return sum(visits[target] != count for target, count in attempts)
