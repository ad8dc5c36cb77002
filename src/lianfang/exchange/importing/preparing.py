"""All of an import that only reads: rows to people, where they live, who they are; batch by batch."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from uuid import UUID

from lianfang.exchange.importing import entered, ids
from lianfang.exchange.importing.homes import homes
from lianfang.exchange.importing.items import Item
from lianfang.exchange.importing.persons import identify
from lianfang.exchange.importing.sight import View
from lianfang.exchange.reading import Mapping, Row, Skipped, read_rows

BATCH = 1_000  # rows in one transaction: about a second, so that others' entries need not wait long
# Of a large file more: the blind indexes of a few rows lie all over the database, so that each transaction writes
# nearly all of their pages, however few rows it has.
MANY = 4_000


@dataclass(frozen=True, slots=True)
class Plan:
    """One file and where it goes. `digest` is the SHA-256 of its bytes, `area` the root of its places."""

    path: Path
    mapping: Mapping | None
    year: int
    campaign: UUID
    digest: str
    area: str


@dataclass(slots=True)
class Batch:
    """Rows ready for the door. `items` are the people of those that can be read; `skipped` counts furniture."""

    rows: list[Row]
    items: list[Item]
    skipped: int


@dataclass(slots=True)
class _Sheets:
    """The list on each sheet; sheets are numbered as they come."""

    plan: Plan
    known: dict[str, UUID] = field(default_factory=dict)

    def of(self, sheet: str) -> UUID:
        """The list's id."""
        if sheet not in self.known:
            self.known[sheet] = ids.list_id(self.plan.campaign, self.plan.digest, len(self.known))
        return self.known[sheet]


def batches(plan: Plan, sight: View, size: int = BATCH) -> Iterator[Batch]:
    """Every row of the file once, in order, `size` physical rows at a time.

    Raises:
        Unreadable: as `read_rows`.
    """
    sheets = _Sheets(plan)
    lines = read_rows(plan.path, plan.mapping, plan.year)
    while piece := list(islice(lines, size)):
        rows = [line for line in piece if not isinstance(line, Skipped)]
        items = _items(rows, sheets)
        _prepare(items, plan.area, sight)
        yield Batch(rows, items, len(piece) - len(rows))


def _items(rows: Sequence[Row], sheets: _Sheets) -> list[Item]:
    return [
        Item(row, ordinal, cells, source)
        for row in rows
        for source in (sheets.of(row.sheet),)
        if row.fatal is None
        for ordinal, cells in enumerate(row.people)
    ]


def _prepare(items: Sequence[Item], area: str, sight: View) -> None:
    entered.recognise(items)
    fresh = [item for item in items if not item.entered]
    if fresh:
        for item, home in zip(fresh, homes([item.row for item in fresh], area), strict=True):
            item.home = home
        identify(fresh, sight)
