"""Statements and blind indexes as the vault writes them: made in a second process, inserted in bulk."""

import multiprocessing
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import django
from django.db import connection

from lianfang.ledger import bulk
from lianfang.ledger.kinds import Part
from lianfang.ledger.reactions import derived

_UNSORTED = "bench_token"


class Stated(NamedTuple):
    """A part of an entry with what it says, and the entity it says it about."""

    entry: UUID
    area: str
    at: datetime
    name: str
    part: Part


class Made(NamedTuple):
    """Rows for the vault's two tables."""

    statements: list[tuple[Any, ...]]
    tokens: list[tuple[int, str, str]]


class Maker:
    """Seals and indexes one batch while the caller is busy with the next."""

    def __init__(self) -> None:
        # Spawned, not forked: a fork would share the connection to the database.
        spawn = multiprocessing.get_context("spawn")
        self._pool = ProcessPoolExecutor(1, mp_context=spawn, initializer=django.setup)
        self._ahead: Future[Made] | None = None

    def take(self, batch: Sequence[Stated]) -> None:
        """Begin with this batch; write the one before it."""
        before, self._ahead = self._ahead, self._pool.submit(make, batch)
        if before is not None:
            _write(before.result())

    def finish(self) -> None:
        """Write the last batch."""
        if self._ahead is not None:
            _write(self._ahead.result())
        self._pool.shutdown()


def make(batch: Sequence[Stated]) -> Made:
    """The rows of a batch, by the vault's own functions."""
    from lianfang.vault import claims, store  # noqa: PLC0415 - the second process sets Django up first
    from lianfang.vault.keyring import month_of, ring  # noqa: PLC0415

    keys = ring()
    made = Made([], [])
    for entry, area, at, name, part in batch:
        entity = part.entity()
        assert entity is not None
        said = claims.read(part).said
        statement = derived(entry, f"statement:{name}:0")
        key = keys.name_for(month_of(at))
        sealed = keys.seal(key, claims.dump(said), store.binding(statement, entity))
        made.statements.append(
            (statement, entry, f"{name}.0", entity, part.entity_type, area, at, key, sealed, False)
        )
        words = set(claims.words(said, area, part.entity_type))
        made.tokens.extend((keys.token(word), area, entity.hex) for word in words)
    return made


def _write(made: Made) -> None:
    from lianfang.vault.identifier import COLUMNS  # noqa: PLC0415 - as above
    from lianfang.vault.models import Statement  # noqa: PLC0415

    bulk.insert(Statement, COLUMNS, made.statements)
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {_UNSORTED} VALUES (%s, %s, %s)", made.tokens)


def collect_tokens() -> None:
    """Make the heap that tokens are thrown on."""
    kind = "uuid" if connection.features.has_native_uuid_field else "char(32)"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {_UNSORTED} (token bigint, area varchar(24), entity {kind})")


def sort_tokens() -> None:
    """Write the tokens in the order of their unique index, so that each of its pages is written once."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA temp_store=FILE")  # a million persons' tokens are sorted on the disk
        cursor.execute(
            f"INSERT INTO vault_token (token, area, entity) SELECT DISTINCT token, area, entity FROM {_UNSORTED}"
            " ORDER BY token, area, entity"
        )
        cursor.execute(f"DROP TABLE {_UNSORTED}")
