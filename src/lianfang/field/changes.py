"""What changed since: the records that the entries of a window of the ledger touched, as they are now, or gone.

A record is touched by an entry about its subject, by a mention (somebody's telephone was corrected in a visit), and
by what it hangs on: a person's targets, a household's people. An entry that corrects another may bring back what any
earlier one of its subject had said, so all mentions of that subject count.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from lianfang.field.carry import Carry
from lianfang.field.cursor import Cursor
from lianfang.field.packing import pack
from lianfang.field.parcels import PARCELS
from lianfang.field.parcels.base import Parcel
from lianfang.field.piece import PIECE, Piece
from lianfang.field.walk import marks
from lianfang.ledger.kinds import all_kinds
from lianfang.ledger.models import Entry, MentionRow
from lianfang.ledger.scope import covers

WINDOW: Final = 2_000
"""Entries looked at for one piece: a busy county's day in a few dozen, whatever of it is the phone's."""


class _Key(NamedTuple):
    """A record by the place of its type and its id (32 hex digits): the order in which a window's are sent."""

    kind: int
    id: str


def changes(carry: Carry, cursor: Cursor, last: int) -> Piece | None:
    """The piece behind the cursor, `last` being how far the ledger is; None when this is not the cursor's ledger.

    Two queries for each type, two more, and those of `pack`; three in all when nothing was recorded.
    """
    until = cursor.until if cursor.until > cursor.seq else min(cursor.seq + WINDOW, last)
    known = marks((cursor.seq, until))
    if known.get(cursor.seq, "") != cursor.mark or until > last:
        return None
    if until == cursor.seq:
        return Piece(cursor, more=False)
    window = _Window(cursor.seq, until)
    present = {key for kind, parcel in enumerate(PARCELS) for key in window.touched(carry, kind, parcel)}
    keys = sorted(key for key in present | window.former(carry) if key > (cursor.kind, cursor.id))
    part, over = keys[:PIECE], len(keys) > PIECE
    after = cursor.within(until, *part[-1]) if over else cursor.reached(until, known.get(until, ""))
    records = pack(carry, list(_rows(carry, [key for key in part if key in present])))
    gone = [(PARCELS[key.kind].sort, str(UUID(key.id))) for key in part if key not in present]
    return Piece(after, over or until < last, records, gone)


@dataclass(frozen=True, slots=True)
class _Window:
    """Entries after one seq up to another."""

    seq: int
    until: int

    def entries(self) -> QuerySet[Entry]:
        return Entry.objects.filter(seq__gt=self.seq, seq__lte=self.until)

    def ids(self) -> QuerySet[Any, Any]:
        """Every subject and everybody mentioned."""
        corrected = self.entries().filter(corrects__isnull=False).values("subject")
        earlier = Entry.objects.filter(subject__in=corrected).values("seq")
        mentioned = MentionRow.objects.filter(entry__gt=self.seq, entry__lte=self.until)
        restored = MentionRow.objects.filter(entry__in=earlier)
        return self.entries().values("subject").union(mentioned.values("entity"), restored.values("entity"))

    def touched(self, carry: Carry, kind: int, parcel: Parcel[Any]) -> Iterator[_Key]:
        """The records of a type in the slice that these entries touched. One query."""
        rows = carry.rows(parcel)
        columns = ("id", *parcel.hangs_on)
        own, *hanging = (rows.filter(**{f"{column}__in": self.ids()}).values_list("id") for column in columns)
        for (id_,) in own.union(*hanging) if hanging else own:
            yield _Key(kind, id_.hex)

    def former(self, carry: Carry) -> set[_Key]:
        """Subjects of these entries that are or once were in the slice, by what was filed there. One query."""
        reach = {parcel.sort: (kind, carry.reach[parcel.sort]) for kind, parcel in enumerate(PARCELS)}
        subjects = {kind.code: kind.subject for kind in all_kinds().values() if kind.subject in reach}
        rows = Entry.objects.filter(subject__in=self.entries().values("subject"), kind__in=subjects)
        found = set()
        for subject, code, area, into in rows.values_list("subject", "kind", "area", "into").distinct():
            kind, areas = reach[subjects[code]]
            if covers(areas, area) or (into and covers(areas, into)):
                found.add(_Key(kind, subject.hex))
        return found


def _rows(carry: Carry, keys: Collection[_Key]) -> Iterator[tuple[Parcel[Any], Any]]:
    """The rows of these records as they are now, in the same order; one that has just left is told of later."""
    for kind, parcel in enumerate(PARCELS):
        ids = [UUID(key.id) for key in keys if key.kind == kind]
        if ids:
            yield from ((parcel, row) for row in carry.rows(parcel).filter(id__in=ids).order_by("id"))
