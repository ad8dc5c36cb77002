"""The SQL of tracing, for SQLite and PostgreSQL alike: each function is one statement, however much it asks for.

The texts hold names of our own tables and marks for values, which are bound. `CROSS JOIN` keeps SQLite to the order
written: from the few things asked for to their rows, by index. Ids and moments stay as the database gives them until
`uuid` and `moment` are asked: most rows of a walk are met again and again.
"""

# ruff: noqa: S608 - see above
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from lianfang.ledger.models import Entry, MentionRow
from lianfang.ledger.roles import Roles

_MENTIONS, _ENTRIES = MentionRow._meta.db_table, Entry._meta.db_table
_EVER = datetime(1, 1, 2, tzinfo=UTC)  # before any entry; said because of decision 0029
_KEPT = 20_000  # ids and moments read lately

Key = UUID | str
"""An entity's id as the database keeps it."""

Step = tuple[Key, int, str, str, Key, str]
"""Somebody asked for, in which entry (seq), when, at which place; beside whom or what, in which role of theirs."""

Met = tuple[int | Key, Key, int, str, str]
"""The number of the window, or the household; who was met, in which entry (seq), when, at which place."""


class Window(NamedTuple):
    """A vehicle (by key) or a place, from one moment to another, both included, and before `until`."""

    hub: Key
    first: datetime
    last: datetime
    until: datetime


class Doubtful(NamedTuple):
    """An entry that may not hold: a reaction, one that something corrects, or a correction (it may have rivals)."""

    seq: int
    id: UUID
    subject: UUID
    reaction: bool


def steps(entities: Collection[Key], since: datetime, until: datetime, known: Roles) -> list[Step]:
    """Where these were in the period, once beside each mention of the same entry (their own among them)."""
    sql = (
        "SELECT m.entity, m.entry, CAST(m.at AS text), m.place, other.entity, other.role"
        f" FROM {_MENTIONS} m CROSS JOIN {_MENTIONS} other"
        f" WHERE m.entity IN ({_marks(entities)}) AND m.at >= %s AND m.at < %s AND m.role IN ({_marks(known.told)})"
        " AND other.entry = m.entry"
    )
    return _rows(sql, [*entities, _time(since), _time(until), *known.told])


def aboard(windows: Sequence[Window], known: Roles) -> list[Met]:
    """Who was in the vehicles, in each window."""
    sql = (
        f"WITH asked(n, hub, first, last, until) AS ({_values(windows)})"
        " SELECT asked.n, m.entity, m.entry, CAST(m.at AS text), m.place"
        f"{_near('entity', f' CROSS JOIN {_MENTIONS} m')} AND m.entry = near.entry"
        f" AND m.role IN ({_marks(known.persons)})"
    )
    return _rows(sql, [*_bounds(windows), *known.persons])


def standing(windows: Sequence[Window], known: Roles) -> list[Met]:
    """Who was at the places, in each window."""
    sql = (
        f"WITH asked(n, hub, first, last, until) AS ({_values(windows)})"
        " SELECT asked.n, near.entity, near.entry, CAST(near.at AS text), near.place"
        f"{_near('place')} AND near.role IN ({_marks(known.persons)})"
    )
    return _rows(sql, [*_bounds(windows), *known.persons])


def _near(column: str, more: str = "") -> str:
    """FROM and WHERE: the mentions (`near`) of each window's vehicle, or at its place, found by index."""
    window = (
        f"near.{column} = asked.hub AND near.at >= asked.first AND near.at <= asked.last AND near.at < asked.until"
    )
    if column == "place":
        window += " AND NOT (near.place = '')"  # as in the partial index on place
    if connection.vendor == "postgresql":  # it thinks little of such windows, and would rather read the whole table
        one = f"SELECT * FROM {_MENTIONS} near WHERE {window} OFFSET 0"
        return f" FROM asked CROSS JOIN LATERAL ({one}) near{more} WHERE TRUE"
    return f" FROM asked CROSS JOIN {_MENTIONS} near{more} WHERE {window}"


def homes(entities: Collection[Key], until: datetime, known: Roles) -> list[tuple[Key, int, Key]]:
    """Households that these were mentioned with, and the entry (seq) that says so."""
    sql = (
        "SELECT m.entity, m.entry, home.entity"
        f" FROM {_MENTIONS} m CROSS JOIN {_MENTIONS} home"
        f" WHERE m.entity IN ({_marks(entities)}) AND m.at >= %s AND m.at < %s AND m.role IN ({_marks(known.housed)})"
        f" AND home.entry = m.entry AND home.role IN ({_marks(known.households)}) AND home.entity <> m.entity"
    )
    return _rows(sql, [*entities, _time(_EVER), _time(until), *known.housed, *known.households])


def housed(households: Collection[Key], until: datetime, known: Roles) -> list[Met]:
    """Who was mentioned with these households."""
    sql = (
        "SELECT home.entity, m.entity, m.entry, CAST(m.at AS text), m.place"
        f" FROM {_MENTIONS} home CROSS JOIN {_MENTIONS} m"
        f" WHERE home.entity IN ({_marks(households)}) AND home.at >= %s AND home.at < %s"
        f" AND m.entry = home.entry AND m.role IN ({_marks(known.persons)})"
    )
    return _rows(sql, [*households, _time(_EVER), _time(until), *known.persons])


def doubtful(entries: Collection[int]) -> list[Doubtful]:
    """Those of these entries that are reactions, corrections or corrected."""
    sql = (
        f"SELECT e.seq, e.id, e.subject, e.cause FROM {_ENTRIES} e WHERE e.seq IN ({_marks(entries)})"
        " AND (e.cause IS NOT NULL OR e.corrects IS NOT NULL"
        f" OR EXISTS (SELECT 1 FROM {_ENTRIES} c WHERE c.corrects = e.id))"
    )
    rows = _rows(sql, list(entries))
    return [Doubtful(seq, uuid(id_), uuid(subject), cause is not None) for seq, id_, subject, cause in rows]


def key(entity: UUID) -> Key:
    """An id as the database keeps it."""
    return entity if connection.features.has_native_uuid_field else entity.hex


@lru_cache(_KEPT)
def uuid(kept: Key) -> UUID:
    """The reverse of `key`."""
    return kept if isinstance(kept, UUID) else UUID(kept)


@lru_cache(_KEPT)
def moment(kept: str) -> datetime:
    """A moment as the database writes it, in UTC."""
    at = datetime.fromisoformat(kept)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _bounds(windows: Sequence[Window]) -> list[Any]:
    return [bound for hub, first, last, until in windows for bound in (hub, _time(first), _time(last), _time(until))]


def _values(windows: Sequence[Window]) -> str:
    return "VALUES " + ", ".join(f"({number}, %s, %s, %s, %s)" for number in range(len(windows)))


def _rows(sql: str, params: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows: list[Any] = cursor.fetchall()
    return rows


def _marks(values: Collection[Any]) -> str:
    return ", ".join(["%s"] * len(values))


def _time(value: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(value)
