"""Ten days of a prefecture's posts through the door: rates, and whether every hit and every figure is right."""

import json
import os
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import connection
from django.db.models import Sum
from django.utils import timezone

from bench import bare, county, lookouts, postgres
from bench.client import THREADS, Load, Request
from bench.measure import bytes_stored, percentile
from bench.options import size
from bench.server import served
from bench.tables import show
from bench.traffic import BATCH, DAYS, SEEN_BEFORE, Traffic, watched
from lianfang.duty.devices import issue_token
from lianfang.duty.models import Member
from lianfang.duty.roles import Role
from lianfang.ledger.answers import Status
from lianfang.ledger.check import check
from lianfang.ledger.door import submit
from lianfang.ledger.models import DayCount
from lianfang.ledger.scope import SYSTEM
from lianfang.screening.models import Hit

POSTS = 52
_TAKEN = {Status.ACCEPTED, Status.FLAGGED}


@dataclass(slots=True)
class Course:
    """What the batches took: seconds of each, by the clock and of this process's processor, and bytes grown."""

    seconds: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)
    grown: int = 0


def _rate(seconds: Sequence[float]) -> float:
    """Passages a second of batches that took so long."""
    return BATCH * len(seconds) / sum(seconds)


def run() -> None:
    """This database first; on SQLite, then the same again on a PostgreSQL made for it."""
    _measure()
    if connection.vendor == "sqlite":
        postgres.again("volume")


def _measure() -> None:
    passages, singles = size(290_000, 10_000), size(4_000, 400)
    traffic, guard = _prefecture(passages, size(300, 30))
    course = _replay(traffic, guard, passages)
    load = _single(traffic, guard, singles)
    edge = min(100_000, passages // 2) // BATCH
    peer = bare.write("checkpoints.passed", BATCH)
    show(
        f"volume on {connection.vendor}: {passages:,} vehicles, {POSTS} posts, {DAYS} days, batches of {BATCH}",
        (
            "passages/s",
            "a busy second",
            "p50 ms",
            "p95 ms",
            "p99 ms",
            f"first {edge * BATCH:,}",
            f"last {edge * BATCH:,}",
            "bytes/passage",
            "bare/s",
            "bare ÷ door",
        ),
        [
            (
                _rate(course.seconds),
                _rate(course.busy),
                *_percentiles(course.seconds),
                _rate(course.busy[:edge]),
                _rate(course.busy[-edge:]),
                course.grown // passages,
                peer,
                peer / _rate(course.seconds),
            )
        ],
        "everything on: identified, screened, counted, folded, durable. ms: one batch. a busy second: passages in a",
        "second of the sender's processor time, whatever else the machine does; first and last as well.",
        "bare: the ledger's rows of these passages (not mentions, identities, read models) by executemany, one",
        "transaction a batch.",
        f"{SEEN_BEFORE:.0%} of passages are of vehicles seen before, with the same people in them.",
    )
    show(
        f"volume on {connection.vendor}: one passage in a request, {THREADS} clients, 2 workers",
        ("requests", "requests/s", "p50 ms", "p95 ms", "p99 ms", "failed"),
        [(len(load.seconds), load.rate, *_percentiles(load.seconds), load.failed)],
    )
    _judge(traffic)


def _percentiles(seconds: Sequence[float]) -> list[float]:
    return [1_000 * percentile(seconds, share) for share in (0.5, 0.95, 0.99)]


def _prefecture(passages: int, looked_for: int) -> tuple[Traffic, Member]:
    county.settle()
    since = timezone.now() - timedelta(days=DAYS + 1)
    guard = county.member("guard", Role.CHECKPOINT_OFFICER, county.COUNTY)
    posts = lookouts.open_posts(POSTS, since)
    # Of 290,000 passages 116,000 are a vehicle's first: those looked for are among the first of them.
    watch = lookouts.look_for(watched(looked_for, int(passages * (1 - SEEN_BEFORE) * 0.8)), since)
    return Traffic(posts, watch, since, passages), guard


def _replay(traffic: Traffic, guard: Member, passages: int) -> Course:
    course, actor, before = Course(), guard.actor, bytes_stored()
    for batch in traffic.batches(passages):
        began, busy = time.perf_counter(), time.process_time()
        answers = submit(batch, actor, device="bench")
        course.seconds.append(time.perf_counter() - began)
        course.busy.append(time.process_time() - busy)
        assert _TAKEN.issuperset(answer.status for answer in answers)
    course.grown = bytes_stored() - before
    return course


def _single(traffic: Traffic, guard: Member, count: int) -> Load:
    """As phones at posts send them one by one, while they have a network."""
    _token, secret = issue_token(guard, "bench", SYSTEM)
    headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
    entries = [entry for batch in traffic.batches(count) for entry in batch]
    requests = [
        Request("POST", "/api/v1/entries", headers, json.dumps([entry]).encode(), entry["id"]) for entry in entries
    ]
    with served() as (site, _server):
        site.load([Request("GET", "/healthz", {})] * 100)  # both workers have started
        return site.load(requests)


def _judge(traffic: Traffic) -> None:
    """Whether everything came out that the traffic holds, and nothing else."""
    found = {
        (str(entry), source, str(watched))
        for entry, source, watched in Hit.objects.values_list("found", "source", "watched")
    }
    counted = _counted()
    wrong = {name: (counted.get(name, 0), there) for name, there in traffic.counts.items() if counted[name] != there}
    missed, invented = len(traffic.expected - found), len(found - traffic.expected)
    report = check() if os.environ.get("LIANFANG_BENCH_QUICK") else None
    checked = "not at this size" if report is None else "agrees" if report.clean else "DIFFERS"
    show(
        "screening and figures against what the traffic was made of",
        ("hits there", "found", "missed", "invented", "people who only resemble", "figures wrong", "check"),
        [(len(traffic.expected), len(found), missed, invented, traffic.near_misses, len(wrong), checked)],
    )
    assert not missed, missed
    assert not invented, invented
    assert not wrong, wrong
    assert checked != "DIFFERS", report


def _counted() -> "Counter[str]":
    rows = DayCount.objects.filter(figure__startswith="checkpoints.").values_list("figure")
    return Counter({figure.removeprefix("checkpoints."): total for figure, total in rows.annotate(Sum("value"))})
