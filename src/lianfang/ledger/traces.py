"""The SQL of tracing, for SQLite and PostgreSQL alike: each function is one statement, however much it asks for.

The texts hold names of our own tables and marks for values, which are bound. `CROSS JOIN` keeps SQLite to the order
written: from the few things asked for to their rows, by index.
"""

# ruff: noqa: S608 - see above
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from lianfang.ledger.models import Entry, MentionRow
from lianfang.ledger.roles import Roles

_MENTIONS, _ENTRIES = MentionRow._meta.db_table, Entry._meta.db_table


class Step(NamedTuple):
    """Somebody asked for, in an entry, beside one of its mentions (their own among them)."""

    entity: UUID
    entry: int
    at: datetime
    place: str
    other: UUID
    role: str


class Window(NamedTuple):
    """A vehicle or a place, from one moment to another, both included, and before `until`."""

    hub: UUID | str
    first: datetime
    last: datetime
    until: datetime


class Doubtful(NamedTuple):
    """An entry that may not hold: a reaction, one that something corrects, or a correction (it may have rivals)."""

    seq: int
    id: UUID
    subject: UUID
    reaction: bool


Met = tuple[int, UUID, int, datetime, str]
"""The number of the window, who was met, in which entry (seq), when and where."""
Housed = tuple[UUID, UUID, int, datetime, str]
"""The household, who belongs to it, in which entry (seq), when and where."""


def steps(entities: Collection[UUID], since: datetime, until: datetime, known: Roles) -> Iterator[Step]:
    """Where these were in the period, with everything else their entries mention."""
    sql = (
        "SELECT m.entity, m.entry, m.at, m.place, other.entity, other.role"
        f" FROM {_MENTIONS} m CROSS JOIN {_MENTIONS} other"
        f" WHERE m.entity IN ({_marks(entities)}) AND m.at >= %s AND m.at < %s AND m.role IN ({_marks(known.told)})"
        f" AND other.entry = m.entry AND other.role IN ({_marks(known.told)})"
    )
    params = [*map(_id, entities), _time(since), _time(until), *known.told, *known.told]
    for entity, entry, at, place, other, role in _rows(sql, params):
        yield Step(_uuid(entity), entry, _moment(at), place, _uuid(other), role)


def aboard(windows: Sequence[Window], known: Roles) -> Iterator[Met]:
    """Who was in the vehicles, in each window."""
    sql = (
        f"WITH asked(n, hub, first, last, until) AS ({_values(windows)})"
        " SELECT asked.n, m.entity, m.entry, m.at, m.place"
        f" FROM asked CROSS JOIN {_MENTIONS} hub CROSS JOIN {_MENTIONS} m"
        " WHERE hub.entity = asked.hub AND hub.at >= asked.first AND hub.at <= asked.last AND hub.at < asked.until"
        f" AND m.entry = hub.entry AND m.role IN ({_marks(known.persons)})"
    )
    return _met(sql, windows, known)


def standing(windows: Sequence[Window], known: Roles) -> Iterator[Met]:
    """Who was at the places, in each window."""
    sql = (
        f"WITH asked(n, hub, first, last, until) AS ({_values(windows)})"
        " SELECT asked.n, m.entity, m.entry, m.at, m.place"
        f" FROM asked CROSS JOIN {_MENTIONS} m"
        " WHERE m.place = asked.hub AND m.at >= asked.first AND m.at <= asked.last AND m.at < asked.until"
        f" AND NOT (m.place = '') AND m.role IN ({_marks(known.persons)})"  # as in the partial index on place
    )
    return _met(sql, windows, known)


def homes(entities: Collection[UUID], until: datetime, known: Roles) -> Iterator[tuple[UUID, int, UUID]]:
    """Households that these were mentioned with, and the entry that says so."""
    sql = (
        "SELECT m.entity, m.entry, home.entity"
        f" FROM {_MENTIONS} m CROSS JOIN {_MENTIONS} home"
        f" WHERE m.entity IN ({_marks(entities)}) AND m.at < %s AND m.role IN ({_marks(known.told)})"
        f" AND home.entry = m.entry AND home.role IN ({_marks(known.households)}) AND home.entity <> m.entity"
    )
    params = [*map(_id, entities), _time(until), *known.told, *known.households]
    for entity, entry, home in _rows(sql, params):
        yield _uuid(entity), entry, _uuid(home)


def housed(
    households: Collection[UUID], until: datetime, known: Roles
) -> Iterator[tuple[UUID, UUID, int, datetime, str]]:
    """Who was mentioned with these households."""
    sql = (
        "SELECT home.entity, m.entity, m.entry, m.at, m.place"
        f" FROM {_MENTIONS} home CROSS JOIN {_MENTIONS} m"
        f" WHERE home.entity IN ({_marks(households)}) AND home.at < %s"
        f" AND m.entry = home.entry AND m.role IN ({_marks(known.persons)})"
    )
    for home, entity, entry, at, place in _rows(sql, [*map(_id, households), _time(until), *known.persons]):
        yield _uuid(home), _uuid(entity), entry, _moment(at), place


def doubtful(entries: Collection[int]) -> Iterator[Doubtful]:
    """Those of these entries that are reactions, corrections or corrected."""
    sql = (
        f"SELECT e.seq, e.id, e.subject, e.cause FROM {_ENTRIES} e WHERE e.seq IN ({_marks(entries)})"
        " AND (e.cause IS NOT NULL OR e.corrects IS NOT NULL"
        f" OR EXISTS (SELECT 1 FROM {_ENTRIES} c WHERE c.corrects = e.id))"
    )
    for seq, id_, subject, cause in _rows(sql, list(entries)):
        yield Doubtful(seq, _uuid(id_), _uuid(subject), cause is not None)


def _met(sql: str, windows: Sequence[Window], known: Roles) -> Iterator[Met]:
    params: list[Any] = []
    for hub, first, last, until in windows:
        params += (_id(hub) if isinstance(hub, UUID) else hub, _time(first), _time(last), _time(until))
    for number, entity, entry, at, place in _rows(sql, [*params, *known.persons]):
        yield number, _uuid(entity), entry, _moment(at), place


def _values(windows: Sequence[Window]) -> str:
    return "VALUES " + ", ".join(f"({number}, %s, %s, %s, %s)" for number in range(len(windows)))


def _rows(sql: str, params: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _marks(values: Collection[Any]) -> str:
    return ", ".join(["%s"] * len(values))


def _id(value: UUID) -> UUID | str:
    return value if connection.features.has_native_uuid_field else value.hex


def _time(value: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(value)


def _uuid(value: UUID | str) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)


def _moment(value: datetime) -> datetime:
    return value if value.tzinfo else value.replace(tzinfo=UTC)
