"""Telephone cells as they stand in real lists."""

import pytest

from lianfang.vault.phones import Problem, read


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("13803086191/13908615605", ["13803086191", "13908615605"]),
        ("13803086191、13908615605", ["13803086191", "13908615605"]),
        ("13803086191 13908615605", ["13803086191", "13908615605"]),
        ("13803086191\n13908615605", ["13803086191", "13908615605"]),
        ("1380308619113908615605", ["13803086191", "13908615605"]),
        ("13803086191,13803086191", ["13803086191"]),
        ("本人13803086191（妻13908615605）", ["13803086191", "13908615605"]),
        (15212597620.0, ["15212597620"]),
        ("15212597620.0", ["15212597620"]),
        ("1.5212597620E10", ["15212597620"]),
        (15212597620, ["15212597620"]),
        ("138-0308-6191", ["13803086191"]),
        ("138 0308 6191", ["13803086191"]),
        ("１３８０３０８６１９１", ["13803086191"]),
        ("+86 138 0308 6191", ["13803086191"]),
        ("8613803086191", ["13803086191"]),
        ("013803086191", ["13803086191"]),
        ("0817-8221234", ["08178221234"]),
        ("(0817)8221234", ["08178221234"]),
        ("0817-8221234转802", ["08178221234"]),
        ("+852 9123 4567", ["85291234567"]),
        ("无", []),
        ("", []),
        (None, []),
        (float("nan"), []),
    ],
)
def test_numbers_in_a_cell(cell: str | float | None, numbers: list[str]) -> None:
    phones = read(cell)
    assert [phone.number for phone in phones] == numbers
    assert all(phone.valid for phone in phones)


@pytest.mark.parametrize(
    ("cell", "number", "problem"),
    [
        ("1771550430", "1771550430", Problem.SHORT),
        ("138030861911", "138030861911", Problem.LONG),
        ("14112345678", "14112345678", Problem.RANGE),
        ("23803086191", "23803086191", Problem.RANGE),
        ("8221234", "8221234", Problem.AREA_CODE),
    ],
)
def test_a_wrong_number_is_kept_and_flagged(cell: str, number: str, problem: Problem) -> None:
    (phone,) = read(cell)
    assert (phone.number, phone.valid, phone.problem) == (number, False, problem)


def test_a_wrong_number_does_not_spoil_its_neighbour() -> None:
    short, right = read("1380308619 13908615605")
    assert (short.problem, right.problem) == (Problem.SHORT, None)
