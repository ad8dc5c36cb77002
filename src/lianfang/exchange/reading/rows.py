"""Read any list of returnees into rows: every physical row once, each problem explained."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from lianfang.exchange.reading import people, whereabouts
from lianfang.exchange.reading.fields import Field
from lianfang.exchange.reading.furniture import Reason
from lianfang.exchange.reading.mapping import Mapping
from lianfang.exchange.reading.notes import Note, NoteCode, Problem
from lianfang.exchange.reading.people import PersonCells
from lianfang.exchange.reading.sheet import Unreadable
from lianfang.exchange.reading.sheets import open_sheets
from lianfang.exchange.reading.tables import Line, Table, Walker
from lianfang.exchange.reading.values import Values


@dataclass(frozen=True, slots=True)
class Row:
    """One row about people. `row` is its number as a spreadsheet shows it.

    Texts are as written and "" where the list is silent. `returned_on` is None when the date is missing or
    could not be read; `returned_text` is its cell. `above_text` is what an address says from province to
    county. A row with `fatal` is refused; all others count, whatever their notes.
    """

    file: str
    sheet: str
    row: int
    people: tuple[PersonCells, ...]
    origin: str
    returned_on: date | None
    returned_text: str
    transport: str
    above_text: str
    town_text: str
    village_text: str
    address_text: str
    remark: str
    status_text: str
    pushed_on: date | None
    notes: tuple[Note, ...]
    fatal: Problem | None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that holds no person; row 0 stands for a whole sheet that is not read."""

    file: str
    sheet: str
    row: int
    reason: Reason


def read_rows(path: Path, mapping: Mapping | None = None, year: int | None = None) -> Iterator[Row | Skipped]:
    """Read a list of returnees, row by row in the file's order; memory stays flat where the format allows.

    `mapping` is a person's word on some columns. `year` is the list's year, for dates without one when
    neither title, sheet nor file name tells it.

    Raises:
        Unreadable: the file cannot be opened, or holds no list of persons.
    """
    lists = 0
    for sheet in open_sheets(path):
        for line in Walker(sheet, path.stem, mapping, year).lines():
            lists += line.table is not None
            if line.table and line.reason is None:
                yield _row(path.name, sheet.name, line, line.table)
            elif line.reason:
                yield Skipped(path.name, sheet.name, line.number, line.reason)
    if not lists:
        raise no_list()


def no_list() -> Unreadable:
    """Give the error for a file in which nothing looks like a list of persons."""
    return Unreadable(
        _("没有找到名单：表中要有一行表头，其中有“姓名”或“身份证号码”一列；请补上表头，或在导入时指明各列内容。")
    )


def _row(file: str, sheet: str, line: Line, table: Table) -> Row:
    values = Values(line.cells, table)
    persons, notes, fatal = people.read(values)
    back = whereabouts.read_return(values, notes)
    home = whereabouts.read_address(values, line.section, notes)
    if values.overflows():
        notes.append(Note(table.columns[-1].header, NoteCode.ROW_COLUMNS))
    return Row(
        file=file,
        sheet=sheet,
        row=line.number,
        people=persons,
        origin=back.origin,
        returned_on=back.day,
        returned_text=back.written,
        transport=back.transport,
        above_text=home.above,
        town_text=home.town,
        village_text=home.village,
        address_text=home.rest,
        remark=values.joined(Field.REMARK, "；"),
        status_text=values.joined(Field.STATUS, "；"),
        pushed_on=whereabouts.pushed_on(values),
        notes=tuple(dict.fromkeys(notes)),
        fatal=fatal,
    )
