"""Workbooks (.xlsx, .xls, .xlsb, .ods), read by calamine."""

from collections.abc import Iterator
from pathlib import Path

import python_calamine as calamine
from django.utils.translation import gettext as _

from lianfang.exchange.reading.cells import Cells
from lianfang.exchange.reading.sheet import Merge, Sheet, Unreadable


def sheets(path: Path) -> Iterator[Sheet]:
    """Give the sheets that can hold cells; each is loaded when its turn comes and let go after.

    Raises:
        Unreadable: locked by a password, damaged, or no workbook at all.
    """
    book = _open(path)
    return (_sheet(book, meta) for meta in book.sheets_metadata if meta.typ is calamine.SheetTypeEnum.WorkSheet)


def _open(path: Path) -> calamine.CalamineWorkbook:
    try:
        with path.open("rb") as file:
            return calamine.CalamineWorkbook.from_filelike(file)
    except calamine.PasswordError as error:
        raise Unreadable(_("文件设有打开密码，无法读取：请在表格软件中取消密码保护后重新上传。")) from error
    except BaseException as error:
        raise _damaged(error) from error


def _sheet(book: calamine.CalamineWorkbook, meta: calamine.SheetMetadata) -> Sheet:
    if meta.visible is not calamine.SheetVisibleEnum.Visible:
        return Sheet(meta.name, iter(()), hidden=True)
    try:
        loaded = book.get_sheet_by_name(meta.name)
    except BaseException as error:
        raise _damaged(error) from error
    merges = (Merge(top, left, bottom, right) for (top, left), (bottom, right) in loaded.merged_cell_ranges or ())
    return Sheet(meta.name, _rows(loaded), tuple(merges))


def _rows(loaded: calamine.CalamineSheet) -> Iterator[tuple[int, Cells]]:
    # calamine gives the empty rows above the first cell but not the empty columns left of it.
    start = loaded.start
    before: Cells = [""] * (start[1] if start else 0)
    for number, cells in enumerate(loaded.iter_rows() if start else (), start=1):
        yield number, [*before, *cells]


def _damaged(error: BaseException) -> BaseException:
    # A damaged file can make calamine panic, which Python sees as a BaseException of a type it cannot import.
    if isinstance(error, Exception) or type(error).__name__ == "PanicException":
        return Unreadable(_("表格文件已损坏或格式不对：请用表格软件打开后“另存为” .xlsx 再上传。"))
    return error
