"""A prefecture's passages over months, made by DuckDB and handed row by row to the database that is measured.

Every vehicle belongs to a household of three and carries some of them, every third time a guest as well; some pass
daily, most hardly ever; four times out of five at a post of their own. One passage in a hundred is voided afterwards.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import duckdb
from django.db import connection, models, transaction

from lianfang.ledger.models import Entry, MentionRow

START: Final = datetime(2020, 1, 20, tzinfo=UTC)
HOUSEHOLDS, POSTS, A_DAY = 240_000, 52, 29_000  # of a prefecture: 720,000 people, 29,000 vehicles a day
_PER_PASSAGE, _PER_PERSON = 4.28, 2  # mentions in a passage on the average, and in an entry of the register
_AT_ONCE: Final = 50_000

_WORLD: Final = """
CREATE MACRO uid(what, n) AS CAST(md5(what || n) AS UUID);
CREATE MACRO draw(below, n, salt) AS CAST(floor(below * (hash(n * 64 + salt) / 18446744073709551616.0)) AS BIGINT);
CREATE TABLE passage AS
    SELECT {people} + 1 + n AS entry, TIMESTAMP '{start}' + to_seconds(n * 86400 // {a_day}) AS "at", home, aboard,
           CAST(uid('post', CASE WHEN draw(5, n, 4) > 0 THEN home % {posts} ELSE draw({posts}, n, 5) END) AS VARCHAR)
               AS place,
           CASE WHEN draw(3, n, 6) = 0 THEN draw({people}, n, 7) END AS guest,
           draw(100, n, 8) = 0 AS void
    FROM (SELECT n, draw(draw({homes}, n, 1) + 1, n, 2) AS home, 1 + draw(3, n, 3) AS aboard
          FROM range({passages}) AS every(n));
CREATE TABLE mention AS
    SELECT entity, entry, role, "at", place FROM (
        SELECT uid('person', 3 * home + nth) AS entity, entry, 'travellers' AS role, "at", place, 2 + nth AS nth
        FROM passage, range(3) AS seat(nth) WHERE nth < aboard
        UNION ALL
        SELECT uid('person', guest), entry, 'travellers', "at", place, 5 FROM passage WHERE guest // 3 <> home
        UNION ALL SELECT uid('vehicle', home), entry, 'vehicle', "at", place, 1 FROM passage
        UNION ALL SELECT CAST(place AS UUID), entry, 'post', "at", place, 0 FROM passage
        UNION ALL SELECT uid('person', n), n + 1, 'who', TIMESTAMP '{start}', '', 0 FROM range({people}) AS p(n)
        UNION ALL SELECT uid('household', n // 3), n + 1, 'member', TIMESTAMP '{start}', '', 1
        FROM range({people}) AS p(n)
    ) ORDER BY entry, nth;
"""

# The ledger's own rows. Facts are written only where tracing reads them: in passages that were voided.
_ENTRIES: Final = """
CREATE MACRO named(seq) AS CAST(printf('0170000000007000%016x', seq) AS UUID);
CREATE TABLE entry AS
WITH told AS (
    SELECT entry, list(CAST(entity AS VARCHAR)) FILTER (role = 'travellers') AS people,
           min(CAST(entity AS VARCHAR)) FILTER (role = 'vehicle') AS vehicle
    FROM mention WHERE entry IN (SELECT entry FROM passage WHERE void) GROUP BY entry
), said AS (
    SELECT n + 1 AS seq, n + 1 AS about, 'people.person_registered' AS kind, TIMESTAMP '{start}' AS "at", '' AS place,
           '{{}}' AS data
    FROM range({people}) AS p(n)
    UNION ALL
    SELECT passage.entry, passage.entry, 'checkpoints.passed', "at", place,
           CASE WHEN void THEN CAST(json_object(
               'post', place, 'vehicle', json_object('vehicle', vehicle),
               'travellers', list_transform(people, lambda person: json_object('person', person))
           ) AS VARCHAR) ELSE '{{}}' END
    FROM passage LEFT JOIN told ON told.entry = passage.entry
    UNION ALL
    SELECT {people} + {passages} + row_number() OVER (ORDER BY entry), entry, 'ledger.voided', "at", '',
           '{{"reason": "mistake"}}'
    FROM passage WHERE void
)
SELECT seq, named(seq) AS id, kind, named(about) AS subject, '511922' AS area, place, "at", "at" AS received,
       CASE WHEN seq <> about THEN named(about) END AS corrects, '[]' AS flags, data, '' AS "into", '' AS device
FROM said ORDER BY seq;
"""


def make(path: Path, mentions: int) -> dict[str, int]:
    """Write about this many mentions, and their entries, to a DuckDB file; gives how many there are of what."""
    homes = min(HOUSEHOLDS, mentions // 80)
    sizes = {
        "homes": homes,
        "people": 3 * homes,
        "passages": int((mentions - 3 * homes * _PER_PERSON) / _PER_PASSAGE),
        "posts": max(1, POSTS * homes // HOUSEHOLDS),
        "a_day": A_DAY * homes // HOUSEHOLDS,
    }
    with opened(path) as duck:
        for script in (_WORLD, _ENTRIES):
            duck.execute(script.format(start=START.replace(tzinfo=None), **sizes))
        (rows,) = duck.execute("SELECT count(*) FROM mention").fetchone() or (0,)
    return sizes | {"mentions": rows, "days": sizes["passages"] // sizes["a_day"]}


def opened(path: Path, *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """The file in DuckDB, with as much memory as a small server has to spare."""
    return duckdb.connect(path, read_only=read_only, config={"memory_limit": "6GB"})


def load(path: Path) -> None:
    """Write the world's rows into the ledger's tables of this process's database; indexes are made after them."""
    indexes = [(model, index) for model in (Entry, MentionRow) for index in model._meta.indexes]
    with connection.schema_editor() as editor:
        for model, index in indexes:
            editor.remove_index(model, index)
    with opened(path, read_only=True) as duck:
        _copy(duck, "entry", Entry)
        _copy(duck, "mention", MentionRow)
    for model, index in indexes:
        with connection.schema_editor() as editor:
            editor.add_index(model, index)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _copy(duck: duckdb.DuckDBPyConnection, name: str, model: type[models.Model]) -> None:
    columns = [row[0] for row in duck.execute(f"DESCRIBE {name}").fetchall()]
    into = f"{model._meta.db_table} ({', '.join(map(connection.ops.quote_name, columns))})"
    rows = duck.execute(f"SELECT {', '.join(_text(model, column) for column in columns)} FROM {name}")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {into} FROM STDIN") as copy:
                while part := rows.fetchmany(_AT_ONCE):
                    for row in part:
                        copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            while part := rows.fetchmany(_AT_ONCE):
                with transaction.atomic():
                    cursor.executemany(f"INSERT INTO {into} VALUES ({marks})", part)


def _text(model: type[models.Model], column: str) -> str:
    """A column as the database takes it."""
    field: Any = model._meta.get_field(column)
    name = f'"{column}"'
    if isinstance(field, models.UUIDField):
        return name if connection.features.has_native_uuid_field else f"replace(CAST({name} AS VARCHAR), '-', '')"
    if isinstance(field, models.DateTimeField):
        zone = "+00" if connection.vendor == "postgresql" else ""
        return f"CAST({name} AS VARCHAR) || '{zone}'"
    return name
