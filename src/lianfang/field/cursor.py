"""Where a phone is in its slice, as it keeps it for us: opaque to the phone, and nothing in it grants anything."""

import base64
import binascii
import json
from dataclasses import astuple, dataclass, replace
from typing import Any, Final
from uuid import UUID

_TYPES: Final = [str, str, int, str, int, int, int, str, str]
_DIGITS: Final = frozenset("0123456789")


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in a walk (`until` is -1), or in the changes after it.

    `seq` is how far the ledger is in what was sent (for a walk: where it was when the walk began) and `mark` ends
    the id of that entry, so that a ledger restored from a backup is noticed. `kind`, `id` (hex) and for a walk
    `area`: the last record sent, by the place of its type. `until`: the last entry of the window being sent.
    """

    scope: str
    walk: str
    seq: int
    mark: str
    total: int
    until: int = -1
    kind: int = 0
    area: str = ""
    id: str = ""

    @property
    def walking(self) -> bool:
        """Whether the walk has not ended yet."""
        return self.until < 0

    def at(self, kind: int, area: str, id_: UUID) -> "Cursor":
        """The same walk after this record."""
        return replace(self, kind=kind, area=area, id=id_.hex)

    def within(self, until: int, kind: int, id_: str) -> "Cursor":
        """The window that ends with `until`, after this record."""
        return replace(self, until=until, kind=kind, area="", id=id_)

    def reached(self, seq: int, mark: str) -> "Cursor":
        """Everything up to this entry has been sent."""
        return replace(self, seq=seq, mark=mark, until=seq, kind=0, area="", id="")

    def write(self) -> str:
        """As text for the phone."""
        return base64.urlsafe_b64encode(json.dumps(astuple(self)).encode()).decode().rstrip("=")


def read(text: str) -> Cursor | None:
    """The cursor in this text; None when there is none that can be read."""
    try:
        values: Any = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        if [type(value) for value in values] != _TYPES:
            return None
        cursor = Cursor(*values)
        if cursor.id:
            UUID(hex=cursor.id)
    except (binascii.Error, ValueError, TypeError):
        return None
    return cursor if _sane(cursor) else None


def _sane(cursor: Cursor) -> bool:
    """Numbers that databases can take, and an area that is one."""
    numbers = (cursor.seq, cursor.until + 1, cursor.kind, cursor.total)
    return all(0 <= number < 2**62 for number in numbers) and _DIGITS.issuperset(cursor.area)
