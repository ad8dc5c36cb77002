"""The peer of the door: the same rows written by the database's own driver, and nothing done with them."""

import time

from django.db import connection
from django.db.backends.utils import CursorWrapper

from lianfang.ledger.bulk import chunks
from lianfang.ledger.models import Entry

_TABLE = "bench_bare"


def write(kind: str, batch: int) -> float:
    """Rows a second: every entry of this kind copied into a table of equal columns, one transaction a batch."""
    columns = [field.column for field in Entry._meta.concrete_fields if field.column]
    names = ", ".join(map(connection.ops.quote_name, columns))
    marks = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        _make(cursor)
        # As text: psycopg reads json into objects, which it would not take back.
        read = names.replace('"data"', _text("data")).replace('"flags"', _text("flags"))
        cursor.execute(f"SELECT {read} FROM {Entry._meta.db_table} WHERE kind = %s ORDER BY seq", [kind])
        rows = cursor.fetchall()
        began = time.perf_counter()
        for part in chunks(rows, batch):
            cursor.execute("BEGIN")
            cursor.executemany(f"INSERT INTO {_TABLE} ({names}) VALUES ({marks})", part)
            cursor.execute("COMMIT")
        spent = time.perf_counter() - began
        cursor.execute(f"DROP TABLE {_TABLE}")
    return len(rows) / spent


def _text(column: str) -> str:
    return f'CAST("{column}" AS text)'


def _make(cursor: CursorWrapper) -> None:
    parts = [
        f'"{field.column}" {field.cast_db_type(connection)}{" PRIMARY KEY" if field.primary_key else ""}'
        for field in Entry._meta.concrete_fields
    ]
    cursor.execute(f"CREATE TABLE {_TABLE} ({', '.join(parts)})")
