"""The three lists of the demo against their truth, in every order."""

import csv
from collections import defaultdict
from itertools import permutations
from pathlib import Path

import pytest

import lianfang
from lianfang.areas.files import DIVISIONS, load_divisions
from lianfang.exchange.importing import Outcome, import_returnees
from lianfang.ledger.scope import SYSTEM

FOLDER = Path(lianfang.__file__).parent / "demo_data" / "returnees"
LISTS = {path.name[0]: path for path in sorted(FOLDER.glob("[ABC]-*"))}
Place = tuple[str, int]


def truth() -> dict[Place, list[str]]:
    found: dict[Place, list[str]] = defaultdict(list)
    with (FOLDER / "truth.csv").open(encoding="utf-8") as file:
        for line in csv.DictReader(file):
            found[line["list"], int(line["row"])].append(line["person"])
    return found


def went_to(outcome: Outcome) -> dict[Place, list[str]]:
    found: dict[Place, list[str]] = defaultdict(list)
    for file, row, person in outcome.assigned:
        found[file[0], row].append(str(person))
    return found


@pytest.mark.parametrize("order", ["".join(order) for order in permutations("ABC")])
@pytest.mark.django_db
def test_no_two_merged_every_pair_merged_or_asked(order: str) -> None:
    load_divisions(DIVISIONS, "511922")
    outcome = import_returnees([LISTS[name] for name in order], "返乡核查", SYSTEM)
    asked = {(one.file[0], one.row): {str(candidate) for candidate in one.candidates} for one in outcome.decide}
    refused = {(one.file[0], one.row) for one in outcome.refused}
    went = went_to(outcome)
    persons: dict[str, set[str]] = defaultdict(set)
    records: dict[str, set[str]] = defaultdict(set)
    for place, true in truth().items():
        if place not in asked and place not in refused:
            for person, record in zip(true, went[place], strict=True):
                persons[record].add(person)
                records[person].add(record)
    assert [names for names in persons.values() if len(names) > 1] == []
    assert [names for names in records.values() if len(names) > 1] == []
    for place, candidates in asked.items():
        assert any(candidates & records[person] for person in truth()[place] if records[person])
    assert len(outcome.decide) < 0.05 * outcome.fates.total()
    assert outcome.fates.total() == 1_680
    assert len(refused) == 15
