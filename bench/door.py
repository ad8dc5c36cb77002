"""The door: entries a second, whether it slows down as the ledger grows, and what an entry weighs."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import uuid_utils.compat as uuids
from django.db import connection
from django.utils import timezone

from bench import bare, county, postgres, sent
from bench.measure import bytes_stored
from bench.options import size
from bench.sent import Raw
from bench.tables import show
from lianfang.ledger.answers import Status
from lianfang.ledger.bulk import chunks
from lianfang.ledger.door import submit
from lianfang.ledger.scope import SYSTEM

BATCH = 1_000
_COMPARED = ("bytes/entry", "bare/s", "bare ÷ door")
_TAKEN = {Status.ACCEPTED, Status.FLAGGED}  # flagged: a made-up telephone number that no operator gives out


@dataclass(slots=True)
class Course:
    """One kind of entries taken in: how many, how long each batch took, and how much the database grew."""

    name: str
    entries: int = 0
    seconds: list[float] = field(default_factory=list)
    grown: int = 0

    @property
    def rate(self) -> float:
        """Entries a second over all batches."""
        return self.entries / sum(self.seconds)

    def part(self, batches: slice) -> float:
        """Entries a second in some of the batches."""
        chosen = self.seconds[batches]
        return BATCH * len(chosen) / sum(chosen)


def run() -> None:
    """This database first; on SQLite, then the same again on a PostgreSQL made for it."""
    _measure()
    if connection.vendor == "sqlite":
        postgres.again("door")


def _measure() -> None:
    count, edge = size(50_000, 5_000), size(10, 1)
    grids, since = county.settle(), timezone.now() - timedelta(days=3)
    campaign, source = uuids.uuid7(), uuids.uuid7()
    submit(sent.opening(campaign, source, county.COUNTY, since, count), SYSTEM)
    listed = list(sent.listings(campaign, source, grids, since, count))
    courses = [
        _course("listed, a new person each", listed),
        _course("visited", sent.visits(listed, since + timedelta(days=1))),
        _course("household registered", sent.registrations(grids, since, count)),
    ]
    kinds = ("verification.listed", "verification.visited", "people.household_registered")
    peers = [bare.write(kind, BATCH) for kind in kinds]
    show(
        f"door on {connection.vendor}: batches of {BATCH:,}, {count:,} entries of each kind",
        (
            "kind",
            "entries/s",
            f"first {edge * BATCH:,}",
            f"last {edge * BATCH:,}",
            "bytes/entry",
            "bare/s",
            "bare ÷ door",
        ),
        [_row(course, peer, edge) for course, peer in zip(courses, peers, strict=True)],
        "bare: the very rows of the ledger's own table by executemany into a table of equal columns,",
        "      primary key only, one transaction a batch: no reading, no identities, no folds, no figures.",
    )


def _course(name: str, entries: Iterable[Raw]) -> Course:
    course = Course(name)
    before = bytes_stored()
    for batch in chunks(entries, BATCH):
        began = time.perf_counter()
        answers = submit(batch, SYSTEM, device="bench")
        course.seconds.append(time.perf_counter() - began)
        assert _TAKEN.issuperset(answer.status for answer in answers)
        course.entries += len(batch)
    course.grown = bytes_stored() - before
    return course


def _row(course: Course, peer: float, edge: int) -> Sequence[object]:
    first, last = course.part(slice(edge)), course.part(slice(-edge, None))
    return (course.name, course.rate, first, last, course.grown // course.entries, peer, peer / course.rate)
