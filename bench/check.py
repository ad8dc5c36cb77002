"""`lianfang check` at growing sizes of the ledger: the command itself, as a process of its own."""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from bench import county
from bench.options import size
from bench.seeding import Seeder, without_indexes
from bench.tables import show
from lianfang.ledger.models import Entry


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the command: the entries it checked, seconds, and the most memory it held (megabytes)."""

    entries: int
    seconds: float
    megabytes: float
    clean: bool


def run() -> None:
    """Check an empty county, a small ledger and a large one."""
    sizes = [size(100_000, 20_000), size(500_000, 60_000)]
    grids = county.settle()
    morning = timezone.localtime().replace(hour=8, minute=0, second=0, microsecond=0)
    seeder = Seeder(grids, morning - timedelta(days=11), per_day=sizes[-1] // 10)
    seeder.open(sizes[-1])
    empty, rows = _check(), []
    for entries in sizes:
        with without_indexes() as maker:
            seeder.reach(entries, maker)
        rows.append(_row(_check(), _bare(), empty))
    show(
        f"check on {connection.vendor}: everything rebuilt from the ledger and compared",
        ("entries", "seconds", "entries/s", "peak MB", "above empty MB", "bare entries/s", "bare ÷ check", "result"),
        rows,
        "seconds and entries/s without the start of the command, which an empty county takes as well;",
        "bare: the same entries read in the same order with their data parsed, and nothing done with them.",
    )


def _row(done: Run, bare: float, empty: Run) -> tuple[object, ...]:
    seconds = max(0.001, done.seconds - empty.seconds)
    rate = done.entries / seconds
    above = done.megabytes - empty.megabytes
    result = "agrees" if done.clean else "DIFFERS"
    return (done.entries, seconds, rate, done.megabytes, above, bare, bare / rate, result)


def _check() -> Run:
    began = time.perf_counter()
    command = subprocess.Popen([sys.executable, "-m", "bench.command", "check", "--json"], stdout=subprocess.PIPE)
    assert command.stdout is not None
    said = command.stdout.read()
    _pid, status, usage = os.wait4(command.pid, 0)
    if not said:
        raise RuntimeError(f"lianfang check ended with {os.waitstatus_to_exitcode(status)} and no report")
    report = json.loads(said)
    return Run(report["entries"], time.perf_counter() - began, usage.ru_maxrss / 1_024, report["clean"])


def _bare() -> float:
    began = time.perf_counter()
    rows = Entry.objects.order_by("subject", "at", "id").values_list("subject", "at", "id", "data")
    count = sum(1 for _row in rows.iterator(chunk_size=5_000))
    return count / (time.perf_counter() - began)
