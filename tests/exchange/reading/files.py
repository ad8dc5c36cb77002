"""Real files with the faults of the field, in every format."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
import xlwt

Rows = Sequence[Sequence[Any]]
"""Cells by row; None is an empty cell."""


def id_number(serial: int, born: str = "19800101") -> str:
    """A number with a right check digit in a division that does not exist."""
    from stdnum.iso7064 import mod_11_2

    body = f"999101{born}{serial % 900 + 100:03d}"
    return body + str(mod_11_2.calc_check_digit(body))


def xlsx(path: Path, rows: Rows, merges: Sequence[str] = (), sheet: str = "名单", **more: Rows) -> Path:
    """Write sheets; a merged range like "A1:C1" keeps the value of its first cell."""
    book = xlsxwriter.Workbook(str(path))
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for name, content in {sheet: rows, **more}.items():
        page = book.add_worksheet(name)
        for number, cells in enumerate(content):
            for index, cell in enumerate(cells):
                if isinstance(cell, (date, datetime)):
                    page.write_datetime(number, index, cell, day)
                elif cell is not None:
                    page.write(number, index, cell)
        if name == sheet:
            _merge(page, rows, merges)
        if name.startswith("隐藏"):
            page.hide()
    book.close()
    return path


def _merge(page: Any, rows: Rows, merges: Sequence[str]) -> None:
    from xlsxwriter.utility import xl_cell_to_rowcol

    for span in merges:
        row, column = xl_cell_to_rowcol(span.split(":", maxsplit=1)[0])
        page.merge_range(span, rows[row][column])


def xls(path: Path, rows: Rows) -> Path:
    book = xlwt.Workbook()
    page = book.add_sheet("1月30日")
    for number, cells in enumerate(rows):
        for index, cell in enumerate(cells):
            if cell is not None:
                page.write(number, index, cell)
    book.save(str(path))
    return path


def text(path: Path, rows: Rows, encoding: str = "utf-8", delimiter: str = ",") -> Path:
    lines = (delimiter.join("" if cell is None else _quoted(str(cell), delimiter) for cell in row) for row in rows)
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode(encoding))
    return path


def _quoted(cell: str, delimiter: str) -> str:
    needed = delimiter in cell or "\n" in cell or '"' in cell
    return '"' + cell.replace('"', '""') + '"' if needed else cell


Writer = Callable[[Path, Rows], Path]
