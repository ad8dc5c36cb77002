"""The three lists of the demonstration and the truth about them."""

import csv
from collections.abc import Iterator
from pathlib import Path

from lianfang.exchange.reading import Row, read_rows

FOLDER = Path(__file__).resolve().parent.parent / "demo_data" / "returnees"
COUNTY_COMMAND = FOLDER / "A-county-command.xlsx"
BIG_DATA = FOLDER / "B-big-data-comparison.csv"
TOWNSHIP = FOLDER / "C-township-recheck.xls"
YEAR = 2020


def addresses() -> Iterator[tuple[str, str]]:
    """Every village and address below it that the lists name."""
    for path in (COUNTY_COMMAND, BIG_DATA, TOWNSHIP):
        for row in read_rows(path, year=YEAR):
            if isinstance(row, Row) and row.address_text:
                yield row.village_text, row.address_text


def truth() -> dict[tuple[str, int], set[str]]:
    """Who stands in a row: by the list's file name and the row as a spreadsheet numbers it."""
    names = {path.name[0]: path.name for path in (COUNTY_COMMAND, BIG_DATA, TOWNSHIP)}
    found: dict[tuple[str, int], set[str]] = {}
    with (FOLDER / "truth.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found.setdefault((names[row["list"]], int(row["row"])), set()).add(row["person"])
    return found
