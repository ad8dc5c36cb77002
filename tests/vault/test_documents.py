"""Document numbers as they stand in real lists."""

from datetime import date

import pytest

from lianfang.vault.documents import Kind, Problem, one_edit, read, read_all


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("11010519491231002X", "11010519491231002X"),
        ("11010519491231002x ", "11010519491231002X"),
        ("'110105 19491231 002X", "11010519491231002X"),
        ("110105-19491231-002X", "11010519491231002X"),
        ("１１０１０５１９４９１２３１００２Ｘ", "11010519491231002X"),
        ("身份证：440524188001010014", "440524188001010014"),
        (440524188001010014, "440524188001010014"),
    ],
)
def test_a_resident_number_is_read_however_it_was_typed(typed: str | int, number: str) -> None:
    document = read(typed)
    assert document is not None
    assert (document.kind, document.number, document.valid) == (Kind.RESIDENT, number, True)


def test_the_number_tells_birth_date_and_sex() -> None:
    document = read("11010519491231002X")
    assert document is not None
    assert (document.birth_date, document.sex) == (date(1949, 12, 31), "female")


@pytest.mark.parametrize(
    "typed",
    [
        1.10105e17,
        110105194912310021.0,
        "1.10105E+17",
        "110105194912310000.0",
        "110105194912310000",
        110105194912310000,
    ],
)
def test_a_number_rounded_by_a_spreadsheet_is_never_kept(typed: str | float) -> None:
    document = read(typed)
    assert document is not None
    assert (document.problem, document.number, document.valid) == (Problem.ROUNDED, "", False)


def test_a_true_number_that_ends_in_zeros_is_not_taken_for_a_rounded_one() -> None:
    document = read("999101199001042000")
    assert document is not None
    assert document.problem is None


@pytest.mark.parametrize(
    ("typed", "kind", "valid", "problem"),
    [
        ("110105194912310021", Kind.RESIDENT, False, Problem.CHECK_DIGIT),
        ("1101051949123100", Kind.RESIDENT, False, Problem.LENGTH),
        ("999101198001010012", Kind.RESIDENT, True, None),  # no such division
        ("110105491231002", Kind.RESIDENT_15, None, None),
        (110105491231002.0, Kind.RESIDENT_15, None, None),
        ("110105491331002", Kind.RESIDENT_15, False, Problem.BIRTH_DATE),
        ("810000199408230021", Kind.PERMIT_HMT, True, None),
        ("911124198108030024", Kind.FOREIGNER, True, None),
        ("999101199001042000", Kind.RESIDENT, True, None),
        ("FRA110105190001", Kind.FOREIGNER, None, None),
        ("H1234567801", Kind.HM_TRAVEL, None, None),
        ("12345678", Kind.TW_TRAVEL, None, None),
        ("e12345678", Kind.PASSPORT, None, None),
        ("EA1234567", Kind.PASSPORT, None, None),
        ("AB12CD34", Kind.UNKNOWN, None, None),
        ("13803086191", Kind.UNKNOWN, False, Problem.UNRECOGNISED),
        ("忘带身份证", Kind.UNKNOWN, False, Problem.UNRECOGNISED),
    ],
)
def test_kinds_and_problems(typed: str | float, kind: Kind, valid: bool | None, problem: Problem | None) -> None:
    document = read(typed)
    assert document is not None
    assert (document.kind, document.valid, document.problem) == (kind, valid, problem)


def test_an_impossible_birth_date_is_no_valid_number() -> None:
    document = read("999101198013310020")
    assert document is not None
    assert (document.valid, document.problem) == (False, Problem.BIRTH_DATE)


@pytest.mark.parametrize("typed", [None, "", "  ", "\u3000", "无", "不详", "/", "——", float("nan")])
def test_a_word_for_nothing_is_nothing(typed: str | float | None) -> None:
    assert read(typed) is None


def test_two_numbers_in_a_cell() -> None:
    numbers = [document.number for document in read_all("11010519491231002X、440524188001010014")]
    assert numbers == ["11010519491231002X", "440524188001010014"]


def test_old_and_new_card_of_one_holder_share_a_canonical_number() -> None:
    old, new = read("110105491231002"), read("11010519491231002X")
    first, reissued = read("H12345678"), read("H1234567802")
    assert old is not None
    assert new is not None
    assert first is not None
    assert reissued is not None
    assert old.canonical == new.canonical
    assert first.canonical == reissued.canonical


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("1234", "1234", False),
        ("1234", "1284", True),
        ("1234", "1324", True),
        ("1234", "124", True),
        ("1234", "12334", True),
        ("1234", "2143", False),
        ("1234", "4231", False),
        ("1234", "12", False),
        ("", "1", True),
    ],
)
def test_one_edit(a: str, b: str, expected: bool) -> None:
    assert one_edit(a, b) is expected
    assert one_edit(b, a) is expected
