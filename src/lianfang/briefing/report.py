"""A report: title, head, sections of sentences and tables. What every format draws, so that all say the same."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from lianfang.briefing.wording import Key, Number, Sentence

Cell = str | Number | Sentence


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: caption, headers, rows of cells; all but the first `words` columns hold numbers."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    words: int = 1


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report under its own heading; `late` is what burns."""

    title: str
    sentences: tuple[Sentence, ...] = ()
    tables: tuple[Grid, ...] = ()
    late: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """A briefing in words. `public`: small numbers are hidden and what concerns colleagues is left out."""

    title: str
    area: str
    cutoff: datetime
    seq: int
    head: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    foot: tuple[tuple[str, str], ...] = ()
    mark: str = ""
    public: bool = False
    id: UUID | None = None
    digest: str = ""

    def numbers(self) -> Iterator[Number]:
        """Every number in it."""
        for section in self.sections:
            for sentence in section.sentences:
                yield from sentence.numbers()
            for table in section.tables:
                for row in table.rows:
                    for cell in row:
                        yield from numbers_of(cell)


def numbers_of(cell: Cell) -> Iterator[Number]:
    """The numbers in a cell."""
    if isinstance(cell, Number):
        yield cell
    elif isinstance(cell, Sentence):
        yield from cell.numbers()


def redraw(report: Report, masks: dict[Key, str]) -> Report:
    """The same report with some numbers hidden, wherever they stand."""

    def number(each: Number) -> Number:
        return replace(each, hidden=masks[each.key]) if each.key in masks else each

    def cell(each: Cell) -> Cell:
        if isinstance(each, Number):
            return number(each)
        return sentence(each) if isinstance(each, Sentence) else each

    def sentence(each: Sentence) -> Sentence:
        return Sentence(tuple(number(p) if isinstance(p, Number) else p for p in each.pieces))

    def table(each: Grid) -> Grid:
        return replace(each, rows=tuple(tuple(map(cell, row)) for row in each.rows))

    sections = tuple(
        replace(s, sentences=tuple(map(sentence, s.sentences)), tables=tuple(map(table, s.tables)))
        for s in report.sections
    )
    return replace(report, sections=sections)
