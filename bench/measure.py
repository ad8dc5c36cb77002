"""Clocks and counters."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection


@dataclass(slots=True)
class Timings:
    """How long each of several calls took (seconds), and how many queries each made."""

    seconds: list[float] = field(default_factory=list)
    queries: list[int] = field(default_factory=list)

    def ms(self, share: float) -> float:
        """The time (milliseconds) within which this share of the calls was done."""
        return 1_000 * percentile(self.seconds, share)

    @property
    def most_queries(self) -> int:
        """Queries of the call that made the most."""
        return max(self.queries, default=0)

    def take(self, call: Callable[[], object]) -> None:
        """Make the call and remember what it cost."""
        with counted() as count:
            began = time.perf_counter()
            call()
            self.seconds.append(time.perf_counter() - began)
        self.queries.append(count[0])


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of the values does not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


@contextmanager
def counted() -> Iterator[list[int]]:
    """Counts the statements sent to the database, whichever way; the list's only item is the number."""
    count = [0]

    def count_one(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        # Beginning, ending and naming a transaction are statements, but ask nothing.
        if not sql.startswith(("BEGIN", "SAVEPOINT", "RELEASE", "COMMIT")):
            count[0] += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count_one):
        yield count


def bytes_stored() -> int:
    """What the database takes on the disk, everything written down."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
            return int(cursor.fetchone()[0])
        cursor.execute("PRAGMA page_count")
        pages = int(cursor.fetchone()[0])
        cursor.execute("PRAGMA page_size")
        return pages * int(cursor.fetchone()[0])
