"""Bulk SQL that the ORM does several times slower, for SQLite and PostgreSQL alike.

Rows go in as one prepared statement: SQLite runs it row by row without leaving its library, PostgreSQL takes whole
columns as arrays (`unnest`), which costs one exchange for any number of rows.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import nullcontext
from datetime import datetime
from functools import cache, lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from django.db import connection, models, transaction

if TYPE_CHECKING:
    Column = models.Field[Any, Any]

Item = TypeVar("Item")


class Json(str):
    """A value of a JSON column that has been written as JSON already."""

    __slots__ = ()


def chunks(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """The items in lists of at most `size`."""
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


def insert(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows (values in the order of `columns`), leaving alone those that are already there."""
    fields = _fields(model, tuple(columns))
    _execute(f"{_insert(model, fields)} ON CONFLICT DO NOTHING", fields, rows)


def upsert(rows: Sequence[models.Model]) -> None:
    """Insert rows of one model, or replace those with the same primary key."""
    model = type(rows[0])
    fields = tuple(model._meta.concrete_fields)
    names = [field.attname for field in fields]
    kept = [row.__dict__ for row in rows]
    _execute(_upsert(model), fields, ([values[name] for name in names] for values in kept))


def update(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Set `columns` of the rows whose primary key stands last in each of `rows`."""
    fields = _fields(model, (*columns, "pk"))
    *targets, key = map(_name, fields)
    changed = f"UPDATE {_table(model)} SET"
    if connection.vendor == "postgresql":
        given = ", ".join(f"{name} = given.{name}" for name in targets)
        named = ", ".join((*targets, key))
        asked = f"WHERE {_table(model)}.{key} = given.{key}"
        sql = f"{changed} {given} FROM unnest({_arrays(fields)}) AS given({named}) {asked}"
    else:
        sql = f"{changed} {', '.join(f'{name} = %s' for name in targets)} WHERE {key} = %s"
    _execute(sql, fields, rows)


def add(model: type[models.Model], key: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Add the last value of each row to the counter under `key` (a unique constraint), making it if need be."""
    fields = _fields(model, (*key, "value"))
    kept = ", ".join(map(_name, fields[:-1]))
    counted = f"DO UPDATE SET value = {_table(model)}.value + excluded.value"
    _execute(f"{_insert(model, fields)} ON CONFLICT ({kept}) {counted}", fields, rows)


def find(
    model: type[models.Model], key: str, wanted: Collection[Any], columns: Sequence[str]
) -> Iterator[tuple[Any, ...]]:
    """These columns of every row whose `key` is among those wanted, in no order. One query, by the index on `key`.

    Ids come as UUIDs; other values as the driver gives them.
    """
    if not wanted:
        return
    fields = _fields(model, tuple(columns))
    of = _fields(model, (key,))[0]
    among = "= ANY(%s)" if connection.vendor == "postgresql" else "IN (SELECT value FROM json_each(%s))"
    sql = f"SELECT {', '.join(map(_name, fields))} FROM {_table(model)} WHERE {_name(of)} {among}"  # noqa: S608 - the model's own names
    given = list(_adapted(of, wanted))
    with connection.cursor() as cursor:
        cursor.execute(sql, [given if connection.vendor == "postgresql" else json.dumps(given)])
        rows = cursor.fetchall()
    texts = [isinstance(f, models.UUIDField) and not connection.features.has_native_uuid_field for f in fields]
    if not any(texts):
        yield from rows
    for row in rows if any(texts) else ():
        yield tuple(
            UUID(value) if text and value is not None else value for value, text in zip(row, texts, strict=True)
        )


@cache
def _upsert(model: type[models.Model]) -> str:
    fields = tuple(model._meta.concrete_fields)
    replaced = ", ".join(f"{_name(f)} = excluded.{_name(f)}" for f in fields if not f.primary_key)
    return f"{_insert(model, fields)} ON CONFLICT ({_name(model._meta.pk)}) DO UPDATE SET {replaced}"


@cache
def _insert(model: type[models.Model], fields: "tuple[Column, ...]") -> str:
    into = f"INSERT INTO {_table(model)} ({', '.join(map(_name, fields))})"
    if connection.vendor == "postgresql":
        return f"{into} SELECT * FROM unnest({_arrays(fields)})"  # noqa: S608 - as above
    return f"{into} VALUES ({', '.join(['%s'] * len(fields))})"


def _arrays(fields: "Sequence[Column]") -> str:
    return ", ".join(_array(field) for field in fields)


def _array(field: "Column") -> str:
    if isinstance(field, models.JSONField):
        return "%s::text[]::jsonb[]"
    # A cast to varchar(n) would cut what is too long in silence; going into the column, it is refused.
    return f"%s::{'text' if isinstance(field, models.CharField) else field.db_type(connection)}[]"


def _table(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _name(field: "Column") -> str:
    return connection.ops.quote_name(str(field.column))


@cache
def _fields(model: type[models.Model], columns: tuple[str, ...]) -> "tuple[Column, ...]":
    by_name = {name: field for field in model._meta.concrete_fields for name in (field.name, field.attname)}
    return tuple(model._meta.pk if column == "pk" else by_name[column] for column in columns)


def _execute(sql: str, fields: "Sequence[Column]", rows: Iterable[Sequence[Any]]) -> None:
    columns = list(zip(*rows, strict=True))
    if not columns:
        return
    adapted = map(_adapted, fields, columns)
    # Without a transaction every row would be one, and each wait for the disk.
    together = nullcontext() if connection.in_atomic_block else transaction.atomic()
    with together, connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(sql, list(map(list, adapted)))
        else:
            cursor.executemany(sql, list(zip(*adapted, strict=True)))


def _adapted(field: "Column", values: Collection[Any]) -> Iterable[Any]:
    """A whole column as the database's driver wants it."""
    if isinstance(field, models.UUIDField):
        if connection.features.has_native_uuid_field:
            return values
        return [None if value is None else f"{value.int:032x}" for value in values]
    if isinstance(field, models.DateTimeField):
        return values if connection.vendor == "postgresql" else map(_moment, values)
    if isinstance(field, models.DateField):
        return map(connection.ops.adapt_datefield_value, values)
    if isinstance(field, models.JSONField):
        return [str(v) if type(v) is Json else json.dumps(v, cls=field.encoder) for v in values]
    if isinstance(field, models.CharField):
        return [value if type(value) is str or value is None else str(value) for value in values]
    return values


@lru_cache(maxsize=8_192)
def _moment(value: datetime | None) -> str | None:
    """A moment as SQLite keeps it. Writing it costs more than storing it, and the rows of an entry share theirs."""
    text: str | None = connection.ops.adapt_datetimefield_value(value)
    return text
