"""Find the heading of a list by itself: under titles, over several lines, with merged cells or without."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from lianfang.exchange.reading.cells import Cells, fold, is_blank, letter
from lianfang.exchange.reading.fields import Field
from lianfang.exchange.reading.labels import LONGEST_LABEL, recognise
from lianfang.exchange.reading.shapes import is_personal
from lianfang.exchange.reading.sheet import Merge

SEARCHED_ROWS = 60
MOST_LINES = 3
_KEYS = {Field.NAME, Field.ID_NUMBER, Field.PHONE, Field.HOUSEHOLD_HEAD}
_SURE = 0.9
_COLON = re.compile(r"[:：].")


@dataclass(frozen=True, slots=True)
class Header:
    """The heading: positions of its lines among the rows given (`first` to `last`), and each column's parts.

    `parts[i]` runs from the top line down; it is empty for a column without a heading.
    """

    first: int
    last: int
    parts: tuple[tuple[str, ...], ...]

    def label(self, index: int) -> str:
        """Name a column: 「返乡信息/出发地」, or 「D列」 where there is no heading."""
        parts = self.parts[index] if index < len(self.parts) else ()
        return "/".join(parts) or f"{letter(index)}列"

    def recognised(self) -> list[tuple[Field, float]]:
        """Tell the fields of the columns whose headings are known."""
        return [found for parts in self.parts if parts and (found := recognise(*parts))]


def find(rows: Sequence[tuple[int, Cells]], merges: Sequence[Merge] = ()) -> Header | None:
    """Find the heading among the first rows of a sheet; None where there is none.

    A heading is the one to three lines whose cells are mostly known labels, a key column (name, document,
    telephone) among them; where no label is known, the line right above the first row with a document or
    telephone number.
    """
    end = _first_data(rows)
    best: Header | None = None
    best_score = 0.0
    for first in range(end):
        for last in range(first, min(first + MOST_LINES, end)):
            if not any(not is_blank(cell) for cell in rows[last][1]):
                break
            header = _read(rows, first, last, merges)
            score = _score(header)
            if score > best_score + 1e-9:
                best, best_score = header, score
    if best:
        return _with_groups(rows, best, merges)
    return _unknown_labels(rows, end, merges)


def _first_data(rows: Sequence[tuple[int, Cells]]) -> int:
    searched = rows[:SEARCHED_ROWS]
    # A footer's or title's telephone stands in a sentence; a person's row has other cells beside it.
    for position, (_number, cells) in enumerate(searched):
        filled = [cell for cell in cells if not is_blank(cell)]
        if len(filled) > 1 and any(is_personal(cell) for cell in filled) and not _has_sentence(filled):
            return position
    return len(searched)


def _has_sentence(filled: Cells) -> bool:
    return any(isinstance(cell, str) and _COLON.search(cell) for cell in filled)


def _read(rows: Sequence[tuple[int, Cells]], first: int, last: int, merges: Sequence[Merge]) -> Header:
    lines = [_line(rows[position], merges) for position in range(first, last + 1)]
    width = max(len(line) for line in lines)
    lines = [line + [""] * (width - len(line)) for line in lines]
    for upper, lower in pairwise(lines):
        _spread(upper, lower)
    columns = zip(*lines, strict=True)
    return Header(first, last, tuple(_without_repeats(column) for column in columns))


def _line(row: tuple[int, Cells], merges: Sequence[Merge]) -> list[str]:
    number, cells = row
    line = [fold(cell) for cell in cells]
    for merge in merges:
        if merge.top <= number - 1 <= merge.bottom and merge.left < len(line):
            value = line[merge.left]
            line[merge.left : merge.right + 1] = [value] * (min(merge.right + 1, len(line)) - merge.left)
    return line


def _spread(upper: list[str], lower: list[str]) -> None:
    # Without merged ranges (csv) a group's name stands over its first column only.
    for index in range(1, len(upper)):
        if not upper[index] and lower[index]:
            upper[index] = upper[index - 1]


def _without_repeats(column: tuple[str, ...]) -> tuple[str, ...]:
    parts: list[str] = []
    for part in column:
        if part and (not parts or parts[-1] != part):
            parts.append(part)
    return tuple(parts)


def _score(header: Header) -> float:
    """Rate a heading: known labels count for it, unknown ones a little against; 0 is none."""
    # A group's name merged over several columns is one label, not several.
    filled = list(dict.fromkeys(parts for parts in header.parts if parts))
    found = [known for parts in filled if (known := recognise(*parts)) and recognise(parts[-1])]
    fields = {field for field, _confidence in found}
    keys = [confidence for field, confidence in found if field in _KEYS]
    if len(fields) < 2 or len(found) * 2 < len(filled) or not keys:
        return 0
    if max(keys) < _SURE and len(keys) < 2:
        return 0
    return sum(confidence for _field, confidence in found) - 0.3 * (len(filled) - len(found))


def _with_groups(rows: Sequence[tuple[int, Cells]], header: Header, merges: Sequence[Merge]) -> Header:
    """Take in a line of group names above (户主 over 姓名 and 电话), which is no title."""
    above = header.first - 1
    if above < 0 or header.last - above >= MOST_LINES:
        return header
    line = _line(rows[above], merges)
    names = [cell for cell in line if cell]
    short = all(len(name) <= 12 and not _COLON.search(name) for name in names)
    return _read(rows, above, header.last, merges) if len(set(names)) > 1 and short else header


def _unknown_labels(rows: Sequence[tuple[int, Cells]], end: int, merges: Sequence[Merge]) -> Header | None:
    if not 0 < end < min(len(rows), SEARCHED_ROWS):
        return None
    line = [cell for cell in _line(rows[end - 1], merges) if cell]
    wide = len(set(line)) > 1 and 2 * len(line) > len([c for c in rows[end][1] if not is_blank(c)])
    plain = all(len(cell) <= LONGEST_LABEL and not any(map(str.isdecimal, cell)) for cell in line)
    return _read(rows, end - 1, end - 1, merges) if wide and plain else None
