"""Days of the Chinese calendar as people name them: 正月初四, 大年三十, 腊月廿八."""

import re
from datetime import date
from functools import lru_cache

from lunar_python import Lunar, LunarYear

_MONTHS = {"正": 1, "冬": 11, "腊": 12, "臘": 12}
_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", start=1)}
_EVE = re.compile(r"除夕夜?|(?:大年|年|腊月|臘月)(?:三十|卅|30)(?:晚上?)?")
_NEW_YEAR = re.compile(r"^(?:大?年|春节)?(?=初)")
_DAY = re.compile(
    r"([正冬腊臘])月(初[一二三四五六七八九十]|十[一二三四五六七八九]?|廿[一二三四五六七八九]?|二十[一二三四五六七八九]?|三十|卅)(?:日|号)?"
)
LUNAR = re.compile(
    rf"(?:(?P<year>(?:19|20)\d\d)年?)?(?:农历|阴历)?(?P<day>{_EVE.pattern}|(?<!最)(?:大?年|春节)?初[一二三四五六七八九十]"
    r"|[正冬腊臘]月(?:初|十|廿|二|三|卅)[一二三四五六七八九十]*)(?:日|号)?"
)
"""A day of the Chinese calendar inside a text."""

_LAST_MONTH = 12


def candidates(words: str, years: tuple[int, ...]) -> tuple[date, ...]:
    """Give the days of the common calendar that `words` names in each of the lunar years; () if it names none.

    A year's eve is the last day of its twelfth month, the 29th where that month has no 30th.
    """
    if _EVE.fullmatch(words):
        return tuple(_eve(year) for year in years)
    found = _DAY.fullmatch(_NEW_YEAR.sub("正月", words))
    if found is None:
        return ()
    month, day = _MONTHS[found[1]], _day(found[2])
    return tuple(read for year in years if (read := _solar(year, month, day)))


def _day(words: str) -> int:
    for start, tens in (("初", 0), ("二十", 20), ("廿", 20), ("三十", 30), ("卅", 30), ("十", 10)):
        if words.startswith(start):
            rest = words[len(start) :]
            return tens + (10 if rest == "十" else _DIGITS.get(rest, 0))
    raise AssertionError(words)  # the pattern admits nothing else


@lru_cache(maxsize=1024)
def _solar(year: int, month: int, day: int) -> date | None:
    if day > LunarYear.fromYear(year).getMonth(month).getDayCount():
        return None
    solar = Lunar.fromYmd(year, month, day).getSolar()
    return date(solar.getYear(), solar.getMonth(), solar.getDay())


@lru_cache(maxsize=64)
def _eve(year: int) -> date:
    last = LunarYear.fromYear(year).getMonth(_LAST_MONTH).getDayCount()
    solar = Lunar.fromYmd(year, _LAST_MONTH, last).getSolar()
    return date(solar.getYear(), solar.getMonth(), solar.getDay())
