"""The questions of tracing as DuckDB answers them: plain SQL over all rows, written apart from the walk it checks."""

import hashlib
from collections.abc import Iterable, Set
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

import duckdb

from lianfang.ledger.tracing import Link, Way

_NEARBY: Final = """
WITH held AS (SELECT * FROM mention WHERE entry NOT IN (SELECT entry FROM passage WHERE void)),
asked AS (SELECT unnest($asked) AS entity),
mine AS (
    SELECT held.* FROM held SEMI JOIN asked USING (entity)
    WHERE held."at" >= $since AND held."at" < $until AND role IN ('who', 'travellers')
),
people AS (SELECT * FROM held WHERE role IN ('who', 'travellers') AND "at" < $until),
lately AS (SELECT * FROM people WHERE "at" >= $since),
home AS (
    SELECT p.*, h.entity AS household FROM people p JOIN held h ON h.entry = p.entry AND h.role = 'member'
),
aboard AS (
    SELECT p.*, v.entity AS vehicle FROM lately p JOIN held v ON v.entry = p.entry AND v.role = 'vehicle'
    WHERE v."at" >= $since AND v."at" < $until
),
links AS (
    SELECT m.entity AS of, p.entity, 'together' AS way, m.entry, p.entry AS other_entry, p."at", p.place
    FROM mine m JOIN lately p ON p.entry = m.entry
    UNION
    SELECT m.entity, p.entity, 'place', m.entry, p.entry, p."at", p.place
    FROM mine m JOIN lately p ON p.place = m.place AND p.place <> ''
         AND p."at" BETWEEN m."at" - $within AND m."at" + $within
    UNION
    SELECT m.entity, p.entity, 'vehicle', m.entry, p.entry, p."at", p.place
    FROM aboard m SEMI JOIN asked USING (entity) JOIN aboard p ON p.vehicle = m.vehicle
         AND p."at" BETWEEN m."at" - $within AND m."at" + $within
    UNION
    SELECT m.entity, p.entity, 'household', m.entry, p.entry, p."at", p.place
    FROM home m SEMI JOIN asked USING (entity) JOIN home p ON p.household = m.household
)
SELECT * FROM links WHERE entity NOT IN (SELECT unnest($known))
"""

Question = tuple[UUID, datetime, datetime]


def travellers(duck: duckdb.DuckDBPyConnection, count: int, period: timedelta) -> list[Question]:
    """Some who travelled in the last `period`, each with its beginning and end; the same ones every time."""
    (last,) = duck.execute('SELECT max("at") FROM mention').fetchone() or (None,)
    assert last is not None
    until = last.replace(tzinfo=UTC) + timedelta(seconds=1)
    rows = duck.execute(
        """SELECT DISTINCT entity, md5(CAST(entity AS VARCHAR)) FROM mention
        WHERE "at" >= ? AND role = 'travellers' ORDER BY 2 LIMIT ?""",
        [_plain(until - period), count],
    )
    return [(person, until - period, until) for person, _order in rows.fetchall()]


def first_degree(duck: duckdb.DuckDBPyConnection, within: timedelta, question: Question) -> list[Link]:
    """Everybody near one person."""
    return _links(duck, within, question, {question[0]}, {question[0]})


def second_degree(duck: duckdb.DuckDBPyConnection, within: timedelta, question: Question) -> list[Link]:
    """Everybody near those, but whom one met oneself."""
    met = {link.entity for link in first_degree(duck, within, question)}
    return _links(duck, within, question, met, met | {question[0]})


def digest(links: Iterable[Link]) -> str:
    """The same for the same links, whatever their order."""
    told = (" ".join((str(of), str(entity), *map(str, rest))) for of, entity, *rest in links)
    return hashlib.sha256("\n".join(sorted(told)).encode()).hexdigest()


def _links(
    duck: duckdb.DuckDBPyConnection, within: timedelta, question: Question, asked: Set[UUID], known: Set[UUID]
) -> list[Link]:
    _person, since, until = question
    named = {"asked": list(asked), "known": list(known), "within": within}
    rows = duck.execute(_NEARBY, named | {"since": _plain(since), "until": _plain(until)}).fetchall()
    return [
        Link(of, entity, Way(way), entry, other, at.replace(tzinfo=UTC), place)
        for of, entity, way, entry, other, at, place in rows
        if of != entity
    ]


def _plain(at: datetime) -> datetime:
    """Moments are UTC without saying so in DuckDB's tables."""
    return at.astimezone(UTC).replace(tzinfo=None)
