"""What erasing needs of the database: overwriting, and rewriting without gaps."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


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
