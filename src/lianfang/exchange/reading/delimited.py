"""Text tables (.csv, .tsv, .txt) in the encodings and with the separators met in the field."""

import codecs
import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from lianfang.exchange.reading.cells import Cells
from lianfang.exchange.reading.sheet import Sheet, Unreadable

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DELIMITERS = (",", "\t", ";", "|", "，")
_SNIFFED_LINES = 60
_CHUNK = 1 << 20
# A quote that is never closed swallows the rest of the file; no honest cell holds so many lines.
_MOST_LINES_IN_A_CELL = 50
# One broken character in two hundred is a scratch; more is another encoding or no text.
_MOST_BROKEN = 1 / 200


def sheets(path: Path) -> Iterator[Sheet]:
    """Give the one sheet of a text table, named as the file.

    Raises:
        Unreadable: no known encoding fits.
    """
    encoding = _encoding(path)
    options = _options(path, encoding)
    return iter((Sheet(path.stem, _rows(path, encoding, options)),))


def _rows(path: Path, encoding: str, options: dict[str, Any]) -> Iterator[tuple[int, Cells]]:
    # A record is a row of the spreadsheet, even when a quoted cell spreads it over several lines.
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        for number, cells in enumerate(csv.reader(file, **options), start=1):
            yield number, list(cells)


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(4096)
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            return encoding
    if head.count(0) > len(head) // 8:
        return "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
    broken, encoding = min((_broken(path, encoding), encoding) for encoding in ("utf-8", "gb18030"))
    if broken > _MOST_BROKEN:
        raise Unreadable(
            _("文件不是可识别的文本表格：请用表格软件打开后“另存为” .xlsx 或 UTF-8 编码的 .csv 再上传。")
        )
    return encoding


def _broken(path: Path, encoding: str) -> float:
    broken = total = 0
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            decoded = decoder.decode(chunk)
            broken += decoded.count("\ufffd")
            broken += decoded.count("\0")
            total += len(decoded)
    return broken / max(total, 1)


def _options(path: Path, encoding: str) -> dict[str, Any]:
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        lines = list(islice(file, _SNIFFED_LINES))
    delimiter = max(_DELIMITERS, key=lambda candidate: _evenness(lines, candidate))
    # A full-width comma also stands inside sentences and csv takes it like any other character.
    options: dict[str, Any] = {"delimiter": delimiter}
    return options if _quotes_close(path, encoding, options) else {**options, "quoting": csv.QUOTE_NONE}


def _evenness(lines: list[str], delimiter: str) -> float:
    """Rate a separator: how many lines share the commonest number of columns above one, and how many that is."""
    try:
        counts = [len(record) for record in csv.reader(lines, delimiter=delimiter) if record]
    except csv.Error:
        return 0
    several = [count for count in counts if count > 1]
    if not several:
        return 0
    usual = max(several, key=several.count)
    return several.count(usual) / len(counts) * min(usual, 30)


def _quotes_close(path: Path, encoding: str, options: dict[str, Any]) -> bool:
    try:
        with path.open(encoding=encoding, errors="replace", newline="") as file:
            reader = csv.reader(file, **options)
            before = 0
            for _record in reader:
                if reader.line_num - before > _MOST_LINES_IN_A_CELL:
                    return False
                before = reader.line_num
    except csv.Error:
        return False
    return True
