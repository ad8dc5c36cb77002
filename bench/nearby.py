"""The questions of tracing as DuckDB answers them: plain SQL over all rows, written apart from the walk it checks."""

import hashlib
from collections.abc import Iterable, Set
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

import duckdb

from lianfang.ledger.tracing import Link, Way

_NEARBY: Final = """
WITH asked AS (SELECT unnest($asked) AS entity),
mine AS (
    SELECT mention.* FROM mention SEMI JOIN asked USING (entity)
    WHERE "at" < $until AND role IN ('who', 'travellers')
),
lately AS (SELECT * FROM mine WHERE "at" >= $since),
beside AS (SELECT mention.* FROM mention SEMI JOIN mine USING (entry)),
homes AS (
    SELECT m.entity AS of, m.entry, h.entity AS home FROM mine m JOIN beside h USING (entry) WHERE h.role = 'member'
),
rides AS (
    SELECT m.entity AS of, m.entry, m."at", v.entity AS vehicle FROM lately m JOIN beside v USING (entry)
    WHERE v.role = 'vehicle'
),
theirs AS (
    SELECT hub.entity AS hub, p.* FROM mention hub JOIN mention p ON p.entry = hub.entry
    WHERE hub.entity IN (SELECT home FROM homes UNION SELECT vehicle FROM rides)
      AND hub."at" < $until AND p.role IN ('who', 'travellers')
),
links AS (
    SELECT m.entity AS of, p.entity, 'together' AS way, m.entry, p.entry AS other_entry, p."at", p.place
    FROM lately m JOIN beside p USING (entry) WHERE p.role IN ('who', 'travellers')
    UNION
    SELECT m.entity, p.entity, 'place', m.entry, p.entry, p."at", p.place
    FROM lately m JOIN mention p ON p.place = m.place AND p.role IN ('who', 'travellers') AND p.place <> ''
         AND p."at" BETWEEN m."at" - $within AND m."at" + $within
    WHERE p."at" >= $since AND p."at" < $until
    UNION
    SELECT m.of, p.entity, 'vehicle', m.entry, p.entry, p."at", p.place
    FROM rides m JOIN theirs p ON p.hub = m.vehicle AND p."at" BETWEEN m."at" - $within AND m."at" + $within
    WHERE p."at" >= $since
    UNION
    SELECT m.of, p.entity, 'household', m.entry, p.entry, p."at", p.place
    FROM homes m JOIN theirs p ON p.hub = m.home
),
void AS (SELECT entry FROM passage WHERE void)
SELECT * FROM links WHERE entity NOT IN (SELECT unnest($known)) AND of <> entity
    AND entry NOT IN (SELECT entry FROM void) AND other_entry NOT IN (SELECT entry FROM void)
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
    ]


def _plain(at: datetime) -> datetime:
    """Moments are UTC without saying so in DuckDB's tables."""
    return at.astimezone(UTC).replace(tzinfo=None)
