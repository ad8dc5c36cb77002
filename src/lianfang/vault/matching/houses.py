"""Addresses below the village, brought to one spelling: 七组78号, 7组78, 7-78."""

import re
import unicodedata
from functools import lru_cache

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_NUMERAL = re.compile(r"[零〇一二两三四五六七八九十百]+(?=组|社|队|小组|村民小组|号|栋|幢|单元|楼|层|室|户|巷|弄)")
_DOWN_TO_VILLAGE = re.compile(r"^.*(?:村委会|居委会|委员会|社区|村)(?=第?\d)")
_GROUP = re.compile(r"第?(\d+)(?:村民小组|居民小组|小组|生产队|组|社|队)")
_DASHED = re.compile(r"^(\d+)-(\d+)$")
_TAIL = re.compile(r"(?<=\d)(?:号|户|室)(?=$|\D)")


@lru_cache(maxsize=65_536)
def normalise(address: str) -> str:
    """Return the spelling under which an address below the village is compared; "" for none."""
    text = "".join(unicodedata.normalize("NFKC", address).split()).strip(",.;。、")
    text = _NUMERAL.sub(lambda match: str(_number(match[0])), text)
    text = _DASHED.sub(r"\1组\2", _DOWN_TO_VILLAGE.sub("", text))
    return _TAIL.sub("", _GROUP.sub(r"\1组", text))


def _number(numeral: str) -> int:
    if not set(numeral) & {"十", "百"}:
        return int("".join(str(_DIGITS[character]) for character in numeral))
    total, digit = 0, 0
    for character in numeral:
        if character in "十百":
            total += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS[character]
    return total + digit
