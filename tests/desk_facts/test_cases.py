"""Document numbers, telephones and plates read the same while they are typed and when they arrive."""

import json
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from stdnum.iso7064 import mod_11_2

from lianfang.vault import documents, phones, plates

CASES = Path(__file__).parent / "cases"
MODULES = Path(__file__).resolve().parents[2] / "src/lianfang/desk/static/desk/js/forms"


def cases(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((CASES / f"{name}.json").read_text("utf-8"))
    return found


def typed(name: str, function: str, texts: list[str]) -> list[Any]:
    """What the module of the form makes of these texts."""
    command = ["node", str(Path(__file__).with_name("read.mjs")), str(MODULES / f"{name}.js"), function]
    done = subprocess.run(command, input=json.dumps(texts), capture_output=True, text=True, check=True)
    answers: list[Any] = json.loads(done.stdout)
    return answers


@pytest.mark.parametrize("case", cases("idcard"), ids=lambda case: case["text"])
def test_a_document_number_arrives_as_the_table_says(case: dict[str, Any]) -> None:
    document = documents.read(case["text"])
    if document is None:
        assert (case["number"], case["ok"], case["problem"]) == ("", None, "")
        return
    assert document.number == case["number"]
    assert document.valid is case["ok"]
    assert (document.problem or "") == case["problem"]
    assert (str(document.birth_date or ""), document.sex) == (case["birth"], case["sex"])


@pytest.mark.parametrize("case", cases("phone"), ids=lambda case: case["text"])
def test_a_telephone_arrives_as_the_table_says(case: dict[str, Any]) -> None:
    assert [[phone.number, phone.problem or ""] for phone in phones.read(case["text"])] == case["numbers"]


@pytest.mark.parametrize("case", cases("plate"), ids=lambda case: case["text"])
def test_a_plate_arrives_as_the_table_says(case: dict[str, Any]) -> None:
    plate = plates.read(case["text"])
    assert plate is not None
    assert {"number": plate.number, "kind": plate.kind or "", "hint": plate.hint} == {
        name: case[name] for name in ("number", "kind", "hint")
    }


def test_the_form_reads_document_numbers_likewise() -> None:
    table = cases("idcard")
    read = typed("idcard", "read", [case["text"] for case in table])
    names = ("number", "ok", "problem", "birth", "sex")
    assert [{name: one[name] for name in names} for one in read] == [
        {name: case[name] for name in names} for case in table
    ]


def test_the_form_reads_telephones_likewise() -> None:
    table = cases("phone")
    read = typed("phone", "read", [case["text"] for case in table])
    assert [[[one["number"], one["problem"]] for one in found] for found in read] == [
        case["numbers"] for case in table
    ]
    assert all(one["valid"] == (not one["problem"]) for found in read for one in found)


def test_the_form_knows_every_range_of_mobile_numbers() -> None:
    numbers = [f"{block}0000" for block in range(1300000, 2000000, 10)]
    read = typed("phone", "read", numbers)
    assert [found[0]["valid"] for found in read] == [phones.read(number)[0].valid for number in numbers]


def test_the_form_reads_plates_likewise() -> None:
    table = cases("plate")
    read = typed("plate", "recognise", [case["text"] for case in table])
    names = ("number", "kind", "hint")
    assert read == [{name: case[name] for name in names} for case in table]


def test_hints_are_every_right_number_at_one_edit_and_the_true_one_is_among_them() -> None:
    """One slip in a right number, at every place: another digit, two swapped, one lost, one doubled."""
    true = "11010519491231002X"
    slips = {
        *(true[:at] + digit + true[at + 1 :] for at in range(17) for digit in "07"),
        *(true[:at] + true[at + 1] + true[at] + true[at + 2 :] for at in range(17)),
        *(true[:at] + true[at + 1 :] for at in range(18)),
        *(true[:at] + true[at] + true[at:] for at in range(18)),
    } - {true}
    wrong = sorted(slips)
    for typo, found in zip(wrong, typed("idcard", "read", wrong), strict=True):
        if found["problem"] not in {"check_digit", "length"}:
            continue  # shorter or longer than any number, or rounded
        assert true in found["hints"], typo
        assert len(found["hints"]) == len(set(found["hints"]))
        for hint in found["hints"]:
            assert documents.one_edit(typo, hint)
            assert mod_11_2.is_valid(hint)
            assert date.fromisoformat(f"{hint[6:10]}-{hint[10:12]}-{hint[12:14]}") <= date.today()


def test_the_slip_of_a_finger_is_guessed_first() -> None:
    [swapped, lost] = typed("idcard", "read", ["11010519491231020X", "1101051949123102X"])
    assert swapped["hints"][0] == "11010519491231002X"
    assert lost["hints"][0] == "11010519491231002X"
    [foreign] = typed("idcard", "read", ["999101198001010013"])  # a division nobody knows is not doubted
    assert "999101198001010012" in foreign["hints"]
