"""What a file of any format is read as: sheets of numbered rows."""

from collections.abc import Iterator
from dataclasses import dataclass

from lianfang.exchange.reading.cells import Cells


class Unreadable(Exception):  # noqa: N818  a state of the file, named as one says it
    """The file cannot be read at all. The message is one Chinese sentence: what is wrong and how to mend it."""


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, 0-based and inclusive."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `rows` gives (row number as a spreadsheet shows it, cells from column A) once, in order."""

    name: str
    rows: Iterator[tuple[int, Cells]]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
