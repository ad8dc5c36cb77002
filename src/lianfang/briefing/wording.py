"""Numbers that know what they are, and sentences made of words and such numbers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from lianfang.briefing.figures import shown
from lianfang.desk.formats import number

Key = tuple[str, str, bool, datetime, datetime]
_BLANK = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True, slots=True)
class Number:
    """A value with its unit, and where it opens: figure, area, period.
    `exact`: only what is filed under the area itself counts, not what lies below it. `hidden`: how a public
    version writes it instead ("" writes the value).
    """

    value: int
    figure: str
    area: str
    since: datetime
    until: datetime
    exact: bool = False
    hidden: str = ""

    @property
    def unit(self) -> str:
        """The unit in the active language."""
        return str(shown(self.figure).figure.unit.label)

    @property
    def digits(self) -> str:
        """The value as it is written, without its unit."""
        return self.hidden or number(self.value)

    @property
    def key(self) -> Key:
        """What the number is about: two numbers with the same key are the same number."""
        return self.figure, self.area, self.exact, self.since, self.until

    def __str__(self) -> str:
        return gettext("%(digits)s%(unit)s") % {"digits": self.digits, "unit": self.unit}

    def as_json(self) -> dict[str, Any]:
        """For machines."""
        return {
            "value": None if self.hidden else self.value,
            "shown": self.digits,
            "unit": shown(self.figure).figure.unit.value,
            "figure": self.figure,
            "area": self.area,
            "exact": self.exact,
            "since": self.since.isoformat(),
            "until": self.until.isoformat(),
        }


Piece = str | Number


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words and numbers in the order they are read."""

    pieces: tuple[Piece, ...]

    def __str__(self) -> str:
        return "".join(map(str, self.pieces))

    def numbers(self) -> Iterator[Number]:
        """The numbers in it."""
        return (piece for piece in self.pieces if isinstance(piece, Number))


def say(template: str, **values: "Piece | Sentence") -> Sentence:
    """A sentence from a Chinese template marked with `N_`: `say(N_("走访%(n)s。"), n=number)`."""
    words = _BLANK.split(gettext(template))
    pieces: list[Piece] = []
    for place, word in enumerate(words):
        value = values[word] if place % 2 else word
        pieces.extend(value.pieces if isinstance(value, Sentence) else (value,) if value != "" else ())
    return Sentence(tuple(pieces))


def listing(pieces: list[Sentence], separator: str) -> Sentence:
    """Several sentences in one, with a separator between them."""
    joined: list[Piece] = []
    for place, piece in enumerate(pieces):
        if place:
            joined.append(separator)
        joined.extend(piece.pieces)
    return Sentence(tuple(joined))
