"""Walk a sheet: find its lists, and give every physical row once with what it is."""

from collections import deque
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _

from lianfang.exchange.reading import columns as guessing
from lianfang.exchange.reading import furniture, header, reference
from lianfang.exchange.reading.cells import Cells, fold, is_blank, tidy
from lianfang.exchange.reading.columns import Column
from lianfang.exchange.reading.dates import Reference
from lianfang.exchange.reading.fields import Field
from lianfang.exchange.reading.furniture import Reason
from lianfang.exchange.reading.header import Header
from lianfang.exchange.reading.labels import plain
from lianfang.exchange.reading.mapping import Mapping
from lianfang.exchange.reading.merging import Filler
from lianfang.exchange.reading.sheet import Sheet, Unreadable

SAMPLE_ROWS = 300


@dataclass(frozen=True, slots=True)
class Table:
    """One list within a sheet: its columns, where each field stands, and the day it speaks of."""

    columns: tuple[Column, ...]
    fields: dict[Field, list[int]]
    lines: tuple[set[str], ...]
    reference: Reference

    def heading(self, index: int) -> str:
        """Name a column."""
        return self.columns[index].header


@dataclass(frozen=True, slots=True)
class Line:
    """One physical row. `reason` is None for a row about people; `section` is the village named above it.

    Row 0 stands for the whole sheet, where nothing in it is read.
    """

    number: int
    cells: Cells
    table: Table | None = None
    reason: Reason | None = None
    section: str = ""


class Walker:
    """Gives the lines of one sheet."""

    def __init__(self, sheet: Sheet, file_name: str, mapping: Mapping | None, year: int | None) -> None:
        self.sheet = sheet
        self.names = (sheet.name, file_name)
        self.mapping = mapping or Mapping()
        self.year = year
        self.rows = ((number, [tidy(cell) for cell in cells]) for number, cells in sheet.rows)
        self.ahead: deque[tuple[int, Cells]] = deque()
        self.filler = Filler(sheet.merges)
        self.reference = Reference(year=year)

    def lines(self) -> Iterator[Line]:
        """Give every row of the sheet once, in order."""
        if self.sheet.hidden:
            yield Line(0, [], reason=Reason.SHEET_HIDDEN)
            return
        first = self._peek()
        if not any(not is_blank(cell) for _number, cells in first for cell in cells):
            yield Line(0, [], reason=Reason.SHEET_EMPTY)
            return
        found = header.find(first, self.sheet.merges)
        table = self._table(first, found)
        if table is None:
            yield Line(0, [], reason=Reason.SHEET_WITHOUT_LIST)
            return
        while table:
            yield from self._above(found, table)
            table, found = yield from self._below(table)

    def _peek(self) -> list[tuple[int, Cells]]:
        self.ahead.extend(islice(self.rows, SAMPLE_ROWS - len(self.ahead)))
        return list(self.ahead)

    def _next(self) -> tuple[int, Cells] | None:
        return self.ahead.popleft() if self.ahead else next(self.rows, None)

    def _table(self, rows: Sequence[tuple[int, Cells]], found: Header | None) -> Table | None:
        below = [cells for _number, cells in rows[found.last + 1 if found else 0 :]]
        sample = [cells for cells in below if sum(not is_blank(cell) for cell in cells) > 1]
        columns = self.mapping.apply(guessing.guess(found, sample))
        if not guessing.is_list(columns) or (found is None and not _convincing(columns)):
            return None
        _refuse_side_by_side(columns)
        fields: dict[Field, list[int]] = {}
        for column in columns:
            fields.setdefault(column.field, []).append(column.index)
        titles = [cells for _number, cells in rows[: found.first if found else 0]]
        lines = tuple(_words(cells) for _n, cells in rows[found.first : found.last + 1]) if found else ()
        self.reference = self._reference(titles, sample, fields)
        return Table(columns, fields, lines, self.reference)

    def _reference(
        self, titles: Sequence[Cells], sample: Sequence[Cells], fields: dict[Field, list[int]]
    ) -> Reference:
        stated = reference.of(titles, self.names, self.year)
        if stated.day:
            return stated
        if self.reference.day or self.year:
            return self.reference  # a second list of the sheet goes under the first one's title
        index = next(iter(fields.get(Field.RETURNED_ON, [])), None)
        cells = [] if index is None else [cells[index] for cells in sample if index < len(cells)]
        return Reference(reference.latest(cells))

    def _above(self, found: Header | None, table: Table) -> Iterator[Line]:
        for position in range(found.last + 1 if found else 0):
            number, cells = self.ahead.popleft()
            blank = all(map(is_blank, cells))
            title = Reason.BLANK if blank else Reason.TITLE
            yield Line(number, cells, table, Reason.HEADER if found and position >= found.first else title)

    def _below(self, table: Table) -> Generator[Line, None, tuple[Table, Header] | tuple[None, None]]:
        section = ""
        while (row := self._next()) is not None:
            number, cells = row
            reason = furniture.judge(cells, table.fields, table.lines)
            if reason is None and furniture.is_other_heading(cells):
                self.ahead.appendleft(row)
                again = self._again()
                if again:
                    return again
                self.ahead.popleft()
            if reason is Reason.SECTION:
                section = furniture.section_village(cells)
            whole = self.filler.fill(number, cells, table.fields) if reason is None else cells
            yield Line(number, whole, table, reason, section)
        return None, None

    def _again(self) -> tuple[Table, Header] | None:
        rows = self._peek()
        found = header.find(rows[:4], self.sheet.merges)
        table = self._table(rows, found) if found and found.first == 0 else None
        return (table, found) if table and found else None


def _words(cells: Cells) -> set[str]:
    return {fold(cell) for cell in cells if not is_blank(cell)}


def _convincing(columns: Sequence[Column]) -> bool:
    # Without a heading, sentences of an explanation must not pass for a list.
    sure = {column.field for column in columns if column.confidence > 0.4}
    return Field.ID_NUMBER in sure or {Field.NAME, Field.PHONE} <= sure


def _refuse_side_by_side(columns: Sequence[Column]) -> None:
    headings = [plain(column.header) for column in columns]
    for width in range(2, len(headings) // 2 + 1):
        blocks = [headings[start : start + width] for start in range(0, len(headings), width)]
        named = any(column.field is Field.NAME for column in columns[:width])
        if named and blocks[0] == blocks[1]:
            raise Unreadable(_("名单左右并排了两栏：请把右边一栏接到左边一栏的下面后重新上传。"))
