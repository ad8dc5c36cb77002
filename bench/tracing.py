"""Who was near whom among twenty million mentions: our walk on SQLite and PostgreSQL, DuckDB on the same rows."""

import json
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Final

from django.db import connection

from bench import nearby, postgres, world
from bench.measure import percentile
from bench.nearby import Question
from bench.options import size
from bench.tables import say, show
from lianfang.ledger.tracing import NEARBY, Link, first_degree, second_degree

PERIOD: Final = timedelta(days=14)
_WORLD: Final = "LIANFANG_BENCH_WORLD"  # tells the process on PostgreSQL where the rows are


@dataclass(slots=True)
class Course:
    """One degree asked of one database: milliseconds of each question, links found, and their digests.

    `first` are the milliseconds when it was asked for the first time, and rows still had to be read from the disk.
    """

    database: str
    degree: str
    first: list[float]
    ms: list[float]
    links: list[int]
    digests: list[str]


def run() -> None:
    """Make the rows, load them, ask; then the same on a PostgreSQL made for it."""
    if given := os.environ.get(_WORLD):
        folder = Path(given)
        world.load(folder / "world.duckdb")
        (folder / "found.json").write_text(json.dumps([asdict(course) for course in _ours(_questions(folder))]))
        return
    with tempfile.TemporaryDirectory(prefix="lianfang-bench-") as home:
        folder = Path(home)
        began = time.perf_counter()
        sizes = world.make(folder / "world.duckdb", size(20_000_000, 500_000))
        world.load(folder / "world.duckdb")
        say(f"{sizes['mentions']:,} mentions of {sizes['days']} days made and loaded in {_since(began)}.")
        questions = _questions(folder)
        courses = [*_ours(questions), *_theirs(folder, questions), *_on_postgres(folder)]
    _show(courses, sizes)


def _since(began: float) -> str:
    return f"{time.perf_counter() - began:,.0f} s"


def _questions(folder: Path) -> list[Question]:
    """Travellers of the last two weeks, each asked about the two weeks before the last moment."""
    with world.opened(folder / "world.duckdb", read_only=True) as duck:
        return nearby.travellers(duck, size(200, 40), PERIOD)


def _ours(questions: Sequence[Question]) -> list[Course]:
    return [
        _course(connection.vendor, degree, questions, partial(_walked, ask))
        for degree, ask in (("first", first_degree), ("second", second_degree))
    ]


def _walked(ask: Callable[..., list[Link]], question: Question) -> list[Link]:
    person, since, until = question
    return ask([person], since, until)


def _theirs(folder: Path, questions: Sequence[Question]) -> list[Course]:
    """DuckDB reads whole columns for every question, so it is asked fewer; it is the brute force as well."""
    with world.opened(folder / "world.duckdb", read_only=True) as duck:
        return [
            _course("duckdb", degree, questions[:count], partial(ask, duck, NEARBY))
            for degree, count, ask in (
                ("first", 20, nearby.first_degree),
                ("second", 10, nearby.second_degree),
            )
        ]


def _course(
    database: str, degree: str, questions: Sequence[Question], ask: Callable[[Question], Sequence[Link]]
) -> Course:
    course = Course(database, degree, [], [], [], [])
    rounds = [course.ms] if database == "duckdb" else [course.first, course.ms]
    for taken in rounds:
        for question in questions:
            began = time.perf_counter()
            links = ask(question)
            taken.append(1_000 * (time.perf_counter() - began))
            if taken is course.ms:
                course.links.append(len(links))
                course.digests.append(nearby.digest(links))
    return course


def _on_postgres(folder: Path) -> list[Course]:
    if not postgres.again("tracing", {_WORLD: str(folder)}):
        return []
    return [Course(**course) for course in json.loads((folder / "found.json").read_text())]


def _show(courses: Sequence[Course], sizes: dict[str, int]) -> None:
    ours = {course.degree: course for course in courses[:2]}
    rows = []
    for course in courses:
        compared = ours[course.degree]
        same = all(mine == theirs for mine, theirs in zip(compared.digests, course.digests, strict=False))
        ms = [percentile(course.ms, share) for share in (0.5, 0.95)]
        first = percentile(course.first, 0.5) if course.first else "–"
        links = [percentile(course.links, 0.5), max(course.links)]
        ratio = ms[0] / percentile(compared.ms, 0.5)
        rows.append(
            (course.database, course.degree, len(course.ms), first, *ms, *links, ratio, "yes" if same else "NO")
        )
    show(
        f"tracing: {sizes['mentions']:,} mentions, {sizes['people']:,} people, {sizes['days']} days",
        (
            "database",
            "degree",
            "questions",
            "p50 ms at first",
            "p50 ms",
            "p95 ms",
            "links p50",
            "most",
            "÷ SQLite",
            "same links",
        ),
        rows,
        f"everybody near one traveller in {PERIOD.days} days: same record, vehicle, household, or post within five",
        "minutes. first, second: links of the traveller, and of those so found. duckdb: the same question as one",
        "query over the same rows, sorted by time, without an index. same links: link by link those of SQLite.",
        "at first: asked once before, so that its rows came from the disk; then everything again.",
    )
    assert all(row[-1] == "yes" for row in rows)
