"""Queries about a thousand ids at once that say more than `ledger.bulk.find` can."""

import json
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import connection


def among(sql: str, values: Collection[UUID] | Collection[int]) -> list[tuple[Any, ...]]:
    """The rows of a query in which each `{among}` stands for "is one of these values": `WHERE token {among}`.

    The values go over as one, not as a thousand placeholders. Ids come as the driver gives them: see `as_id`.
    """
    if not values:
        return []
    postgres = connection.vendor == "postgresql"
    given = list(values) if postgres else json.dumps([one.hex if isinstance(one, UUID) else one for one in values])
    test = "= ANY(%s)" if postgres else "IN (SELECT value FROM json_each(%s))"
    with connection.cursor() as cursor:
        cursor.execute(sql.replace("{among}", test), [given] * sql.count("{among}"))
        return list(cursor.fetchall())


def as_id(value: Any) -> UUID:
    """An id as the database gave it: SQLite keeps its 32 hex digits."""
    return value if isinstance(value, UUID) else UUID(hex=value)
