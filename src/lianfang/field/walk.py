"""The full walk: every record of the slice, type by type and area by area, by keyset."""

import secrets
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Max, Q

from lianfang.field.carry import Carry
from lianfang.field.cursor import Cursor
from lianfang.field.packing import pack
from lianfang.field.parcels import PARCELS
from lianfang.field.parcels.base import Parcel
from lianfang.field.piece import PIECE, Piece
from lianfang.ledger.models import Entry


def begin(carry: Carry, scope: str) -> Cursor:
    """Where a walk of this slice begins. What is recorded while it runs comes after it, as changes."""
    seq = last_seq()
    walk = f"{seq:x}-{secrets.token_hex(4)}"
    return Cursor(scope, walk, seq, mark(seq), carry.total())


def last_seq() -> int:
    """How far the ledger is."""
    return Entry.objects.aggregate(last=Max("seq"))["last"] or 0


def mark(seq: int) -> str:
    """What the entry with this seq is known by; "" where there is none."""
    return marks((seq,)).get(seq, "")


def marks(seqs: Sequence[int]) -> dict[int, str]:
    """The marks of these entries. One query."""
    rows = Entry.objects.filter(seq__in=seqs).values_list("seq", "id")
    return {seq: id_.hex[-8:] for seq, id_ in rows}


def walk(carry: Carry, cursor: Cursor, *, fresh: bool = False) -> Piece:
    """The piece of the walk behind the cursor. A row query for each type, and those of `pack`."""
    rows: list[tuple[Parcel[Any], Any]] = []
    for place, parcel in enumerate(PARCELS):
        if place >= cursor.kind and len(rows) <= PIECE:
            behind = cursor if place == cursor.kind else None
            rows += [(parcel, row) for row in _rows(carry, parcel, behind, PIECE + 1 - len(rows))]
    more, rows = len(rows) > PIECE, rows[:PIECE]
    if more:
        parcel, row = rows[-1]
        after = cursor.at(PARCELS.index(parcel), row.area, row.pk)
    else:
        after = cursor.reached(cursor.seq, cursor.mark)
    # What came meanwhile is waiting: the phone asks again at once.
    return Piece(after, True, pack(carry, rows), fresh=fresh, whole=not more)


def _rows(carry: Carry, parcel: Parcel[Any], behind: Cursor | None, most: int) -> Iterable[Any]:
    rows = carry.rows(parcel)
    if behind is not None and behind.id:
        beyond = Q(area__gt=behind.area) | Q(id__gt=UUID(hex=behind.id))
        rows = rows.filter(beyond, area__gte=behind.area)
    return rows.order_by("area", "id")[:most]
