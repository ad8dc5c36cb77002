"""What a cell looks like by itself, whatever the heading says."""

import re
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise

from lianfang.exchange.reading import dates, places, travel
from lianfang.exchange.reading.cells import Cell, fold
from lianfang.exchange.reading.dates import Reference
from lianfang.exchange.reading.fields import Field
from lianfang.vault.names import folded, split, surname_of

_ID = re.compile(
    r"'?\d{6}[- ]?(?:19|20)?\d{6}[- ]?\d{3}[- ]?[\dXx×*]?|\d\.\d+[Ee]\+?1[4-7]|\d{15,18}\.0"
    r"|[HM]\d{8,10}|E[A-Z]?\d{7,8}"
)
_SPACED_ID = re.compile(r"(?:\d[\s-]*){14,18}[\dXx](?:[\s、,，;；/].*)?")
_MOBILE = re.compile(r"(?<!\d)(?:\+?86[- ]?)?1[3-9](?:[\s-]*\d){9}(?!\d)")
_TELEPHONE = re.compile(r"(?:\+?86[- ]?)?1[3-9](?:[\s-]*\d){7,10}(?:\D.*)?|0\d{2,3}[- ]?\d{7,8}")
_HAN_NAME = re.compile(r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{2,9}·[\u3400-\u9fff·]{1,12}")
_SEX = re.compile(r"[男女](?:性)?")
_VILLAGE = re.compile(r"[\u4e00-\u9fff]{1,12}(?:村|社区|村委会|居委会|村民委员会|居民委员会)")
_TOWN = re.compile(r"[\u4e00-\u9fff]{1,8}(?:镇|乡|街道|办事处)")
_DOOR = re.compile(r"[\d一二三四五六七八九十]+(?:组|社|号|栋|幢|单元|室|弄|楼)")
_UNDATED = Reference(year=2000)


def is_id(cell: Cell) -> bool:
    """Tell a document number, whole or turned into a number by the spreadsheet."""
    if isinstance(cell, float):
        return cell >= 1e14
    words = fold(cell)
    return len(words) >= 9 and bool(_ID.fullmatch(words) or _SPACED_ID.fullmatch(words))


def is_phone(cell: Cell) -> bool:
    """Tell a telephone number, or several."""
    return _TELEPHONE.match(fold(cell)) is not None and not is_id(cell)


def is_personal(cell: Cell) -> bool:
    """Tell what only a row about a person holds: a document number or a mobile number."""
    return is_id(cell) or (len(words := fold(cell)) < 40 and _MOBILE.search(words) is not None)


def is_name(cell: Cell) -> bool:
    """Tell the name of a person, or several, by the surname."""
    if not isinstance(cell, str) or len(cell) > 30:
        return False
    names = split(cell)
    return bool(names) and all(_HAN_NAME.fullmatch(name) and surname_of(folded(name)) for name in names)


def is_date(cell: Cell) -> bool:
    """Tell a cell that holds a date and nothing else."""
    return dates.read(cell, _UNDATED).day is not None


def is_journey(cell: Cell) -> bool:
    """Tell a date and a place in one cell."""
    if not isinstance(cell, str) or len(cell) > 60:
        return False
    journey = travel.split(cell, _UNDATED)
    return journey.when.day is not None and bool(journey.place)


def _is_age(cell: Cell) -> bool:
    words = fold(cell).removesuffix("岁")
    return words.isdecimal() and int(words) <= 120


def _is_address(cell: Cell) -> bool:
    words = fold(cell)
    return bool(_DOOR.search(words)) and not is_phone(cell)


def _fits(pattern: re.Pattern[str], cell: Cell) -> bool:
    return isinstance(cell, str) and pattern.fullmatch(fold(cell)) is not None


def _begins(pattern: re.Pattern[str], cell: Cell) -> bool:
    return isinstance(cell, str) and pattern.match(fold(cell)) is not None


SHAPES: dict[Field, Callable[[Cell], bool]] = {
    Field.ID_NUMBER: is_id,
    Field.PHONE: is_phone,
    Field.SEX: partial(_fits, _SEX),
    Field.NAME: is_name,
    Field.RETURN: is_journey,
    Field.RETURNED_ON: is_date,
    Field.VILLAGE: partial(_fits, _VILLAGE),
    Field.TOWN: partial(_fits, _TOWN),
    Field.ADDRESS: _is_address,
    Field.TRANSPORT: partial(_begins, travel.TRANSPORT),
    Field.ORIGIN: partial(_begins, places.ORIGIN),
    Field.AGE: _is_age,
}
"""How each field's cells are told. Fields of dates share one shape; fields not named here have none."""


def share(field: Field, cells: Sequence[Cell]) -> float:
    """Give the part of the cells (none of them blank) that look like the field; 0 for a field without a shape."""
    shape = SHAPES.get(field)
    return sum(map(shape, cells)) / len(cells) if shape and cells else 0.0


def is_count(cells: Sequence[Cell]) -> bool:
    """Tell a column of running numbers: each one more than the last, nearly everywhere."""
    words = [fold(cell) for cell in cells]
    if not words or not all(word.isdecimal() and len(word) < 8 for word in words):
        return False
    numbers = [int(word) for word in words]
    steps = sum(after - before == 1 for before, after in pairwise(numbers))
    return len(numbers) > 2 and steps >= 0.8 * (len(numbers) - 1)
