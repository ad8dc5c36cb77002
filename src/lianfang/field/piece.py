"""One answer of the feed that goes down to a phone."""

from dataclasses import dataclass, field
from typing import Any, Final

from lianfang.field.cursor import Cursor
from lianfang.field.parcels.base import Record

PIECE: Final = 500
"""Records and notices in one answer: about 30 kB, which comes through where there is hardly a signal."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Records as they are now, notices of what left, and where to go on. `fresh` and `whole` as in docs/sync.md."""

    cursor: Cursor
    more: bool
    records: list[Record] = field(default_factory=list)
    gone: list[tuple[str, str]] = field(default_factory=list)
    fresh: bool = False
    whole: bool = False

    def as_json(self) -> dict[str, Any]:
        """The piece as the phone gets it."""
        return {
            "cursor": self.cursor.write(),
            "more": self.more,
            "fresh": self.fresh,
            "whole": self.whole,
            "walk": self.cursor.walk,
            "scope": self.cursor.scope,
            "total": self.cursor.total,
            "records": self.records,
            "gone": self.gone,
        }
