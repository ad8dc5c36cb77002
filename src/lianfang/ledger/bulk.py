"""Bulk SQL that the ORM does several times slower, for SQLite and PostgreSQL alike."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import connection, models, transaction

if TYPE_CHECKING:
    Column = models.Field[Any, Any]

Item = TypeVar("Item")


def chunks(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """The items in lists of at most `size`."""
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


def insert(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows (values in the order of `columns`), leaving alone those that are already there."""
    _execute(_insert(model, columns) + " ON CONFLICT DO NOTHING", _fields(model, columns), rows)


def upsert(rows: Sequence[models.Model]) -> None:
    """Insert rows of one model, or replace those with the same primary key."""
    model = type(rows[0])
    fields = model._meta.concrete_fields
    replaced = ", ".join(f"{_name(f)} = excluded.{_name(f)}" for f in fields if not f.primary_key)
    names = [field.attname for field in fields]
    sql = f"{_insert(model, names)} ON CONFLICT ({_name(model._meta.pk)}) DO UPDATE SET {replaced}"
    _execute(sql, fields, ([getattr(row, name) for name in names] for row in rows))


def update(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Set `columns` of the rows whose primary key stands last in each of `rows`."""
    fields = _fields(model, (*columns, "pk"))
    *targets, key = (f"{_name(field)} = %s" for field in fields)
    sql = f"UPDATE {connection.ops.quote_name(model._meta.db_table)} SET {', '.join(targets)} WHERE {key}"  # noqa: S608 - the model's own names
    _execute(sql, fields, rows)


def add(model: type[models.Model], key: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Add the last value of each row to the counter under `key` (a unique constraint), making it if need be."""
    quoted = connection.ops.quote_name
    table, kept = quoted(model._meta.db_table), ", ".join(quoted(name) for name in key)
    sql = (
        f"{_insert(model, (*key, 'value'))} ON CONFLICT ({kept}) DO UPDATE SET value = {table}.value + excluded.value"
    )
    _execute(sql, _fields(model, (*key, "value")), rows)


def _insert(model: type[models.Model], columns: Sequence[str]) -> str:
    into = ", ".join(_name(field) for field in _fields(model, columns))
    marks = ", ".join(["%s"] * len(columns))
    return f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({into}) VALUES ({marks})"  # noqa: S608 - as above


def _name(field: "Column") -> str:
    return connection.ops.quote_name(str(field.column))


def _fields(model: type[models.Model], columns: Sequence[str]) -> "list[Column]":
    by_name = {name: field for field in model._meta.concrete_fields for name in (field.name, field.attname)}
    return [model._meta.pk if column == "pk" else by_name[column] for column in columns]


def _execute(sql: str, fields: "Sequence[Column]", rows: Iterable[Sequence[Any]]) -> None:
    columns = list(zip(*rows, strict=True))
    if not columns:
        return
    adapted = zip(*map(_adapted, fields, columns), strict=True)
    # Without a transaction every row would be one, and each wait for the disk.
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.executemany(sql, list(adapted))


def _adapted(field: "Column", values: Iterable[Any]) -> Iterable[Any]:
    """A whole column as the database's driver wants it."""
    if isinstance(field, models.UUIDField):
        if connection.features.has_native_uuid_field:
            return values
        return [None if value is None else value.hex for value in values]
    if isinstance(field, models.DateTimeField):
        return map(connection.ops.adapt_datetimefield_value, values)
    if isinstance(field, models.DateField):
        return map(connection.ops.adapt_datefield_value, values)
    if isinstance(field, models.JSONField):
        return [connection.ops.adapt_json_value(value, field.encoder) for value in values]
    if isinstance(field, models.CharField):
        return [value if type(value) is str or value is None else str(value) for value in values]
    return values
