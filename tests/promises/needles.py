"""What must not be found: every name, number, telephone and address of the shared lists, read as plain cells."""

import csv
import io
import re
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineWorkbook

_HAN = "\u3400-\u9fff"
_ESCAPED = re.compile(r"\\u([0-9a-f]{4})", re.IGNORECASE)
_DIGITS = re.compile(rb"\d{9,}[xX]?")
_NAMES = {"姓名", "户主/返乡人"}
_DOOR = re.compile(rf"[{_HAN}]*\d+组\d+号")
_WORDS = re.compile(rf"[{_HAN}\d]+")


@dataclass(frozen=True)
class Needles:
    """Names of three characters and more, of two, addresses down to the door, numbers of 11 or 18 digits."""

    long_names: frozenset[str]
    short_names: frozenset[str]
    doors: frozenset[str]
    numbers: frozenset[str]

    def found_in(self, content: bytes) -> list[str]:
        """Which of them stand in some bytes, in UTF-8, as JSON escapes, or as digits."""
        text = "\n".join(_texts(content))
        words = set(_WORDS.findall(text))
        joined = "\n".join(words)
        found = [one for one in (*self.long_names, *self.doors) if one in joined]
        found += [one for one in self.short_names if one in words and f'"{one}"' in text]
        for run in _DIGITS.findall(content):
            digits = run.decode().upper()
            found += [digits[n : n + size] for size in (11, 18) for n in range(len(digits) - size + 1)
                      if digits[n : n + size] in self.numbers]  # fmt: skip
        return sorted(set(found))


def _texts(content: bytes) -> Iterator[str]:
    """The bytes as UTF-8, with what JSON escapes written out; a Word file's parts."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b"\n".join(archive.read(name) for name in archive.namelist())
    text = content.decode("utf-8", "replace")
    yield _ESCAPED.sub(lambda escape: chr(int(escape.group(1), 16)), text)


def of_lists(folder: Path) -> Needles:
    """Read the lists without the importer: a table's columns by the words of its heading."""
    names: set[str] = set()
    doors: set[str] = set()
    numbers: set[str] = set()
    for table in _tables(folder):
        for row in table:
            for cell in row:
                digits = re.sub(r"[\s.\-]|\.0$", "", cell)
                numbers |= {digits.upper()} if re.fullmatch(r"1\d{10}|\d{17}[\dXx]", digits) else set()
                doors |= set(_DOOR.findall(cell))
        names |= set(_column(table, _NAMES))
    return Needles(
        frozenset(name for name in names if len(name) > 2),
        frozenset(name for name in names if len(name) == 2),
        frozenset(doors),
        frozenset(numbers),
    )


def _column(table: list[list[str]], titles: Collection[str]) -> Iterator[str]:
    heading = next(n for n, row in enumerate(table) if set(row) & set(titles))
    column = next(n for n, cell in enumerate(table[heading]) if cell in titles)
    for row in table[heading + 1 :]:
        name = re.sub(r"\s", "", row[column]) if len(row) > column else ""
        if re.fullmatch(rf"[{_HAN}]{{2,}}", name) and row[0] not in {"合计", "小计"}:
            yield name


def _tables(folder: Path) -> Iterator[list[list[str]]]:
    for path in sorted(folder.glob("[ABC]-*")):
        if path.suffix == ".csv":
            with path.open(encoding="gb18030") as file:
                yield [[cell.strip() for cell in row] for row in csv.reader(file)]
        else:
            book = CalamineWorkbook.from_path(path)
            for sheet in book.sheet_names:
                yield [[_text(cell) for cell in row] for row in book.get_sheet_by_name(sheet).to_python()]


def _text(cell: object) -> str:
    return f"{cell:.0f}" if isinstance(cell, float) else str(cell).strip()
