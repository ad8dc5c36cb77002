"""Lists imported by the command's own way and held against the truth; then 100,000 rows against the clock."""

import csv
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import xlsxwriter
from django.core.management import call_command

import lianfang
from bench import county
from bench.options import size
from bench.tables import say, show
from lianfang.areas.models import Area
from lianfang.exchange.importing import FileOutcome, Outcome, import_returnees
from lianfang.exchange.reading import Row, read_rows
from lianfang.ledger.scope import SYSTEM
from tests.vault.lists import Mix, Town
from tests.vault.lists import Row as Made

SHARED: Final = Path(lianfang.__file__).parent / "demo_data" / "returnees"
HEADING = ("姓名", "性别", "身份证号码", "联系电话", "村（社区）", "现住址", "从何处返回", "返回日期")
_SEXES = {"male": "男", "female": "女", "": ""}
_UNHAPPY = Mix(id_missing=0.35, phone_missing=0.05, id_typo=0.06, phone_slip=0.06, homophone=0.06)
_FAMILIES = Mix(homes={"couple": 0.3, "siblings": 0.3, "twins": 0.2, "father_son": 0.2})

Place = tuple[str, int]  # file and row


@dataclass(frozen=True, slots=True)
class Lists:
    """Files to import in this order, and who stands in each row (two, where two people share one)."""

    name: str
    files: Sequence[Path]
    truth: dict[Place, list[str]]


def run() -> None:
    """Both tables."""
    with TemporaryDirectory() as folder:
        county.settle()
        rows = [_quality(lists) for lists in _all_lists(Path(folder))]
        show(
            "importing: who is who, against the truth",
            (
                *("lists", "items", "pairs", "wrong merges", "precision %", "merged %", "or asked %", "queue %"),
                *("refused %", "by number alone %"),
            ),
            rows,
            "pairs: rows of one person, refused rows left out; merged: by the machine; or asked: or in the queue of",
            "decisions with the other row's person among the candidates; by number alone: pairs an equal ID finds.",
        )
        _speed(Path(folder))


def _all_lists(folder: Path) -> Iterator[Lists]:
    yield _shared("A, B, C", "ABC")
    yield _shared("C, B, A", "CBA")
    people = size(3_000, 600)
    for name, mix in (("town", Mix()), ("town, half without numbers", _UNHAPPY), ("town of families", _FAMILIES)):
        yield _made(name, Town(len(name), people, mix), folder)


def _shared(name: str, order: str) -> Lists:
    files = {path.name[0]: path for path in SHARED.glob("[ABC]-*")}
    truth: dict[Place, list[str]] = defaultdict(list)
    with (SHARED / "truth.csv").open(encoding="utf-8") as file:
        for line in csv.DictReader(file):
            truth[files[line["list"]].name, int(line["row"])].append(line["person"])
    return Lists(name, [files[letter] for letter in order], truth)


def _made(name: str, town: Town, folder: Path) -> Lists:
    rows = town.lists(3)
    path = folder / f"{name}.csv"
    _write_csv(path, rows, town)
    return Lists(name, [path], {(path.name, at): [str(row.person)] for at, row in enumerate(rows, 2)})


def _cells(rows: Sequence[Made], town: Town) -> Iterator[list[str]]:
    names = list(Area.objects.filter(pk__in=county.villages()).order_by("pk").values_list("name", flat=True))
    village = {code: names[at % len(names)] for at, code in enumerate(town.villages)}
    for at, row in enumerate(rows):
        said = row.identity
        yield [
            *(said.name, _SEXES[said.sex], said.id_number, "、".join(said.phones), village[said.village]),
            *(said.address, "湖北武汉", f"2020-01-{at % 28 + 1:02}"),
        ]


def _write_csv(path: Path, rows: Sequence[Made], town: Town) -> None:
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows([HEADING, *_cells(rows, town)])


def _write_xlsx(path: Path, rows: Sequence[Made], town: Town) -> None:
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    page = book.add_worksheet()
    for number, cells in enumerate([list(HEADING), *_cells(rows, town)]):
        page.write_row(number, 0, cells)
    book.close()


def _quality(lists: Lists) -> tuple[object, ...]:
    """One row of the first table."""
    _empty()
    outcome = import_returnees(lists.files, lists.name, SYSTEM)
    refused = {(one.file, one.row) for one in outcome.refused}
    records, asked = _records(outcome, lists.truth, refused)
    items = [(place, at) for place in lists.truth if place not in refused for at in range(len(lists.truth[place]))]
    people = {item: lists.truth[item[0]][item[1]] for item in items}
    numbers = _numbers(lists)
    pairs = merged = reached = by_number = 0
    for same in _groups(people).values():
        for one, other in combinations(same, 2):
            pairs += 1
            together = records.get(one) is not None and records.get(one) == records.get(other)
            merged += together
            reached += together or _asked(one, other, records, asked)
            by_number += numbers.get(one) is not None and numbers.get(one) == numbers.get(other)
    wrong = sum(len({people[item] for item in group}) > 1 for group in _groups(records).values())
    right = sum(
        people[one] == people[other] for group in _groups(records).values() for one, other in combinations(group, 2)
    )
    merges = sum(count * (count - 1) // 2 for count in Counter(records.values()).values())
    total = outcome.fates.total()
    share = (len(outcome.decide) / total, len(refused) / total, by_number / pairs)
    quality = (right / max(1, merges), merged / pairs, reached / pairs, *share)
    return (lists.name, total, pairs, wrong, *(f"{100 * part:.2f}" for part in quality))


Item = tuple[Place, int]


def _records(
    outcome: Outcome, truth: dict[Place, list[str]], refused: set[Place]
) -> tuple[dict[Item, str], dict[Item, set[str]]]:
    """The record each item went to, and the candidates of those in the queue."""
    went: dict[Place, list[str]] = defaultdict(list)
    for file, row, person in outcome.assigned:
        went[file, row].append(str(person))
    asked: dict[Place, list[set[str]]] = defaultdict(list)
    for one in outcome.decide:
        asked[one.file, one.row].append({str(one.person), *map(str, one.candidates)})
    records: dict[Item, str] = {}
    doubts: dict[Item, set[str]] = {}
    for place in truth.keys() - refused:
        # Of two people in a row one may be in the queue; which of them, the order of neither list tells.
        candidates = asked.get(place, [])
        for at in range(len(truth[place])):
            if len(went[place]) == len(truth[place]):
                records[place, at] = went[place][at]
            elif candidates:
                doubts[place, at] = set().union(*candidates)
    return records, doubts


def _asked(one: Item, other: Item, records: dict[Item, str], asked: dict[Item, set[str]]) -> bool:
    """Whether the queue holds one of them with the other among the candidates."""
    sides = (asked.get(one, set()), asked.get(other, set()))
    met = {records.get(one), records.get(other)} & (sides[0] | sides[1])
    return bool(met) or bool(sides[0] & sides[1])


def _groups(of: dict[Item, str]) -> dict[str, list[Item]]:
    groups: dict[str, list[Item]] = defaultdict(list)
    for item, key in of.items():
        groups[key].append(item)
    return groups


def _numbers(lists: Lists) -> dict[Item, str]:
    """Document numbers as written: the peer, a join of spreadsheets by number."""
    return {
        ((path.name, row.row), at): person.id_number
        for path in lists.files
        for row in read_rows(path)
        if isinstance(row, Row)
        for at, person in enumerate(row.people)
        if person.id_number
    }


def _speed(folder: Path) -> None:
    """The second table."""
    count = size(100_000, 5_000)
    town = Town(7, count * 2 // 3)
    rows = town.lists(2)[:count]
    say(f"{len(rows):,} rows are being written")
    writers = {"big.csv": _write_csv, "big.xlsx": _write_xlsx}
    for name, write in writers.items():
        write(folder / name, rows, town)
    del rows
    show(
        "importing: against the clock",
        ("file", "rows", "seconds", "rows/s", "MB at a fifth", "MB at the end", "reading alone rows/s", "÷"),
        [_timed(folder / name) for name in writers],
        "MB: the importing process's own memory, without the database's pages mapped from the file.",
    )


def _timed(path: Path) -> tuple[object, ...]:
    _empty()
    began = time.perf_counter()
    read = sum(isinstance(row, Row) for row in read_rows(path))
    reading = read / (time.perf_counter() - began)
    held: list[tuple[int, float]] = []

    def step(_outcome: Outcome, file: FileOutcome) -> None:
        held.append((file.rows, _megabytes()))

    began = time.perf_counter()
    outcome = import_returnees([path], path.name, SYSTEM, progress=step)
    seconds = time.perf_counter() - began
    fifth = next(memory for rows, memory in held if rows >= outcome.rows / 5)
    rate = outcome.rows / seconds
    return (path.name, outcome.rows, seconds, rate, fifth, held[-1][1], reading, reading / rate)


def _megabytes() -> float:
    told = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(told["RssAnon"].split()[0]) / 1024


def _empty() -> None:
    """The county as it was before any list came."""
    call_command("flush", interactive=False, verbosity=0)
    county.settle()
