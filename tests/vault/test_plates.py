"""Number plates are never refused; the table of cases is tests/desk_facts/cases/plate.json."""

import pytest

from lianfang.vault.plates import Kind, normalise, read


@pytest.mark.parametrize("typed", ["", " ", "·", "\u200b"])
def test_nothing_written_is_no_plate(typed: str) -> None:
    assert read(typed) is None


def test_what_is_not_recognised_is_kept_and_flagged() -> None:
    plate = read("蓝色 三轮车")
    assert plate is not None
    assert (plate.number, plate.kind, plate.hint) == ("蓝色三轮车", None, "")


@pytest.mark.parametrize("typed", ["川Ａ·１２３４５", "川a 12345", "川A-12345", "川A．12345", "川A・12345"])
def test_however_it_is_typed_it_is_one_plate(typed: str) -> None:
    assert normalise(typed) == "川A12345"


def test_a_letter_for_a_digit_is_only_hinted_at() -> None:
    plate = read("川A1O345")
    assert plate is not None
    assert (plate.number, plate.kind, plate.hint) == ("川A1O345", None, "川A10345")


def test_every_kind_has_a_name() -> None:
    assert all(str(kind.label).endswith("号牌") for kind in Kind)
