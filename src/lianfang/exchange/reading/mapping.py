"""A person's correction of what the columns hold, and how the same list is known again."""

import hashlib
from collections.abc import Mapping as Table
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from lianfang.exchange.reading.cells import letter
from lianfang.exchange.reading.columns import Column
from lianfang.exchange.reading.fields import SEVERAL, Field
from lianfang.exchange.reading.labels import is_piece, plain


class MappingError(ValueError):
    """A mapping names an unknown field. The message is one Chinese sentence."""


@dataclass(frozen=True, slots=True)
class Mapping:
    """What some columns hold, said by a person; the others stay guessed.

    Keys are headings (「手机号码」; of 「返乡信息/出发地」 the last part will do), column letters (「D」) or
    numbers from 1. As JSON it is `{"手机号码": "phone", "D": "other"}`.
    """

    columns: Table[str, Field] = field(default_factory=dict)

    @classmethod
    def from_json(cls, data: Table[str, str]) -> "Mapping":
        """Read a mapping; raise `MappingError` for a field that does not exist."""
        unknown = [name for name in data.values() if name not in Field.values]
        if unknown:
            raise MappingError(
                _("列对应表里没有“%(name)s”这种内容：可用的有 %(known)s。")
                % {"name": unknown[0], "known": "、".join(Field.values)}
            )
        return cls({key: Field(name) for key, name in data.items()})

    def to_json(self) -> dict[str, str]:
        """Give the mapping as JSON holds it."""
        return {key: str(held.value) for key, held in self.columns.items()}

    def apply(self, columns: Sequence[Column]) -> tuple[Column, ...]:
        """Put the person's word over the guesses; a guess that clashes with it gives way."""
        told = {column.index: said for column in columns if (said := self._said(column))}
        taken = set(told.values()) - SEVERAL
        return tuple(
            replace(column, field=told[column.index], confidence=1.0)
            if column.index in told
            else _yielding(column, taken)
            for column in columns
        )

    def _said(self, column: Column) -> Field | None:
        wanted = {plain(column.header), plain(column.header.rpartition("/")[2])}
        by_header = (held for key, held in self.columns.items() if plain(key) in wanted)
        places = (letter(column.index), letter(column.index) + "列", str(column.index + 1))
        by_place = (held for key, held in self.columns.items() if key.strip().upper() in places)
        return next(by_header, None) or next(by_place, None)


def _yielding(column: Column, taken: set[Field]) -> Column:
    clashes = column.field in taken and not is_piece(column.header)
    return replace(column, field=Field.OTHER, confidence=0.0) if clashes else column


def signature(columns: Sequence[Column]) -> str:
    """Give the mark of a heading, by which a correction is remembered: the same columns in the same order."""
    headings = "\n".join(plain(column.header) for column in columns)
    return hashlib.sha256(headings.encode()).hexdigest()[:16]
