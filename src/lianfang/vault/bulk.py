"""Bulk SQL that the ORM does several times slower, for SQLite and PostgreSQL alike."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeVar

from django.db import connection, models, transaction

Item = TypeVar("Item")


def chunks(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """The items in lists of at most `size`."""
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


def insert(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows (values in the order of `columns`), leaving alone those that are already there."""
    fields = [_field(model, column) for column in columns]
    name = connection.ops.quote_name
    into = ", ".join(name(str(field.column)) for field in fields)
    sql = (
        f"INSERT INTO {name(model._meta.db_table)} ({into}) "  # noqa: S608 - names come from the model
        f"VALUES ({', '.join(['%s'] * len(fields))}) ON CONFLICT DO NOTHING"
    )
    _execute(sql, fields, rows)


def update(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Set `columns` of the rows whose primary key stands last in each of `rows`."""
    fields = [_field(model, column) for column in (*columns, "pk")]
    name = connection.ops.quote_name
    *targets, key = (f"{name(str(field.column))} = %s" for field in fields)
    sql = f"UPDATE {name(model._meta.db_table)} SET {', '.join(targets)} WHERE {key}"  # noqa: S608 - as above
    _execute(sql, fields, rows)


def _field(model: type[models.Model], name: str) -> "models.Field[Any, Any]":
    return next(
        field for field in model._meta.concrete_fields if field.name == name or (field.primary_key and name == "pk")
    )


def _execute(sql: str, fields: "Sequence[models.Field[Any, Any]]", rows: Iterable[Sequence[Any]]) -> None:
    adapted = zip(*map(_adapted, fields, zip(*rows, strict=True)), strict=True)
    # Without a transaction every row would be one, and each wait for the disk.
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.executemany(sql, list(adapted))


def _adapted(field: "models.Field[Any, Any]", values: Iterable[Any]) -> Iterable[Any]:
    """A whole column as the database's driver wants it."""
    if isinstance(field, models.UUIDField) and not connection.features.has_native_uuid_field:
        return [None if value is None else value.hex for value in values]
    if isinstance(field, models.DateTimeField):
        return [connection.ops.adapt_datetimefield_value(value) for value in values]
    return values


@contextmanager
def erasing() -> Iterator[None]:
    """Within this block SQLite overwrites what it deletes or replaces, instead of merely forgetting it."""
    if connection.vendor != "sqlite":
        yield
        return
    before = _pragma("PRAGMA secure_delete")
    _pragma("PRAGMA secure_delete = ON")
    try:
        yield
    finally:
        _pragma(f"PRAGMA secure_delete = {before}")


def _pragma(command: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(command)
        return int(cursor.fetchone()[0])


def compact() -> str:
    """Rewrite the database so that nothing erased is left between rows; gives the command it used.

    Not within a transaction. Takes as long as copying the database, and on SQLite as much free disk.
    """
    if connection.vendor == "sqlite":
        _run("VACUUM")
        _run("PRAGMA wal_checkpoint(TRUNCATE)")
        return "SQLite secure_delete + VACUUM + wal_checkpoint(TRUNCATE)"
    _run("VACUUM (FULL) vault_statement, vault_token, ledger_waiting")
    return "PostgreSQL VACUUM (FULL)"


def _run(command: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(command)
