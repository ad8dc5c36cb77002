"""What a cell holds, as text."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from math import isfinite

Cell = str | int | float | bool | date | datetime | time | timedelta
"""A value as the file gives it; an empty cell is the empty string."""

Cells = list[Cell]
"""One physical row, from column A on."""

_UNTIDY = re.compile(r"^\s|\s$|[^\S ]|  |[\u200b\u200c\u200d\ufeff\u00ad]")
_SPACES = re.compile(r"[\s\u200b\u200c\u200d\ufeff\u00ad]+")
_ABSENT = re.compile(
    r"[-—–/\\.、。?？*]+|(?:无|没有|暂无|不详|未知|不清楚|不明|空|未提供|未登记|待查|null|none|nan|n/a)+|#[A-Z/0!?]+",
    re.I,
)


def tidy(cell: Cell) -> Cell:
    """Take the spaces at the ends off a text and make runs of white space one blank."""
    if isinstance(cell, str):
        return _SPACES.sub(" ", cell).strip() if _UNTIDY.search(cell) else cell
    # A number too large for a float is not a number any more.
    return repr(cell) if isinstance(cell, float) and not isfinite(cell) else cell


def text(cell: Cell) -> str:
    """Give a tidy cell as written."""
    if isinstance(cell, str):
        return cell
    return _number(cell) if isinstance(cell, float) else _other(cell)


def fold(cell: Cell) -> str:
    """Give the cell for comparing: as `text`, in half width (`７组` is `7组`)."""
    written = text(cell)
    if written.isascii() or unicodedata.is_normalized("NFKC", written):
        return written
    return unicodedata.normalize("NFKC", written).strip()


def is_blank(cell: Cell) -> bool:
    """Tell a tidy cell that is empty."""
    return cell == ""


def is_absent(words: str) -> bool:
    """Tell text that says there is nothing: 无, 不详, a dash, an error value of the spreadsheet."""
    return not words or _ABSENT.fullmatch(words) is not None


def letter(index: int) -> str:
    """Name a column as a spreadsheet does: 0 is A, 26 is AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() else repr(value)


def _other(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return cell.isoformat(" ") if isinstance(cell, datetime) else str(cell)
