"""Dates as lists write them: 2020.1.28, 20200128, 1月28号, 正月初四, 43858; the year is often left out."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from lianfang.exchange.reading import lunar
from lianfang.exchange.reading.cells import Cell, fold, is_absent
from lianfang.exchange.reading.notes import NoteCode

# Day 0 of a spreadsheet's calendar, which counts a 29 February 1900 that never was.
_SERIAL_EPOCH = date(1899, 12, 30)
_SERIALS = range(25_569, 73_051)  # 1970-01-01 to 2099-12-31
_AFTER_REFERENCE = timedelta(days=3)
# A list of returnees speaks of weeks; what lies further back is a slip of the year.
_LONG_BEFORE = timedelta(days=300)

_CHINESE = {digit: str(value) for value, digit in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0"}
_CHINESE_YEAR = re.compile(r"[〇零○一二三四五六七八九]{4}(?=年)")
_CHINESE_MONTH = re.compile(r"(?<![初廿正大一二三十])(?:十[一二]?|[一二三四五六七八九元])(?=月)")
_CHINESE_DAY = re.compile(r"(?<=\d月)(?:[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])(?=日|号|$)")
_RANGE = re.compile(r"(\d{1,2}月)(\d{1,2})[日号]?\s*[-~至到—]\s*(\d{1,2})(?=[日号])")

_SEPARATED = (
    r"(?<!\d)(?P<y1>(?:19|20)\d\d|\d\d(?=年))\s*[年./\-、]\s*(?P<m1>1[0-2]|0?[1-9])\s*[月./\-、]"
    r"\s*(?P<d1>3[01]|[12]\d|0?[1-9])(?!\d)\s*[日号]?"
)
_COMPACT = r"(?<!\d)(?P<y2>20\d\d|19\d\d)(?P<m2>0[1-9]|1[0-2])(?P<d2>0[1-9]|[12]\d|3[01])(?!\d)"
_MONTH_DAY = r"(?<!\d)(?P<m3>1[0-2]|0?[1-9])\s*月\s*(?P<d3>3[01]|[12]\d|0?[1-9])(?!\d)\s*[日号]?"
_SHORT = r"(?<![A-Za-z\d.])(?P<m4>1[0-2]|0?[1-9])[./\-](?P<d4>3[01]|[12]\d|0?[1-9])(?![\d.])[日号]?"
DATE = re.compile(rf"{_SEPARATED}|{_COMPACT}|{_MONTH_DAY}|{lunar.LUNAR.pattern}")
"""A date inside a text. Two bare numbers (1.28) are a date only where they stand alone."""

_ALONE = re.compile(rf"{DATE.pattern}|{_SHORT}")
# What may stand around a date in its own cell without changing it: the hour, a weekday, 左右.
_AROUND = re.compile(
    r"\d{1,2}[:时点]\d{0,2}(?:分)?(?::?\d{1,2}秒?)?|T(?=\d)|(?:星期|周|礼拜)[一二三四五六日天]|凌晨|早上|上午|中午|下午|傍晚|晚上?|夜里?|左右|前后|许|约"
    r"|农历|阴历|阳历|公历|于|在|返[回乡程]?|回[来乡家]?|到达?|抵达|[()\[\]，,。.;；\s+]"
)


@dataclass(frozen=True, slots=True)
class When:
    """What a cell says of a day: the day, or why it could not be read; neither for an empty cell."""

    day: date | None = None
    problem: NoteCode | None = None


NO_DAY = When()
"""What an empty cell says."""


@dataclass(frozen=True, slots=True)
class Reference:
    """What decides the year of a date that has none.

    `day` is the day the list speaks of (截至…, 填报时间…): the nearest year not after it is taken. `year` alone
    is taken as it stands.
    """

    day: date | None = None
    year: int | None = None


def read(cell: Cell, reference: Reference) -> When:
    """Read a cell that holds a date."""
    if cell == "":
        return NO_DAY
    if isinstance(cell, datetime):
        return _judged(cell.date(), reference)
    if isinstance(cell, date):
        return _judged(cell, reference)
    if isinstance(cell, float) and not cell.is_integer():
        return _read_fraction(cell, reference)
    return _read_text(fold(cell), reference)


def find(words: str, reference: Reference) -> tuple[list[When], str]:
    """Find the dates inside a text; give them and the text without them."""
    folded = _arabic(fold(words))
    shape = DATE if DATE.search(folded) else _ALONE
    return [_judge_match(found, reference) for found in shape.finditer(folded)], shape.sub(" ", folded)


@lru_cache(maxsize=16_384)
def _read_text(words: str, reference: Reference) -> When:
    if is_absent(words):
        return When()
    if words.isdecimal() and int(words) in _SERIALS:
        return _judged(_SERIAL_EPOCH + timedelta(days=int(words)), reference)
    folded = _arabic(words)
    found = list(_ALONE.finditer(folded))
    if not found or _AROUND.sub("", _ALONE.sub("", folded)).strip("至到-~—、/"):
        return When(problem=NoteCode.DATE_UNREADABLE)
    last = _judge_match(found[-1], reference)
    return When(last.day, last.problem or NoteCode.DATE_SEVERAL) if len(found) > 1 else last


def _read_fraction(value: float, reference: Reference) -> When:
    # 1.28 typed into a number cell; 1.20 became 1.2 there, which also reads as 2 January.
    if int(value) in _SERIALS:
        return _judged(_SERIAL_EPOCH + timedelta(days=int(value)), reference)
    if repr(value).partition(".")[2] in {"1", "2", "3"} and 1 <= value < 13:
        return When(problem=NoteCode.DATE_AMBIGUOUS)
    return _read_text(repr(value), reference)


def _arabic(words: str) -> str:
    if words.isascii():
        return words
    years = _CHINESE_YEAR.sub(lambda found: "".join(_CHINESE[digit] for digit in found[0]), words)
    months = _CHINESE_MONTH.sub(lambda found: str(_number(found[0])), years)
    days = _CHINESE_DAY.sub(lambda found: str(_number(found[0])), months)
    return _RANGE.sub(r"\1\2日至\1\3", days)


def _number(words: str) -> int:
    if words == "元":
        return 1
    tens, ten, units = words.rpartition("十")
    digits = int(_CHINESE.get(units, "0"))
    return (int(_CHINESE.get(tens, "1")) * 10 if ten else 0) + digits


def _judge_match(found: re.Match[str], reference: Reference) -> When:
    parts = found.groupdict()
    if parts["day"]:
        years = (int(parts["year"]),) if parts["year"] else _years(reference)
        return _nearest(lunar.candidates(parts["day"], years), reference, parts["year"])
    for suffix in "12":
        if parts[f"y{suffix}"]:
            year = int(parts[f"y{suffix}"])
            read = _date(year if year > 99 else 2000 + year, parts[f"m{suffix}"], parts[f"d{suffix}"])
            return _judged(read, reference) if read else When(problem=NoteCode.DATE_UNREADABLE)
    month, day = parts["m3"] or parts["m4"], parts["d3"] or parts["d4"]
    if _date(2000, month, day) is None:  # a leap year has every day there is
        return When(problem=NoteCode.DATE_UNREADABLE)
    return _nearest(tuple(r for y in _years(reference) if (r := _date(y, month, day))), reference, None)


def _years(reference: Reference) -> tuple[int, ...]:
    if reference.day:
        return (reference.day.year - 1, reference.day.year, reference.day.year + 1)
    return (reference.year,) if reference.year else ()


def _nearest(candidates: tuple[date, ...], reference: Reference, year: str | None) -> When:
    if not candidates:
        unknown = not year and not _years(reference)
        return When(problem=NoteCode.DATE_WITHOUT_YEAR if unknown else NoteCode.DATE_UNREADABLE)
    if len(candidates) == 1 or reference.day is None:
        return _judged(candidates[0], reference)
    latest = reference.day + _AFTER_REFERENCE
    judged = _judged(max(day for day in candidates if day <= latest), reference)
    # The year is ours, not the list's: where none fits, no date is better than a made-up one.
    return When(problem=judged.problem) if judged.problem else judged


def _judged(day: date, reference: Reference) -> When:
    if reference.day and not reference.day - _LONG_BEFORE <= day <= reference.day + _AFTER_REFERENCE:
        return When(day, NoteCode.DATE_IMPLAUSIBLE)
    return When(day)


def _date(year: int, month: str, day: str) -> date | None:
    try:
        return date(year, int(month), int(day))
    except ValueError:
        return None
