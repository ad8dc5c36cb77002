"""Telephone numbers as people type them: several in a cell, with dashes, as floats. Wrong ones are kept."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import phonenumbers
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Problem(TextChoices):
    """What is wrong with a telephone number."""

    SHORT = "short", _("位数不足")
    LONG = "long", _("位数过多")
    RANGE = "range", _("没有这样的号段")
    AREA_CODE = "area_code", _("固定电话缺少区号")


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number: digits only, without +86; other countries keep their country code."""

    number: str
    valid: bool
    problem: Problem | None = None


_AS_FLOAT = re.compile(r"\d(?:\.\d+)?[Ee]\+?\d{1,2}|\d+\.0*")
_AREA = re.compile(r"\((0\d{2,3})\)")
_EXTENSION = re.compile(r"(?:转|分机|[Ee]xt\.?|#)\s*\d{1,6}|(?<=\d{7})-\d{1,4}(?!\d)")
_DASHES = re.compile(r"[‐‑‒–—―_]")
_PIECE = re.compile(r"\+?\d[\d\s\-.]*")
_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_MOBILES = re.compile(r"(?:1[3-9]\d{9}){2,}")
_COUNTRY = re.compile(r"(?:\+|00)86|86(?=1[3-9]\d{9}$)")


def read(raw: str | float | None) -> list[Phone]:
    """Read every number in a cell, in order and once each; [] when the cell holds none."""
    if isinstance(raw, str) and _MOBILE.fullmatch(raw):
        return [_judge(raw)]  # nearly every cell, and every number once cleaned
    if raw is None or (isinstance(raw, float) and not raw > 0):  # NaN as well
        return []
    numbers = (number for piece in _PIECE.findall(_plain(raw)) for number in _numbers(piece))
    return [_judge(number) for number in dict.fromkeys(numbers)]


def _plain(raw: str | float) -> str:
    text = f"{raw:.0f}" if isinstance(raw, float) else unicodedata.normalize("NFKC", str(raw)).strip()
    if _AS_FLOAT.fullmatch(text):
        return f"{float(text):.0f}"
    text = _DASHES.sub("-", text)
    return _EXTENSION.sub(" ", _AREA.sub(r"\1-", text))


def _numbers(piece: str) -> list[str]:
    # Spaces group one number's digits (138 0308 6191) or part two numbers: the whole is tried first.
    whole = _digits(piece)
    if _MOBILES.fullmatch(whole):
        return re.findall(r"\d{11}", whole)
    words = [_digits(word) for word in piece.split()]
    if len(whole) > 12 and len(words) > 1 and all(len(word) >= 7 for word in words):
        return words
    return [whole]


def _digits(piece: str) -> str:
    compact = re.sub(r"[\s\-.]", "", piece)
    digits = _COUNTRY.sub("", compact, count=1) if _COUNTRY.match(compact) else compact
    if re.fullmatch(r"01[3-9]\d{9}", digits):
        return digits[1:]
    return digits


@lru_cache(maxsize=65_536)
def _judge(number: str) -> Phone:
    if number.startswith("+"):
        return _abroad(number)
    problem = _problem(number)
    return Phone(number, problem is None, problem)


def _problem(number: str) -> Problem | None:
    if _MOBILE.fullmatch(number):
        return None if _in_use(number[:7]) else Problem.RANGE
    if number.startswith(("0", "400", "800")) and _is_valid(number):
        return None
    if len(number) in {7, 8} and number[0] in "2345678":
        return Problem.AREA_CODE
    if len(number) == 11:
        return Problem.RANGE
    return Problem.SHORT if len(number) < 11 else Problem.LONG


@lru_cache(maxsize=16_384)
def _in_use(block: str) -> bool:
    # Mobile ranges are handed out by their first seven digits, so one look-up serves ten thousand numbers.
    return _is_valid(block + "0000")


def _is_valid(number: str) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(number, "CN"))
    except phonenumbers.NumberParseException:
        return False


def _abroad(number: str) -> Phone:
    valid = _is_valid(number)
    return Phone(number[1:], valid, None if valid else Problem.RANGE)
