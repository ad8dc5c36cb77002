"""A phone's sync over HTTP from the served site: bytes and seconds of the first one, and of one a day later."""

import gzip
import http.client
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone

from bench import county, sent
from bench.client import PATIENCE
from bench.measure import percentile
from bench.options import size
from bench.seeding import Seeder, without_indexes
from bench.server import served
from bench.tables import show
from lianfang.duty.devices import issue_token
from lianfang.duty.models import Member
from lianfang.duty.roles import Role
from lianfang.ledger.door import submit
from lianfang.ledger.scope import SYSTEM
from lianfang.verification.models import Target

VILLAGES = 10  # in the county seeded; the phone carries one of them
SLICE = 5_000  # persons of that village


@dataclass(slots=True)
class Course:
    """Requests one after another, as one phone makes them: seconds of each, bytes as sent and as they were."""

    seconds: list[float] = field(default_factory=list)
    sent: int = 0
    raw: int = 0
    records: int = 0

    def row(self, name: str) -> tuple[object, ...]:
        """The course as a line of the table."""
        ms = 1_000 * percentile(self.seconds, 0.5)
        return (name, len(self.seconds), self.records, self.raw / 1e3, self.sent / 1e3, sum(self.seconds), ms)


class Phone:
    """One device: its token, its connection, its cursor."""

    def __init__(self, port: int, member: Member) -> None:
        _token, secret = issue_token(member, "bench", SYSTEM)
        self.headers = {"Authorization": f"Bearer {secret}", "Accept-Encoding": "gzip"}
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self.cursor = ""

    def ask(self, course: Course, path: str) -> bytes:
        """One request; gives the body unpacked."""
        began = time.perf_counter()
        self.connection.request("GET", path, headers=self.headers)
        answer = self.connection.getresponse()
        body = answer.read()
        plain = gzip.decompress(body) if answer.getheader("Content-Encoding") == "gzip" else body
        course.seconds.append(time.perf_counter() - began)
        course.sent += len(body)
        course.raw += len(plain)
        assert answer.status == 200, plain.decode()
        return plain

    def sync(self) -> Course:
        """Down until there is no more."""
        course = Course()
        while self._piece(course):
            pass
        return course

    def _piece(self, course: Course) -> bool:
        piece: dict[str, Any] = json.loads(self.ask(course, f"/field/v1/down?{urlencode({'cursor': self.cursor})}"))
        course.records += len(piece["records"]) + len(piece["gone"])
        self.cursor = piece["cursor"]
        return bool(piece["more"])

    def feed(self) -> Course:
        """What a phone would load that folded the ledger by itself: every entry of its areas, without the names."""
        course, after = Course(), 0
        while lines := self.ask(course, f"/api/v1/entries?after={after}&limit=1000").splitlines():
            course.records += len(lines)
            after = json.loads(lines[-1])["seq"]
        return course


def run() -> None:
    """A county, a phone in one of its villages; the first sync; then a day's work everywhere, and the next."""
    slice_, villages = size(SLICE, 900), size(VILLAGES, 3)
    seeder = Seeder(_grids(villages), timezone.now() - timedelta(days=11), per_day=10_000)
    seeder.open(slice_ * villages)
    with without_indexes() as maker:
        for _village in range(villages):
            seeder.add(slice_, maker)
    cadre = county.member("phone", Role.VILLAGE_CADRE, seeder.grids[0][:12])
    with served() as (site, _server):
        phone = Phone(site.port, cadre)
        rows = [
            _course(phone, "/field/v1/hello").row("hello"),
            _course(phone, "/field/v1/reference").row("reference"),
        ]
        rows.append(phone.sync().row("first sync"))
        rows.append(phone.sync().row("nothing new"))
        for batch in _day(seeder, every=5):
            submit(batch, SYSTEM, device="bench")
        rows.append(phone.sync().row("a day later"))
        rows.append(phone.feed().row("peer: ledger feed"))
    show(
        f"phone: a slice of {slice_:,} persons in a county of {seeder.persons:,}",
        ("what", "requests", "records", "kB raw", "kB sent", "seconds", "p50 ms"),
        rows,
        "one phone on loopback, gzip; records: entries for the feed. a day later: one target in five of the county",
        "visited, a third of these checked as well. peer: all entries of the same area, without any name in them.",
    )


def _grids(villages: int) -> list[str]:
    return county.settle()[: villages * county.GRIDS_PER_VILLAGE]


def _course(phone: Phone, path: str) -> Course:
    course = Course()
    phone.ask(course, path)
    return course


def _day(seeder: Seeder, every: int) -> Iterator[list[sent.Raw]]:
    """What phones send in a day: visits, and the checks that follow some of them."""
    day: list[sent.Raw] = []
    rows = Target.objects.filter(campaign=seeder.campaign, open=True).order_by("pk").values_list("pk", "area")
    for number, (target, area) in enumerate(list(rows)[::every]):
        outcome, at = ("met", "not_in", "refused")[number % 3], timezone.now() - timedelta(minutes=number % 600)
        day.append(sent.entry("verification.visited", target, area, at, {"outcome": outcome}))
        if outcome == "met":
            day.append(sent.entry("verification.checked", target, area, at, {"accuracy": "accurate"}))
        if len(day) >= 500:
            yield day
            day = []
    yield day
