"""Open a file of any kind an agency sends and give its sheets, row by row."""

from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from lianfang.exchange.reading import delimited, workbook
from lianfang.exchange.reading.sheet import Sheet, Unreadable

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PICTURES_AND_PDF = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"Rar!", b"7z\xbc\xaf")


def open_sheets(path: Path) -> Iterator[Sheet]:
    """Give the sheets of a .xlsx, .xls, .xlsb, .ods, .csv, .tsv or .txt file.

    What a file is, is told by its first bytes and not by its name: many an export is text called .xls.
    A sheet's rows are to be read before the next sheet is asked for.

    Raises:
        Unreadable: the file is missing, empty, locked by a password, damaged or not a table.
    """
    head = _head(path)
    if head.startswith((ZIP, OLE)):
        return workbook.sheets(path)
    return delimited.sheets(path)


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            head = file.read(4096)
            if head.startswith(OLE) and _ENCRYPTED in head + file.read():
                raise Unreadable(_("文件设有打开密码，无法读取：请在表格软件中取消密码保护后重新上传。"))
    except OSError as error:
        raise Unreadable(_("文件打不开：请确认文件存在、没有被其他程序占用后重新上传。")) from error
    _refuse_what_is_no_table(head)
    return head


def _refuse_what_is_no_table(head: bytes) -> None:
    if not head.strip(b"\0\r\n\t ,"):
        raise Unreadable(_("文件是空的：请确认导出成功、里面有名单后重新上传。"))
    if head.startswith(_PICTURES_AND_PDF):
        raise Unreadable(_("这不是表格文件（是图片、PDF 或压缩包）：请把名单存为 .xlsx 或 .csv 后重新上传。"))
    if head.lstrip(b"\xef\xbb\xbf\r\n\t ")[:1] == b"<":
        raise Unreadable(_("这是网页格式的表格：请用表格软件打开后“另存为” .xlsx 再上传。"))
