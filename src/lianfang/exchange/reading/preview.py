"""What a list looks like to the reader, before anything is imported: for a person to check and correct."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from lianfang.exchange.reading.cells import is_blank, text
from lianfang.exchange.reading.fields import Field
from lianfang.exchange.reading.furniture import Reason
from lianfang.exchange.reading.mapping import Mapping, signature
from lianfang.exchange.reading.rows import no_list
from lianfang.exchange.reading.sheets import open_sheets
from lianfang.exchange.reading.tables import SAMPLE_ROWS, Line, Table, Walker

SAMPLES = 3


@dataclass(frozen=True, slots=True)
class ColumnPreview:
    """One column: its guess, how sure it is (0–1; 1 is a person's word) and up to three values, not masked."""

    index: int
    header: str
    field: Field
    confidence: float
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListPreview:
    """One list of the file. `signature` is the key under which a correction of its columns is remembered."""

    sheet: str
    header_rows: tuple[int, ...]
    columns: tuple[ColumnPreview, ...]
    signature: str
    reference: date | None


@dataclass(frozen=True, slots=True)
class Preview:
    """The first rows of every sheet, read: lists found, rows about people and rows skipped, by reason."""

    lists: tuple[ListPreview, ...]
    rows: int
    skipped: dict[Reason, int]


def preview(path: Path, mapping: Mapping | None = None, year: int | None = None) -> Preview:
    """Read the first 300 rows of every sheet.

    Raises:
        Unreadable: as `read_rows`.
    """
    lists: list[ListPreview] = []
    reasons: Counter[Reason] = Counter()
    rows = 0
    for sheet in open_sheets(path):
        lines = list(islice(Walker(sheet, path.stem, mapping, year).lines(), SAMPLE_ROWS))
        reasons.update(line.reason for line in lines if line.reason)
        rows += sum(line.reason is None for line in lines)
        tables = {id(line.table): line.table for line in lines if line.table}
        lists.extend(_list(sheet.name, table, lines) for table in tables.values())
    if not lists:
        raise no_list()
    return Preview(tuple(lists), rows, dict(reasons))


def _list(sheet: str, table: Table, lines: list[Line]) -> ListPreview:
    own = [line for line in lines if line.table is table]
    columns = tuple(
        ColumnPreview(column.index, column.header, column.field, column.confidence, _samples(own, column.index))
        for column in table.columns
    )
    headers = tuple(line.number for line in own if line.reason is Reason.HEADER)
    return ListPreview(sheet, headers, columns, signature(table.columns), table.reference.day)


def _samples(lines: list[Line], index: int) -> tuple[str, ...]:
    cells = (line.cells[index] for line in lines if line.reason is None and index < len(line.cells))
    return tuple(islice((text(cell) for cell in cells if not is_blank(cell)), SAMPLES))
