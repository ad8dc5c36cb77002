"""Statements and blind indexes as the vault writes them, in bulk and without asking who is known already."""

from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from lianfang.ledger import bulk
from lianfang.ledger.folds import Seen
from lianfang.ledger.kinds import Part
from lianfang.ledger.reactions import derived
from lianfang.vault import claims, store
from lianfang.vault.identifier import COLUMNS
from lianfang.vault.keyring import Ring, month_of
from lianfang.vault.models import Statement, Token

_UNSORTED = "bench_token"


@dataclass(slots=True)
class Keeper:
    """Collects statements with their tokens until `write`."""

    keys: Ring
    statements: list[tuple[Any, ...]] = field(default_factory=list)
    tokens: set[tuple[int, str, str]] = field(default_factory=set)

    def keep(self, entry: Seen, name: str, part: Part) -> None:
        """What this part of the entry says about the entity it names."""
        entity = part.entity()
        assert entity is not None
        said = claims.read(part).said
        statement = derived(entry.id, f"statement:{name}:0")
        key = self.keys.name_for(month_of(entry.at))
        sealed = self.keys.seal(key, claims.dump(said), store.binding(statement, entity))
        where = (f"{name}.0", entity, part.entity_type, entry.area, entry.at, key, sealed, False)
        self.statements.append((statement, entry.id, *where))
        words = claims.words(said, entry.area, part.entity_type)
        self.tokens.update((self.keys.token(word), entry.area, entity.hex) for word in words)

    def write(self) -> None:
        """Insert everything; tokens wait unsorted."""
        bulk.insert(Statement, COLUMNS, self.statements)
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {_UNSORTED} VALUES (%s, %s, %s)", list(self.tokens))


def collect_tokens() -> None:
    """Make the heap that tokens are thrown on."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {_UNSORTED} (token bigint, area varchar(24), entity {_uuid()})")


def sort_tokens() -> None:
    """Write the tokens in the order of their unique index, so that each of its pages is written once."""
    table = Token._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (token, area, entity) SELECT token, area, entity FROM {_UNSORTED}"
            " ORDER BY token, area, entity"
        )
        cursor.execute(f"DROP TABLE {_UNSORTED}")


def _uuid() -> str:
    return Token._meta.get_field("entity").db_type(connection) or ""
