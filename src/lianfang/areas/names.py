"""Names of places as they are written: what is stem and what is title, and the group in an address."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from opencc import OpenCC
from pypinyin import Style, lazy_pinyin

COMMUNITY, VILLAGE = "社区", "村"

# Longest first, so that 村民委员会 is not read as a stem ending in 村.
_TITLES = (
    (COMMUNITY, ("社区居民委员会", "社区居委会", "社区委员会", "居民委员会", "居委会", "社区")),
    (VILLAGE, ("村村民委员会", "村民委员会", "村村委会", "村委会", "村")),
)
_TOWN_TITLES = ("街道办事处", "街道办", "街道", "镇", "乡")
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_NUMBER = r"[0-9]{1,3}|[一二三四五六七八九十两〇零]{1,3}"
_GROUP = re.compile(rf"第?({_NUMBER})(?:村民小组|居民小组|小组|组|社(?!区)|队)")
_EDGE = re.compile(
    rf"$|[,，、;；:：(（\-—#]|第?(?:{_NUMBER})(?:[^\u4e00-\u9fff]|村民小组|居民小组|小组|组|社(?!区)|队|号|栋|幢|座|单元|楼|期|网格)"
)
_MARKS = ",，、;；:："
_SOUNDS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"))
_simplify = OpenCC("t2s").convert


class Name(NamedTuple):
    """A place's name: 断渠社区居民委员会 is (断渠, 社区); 断渠 alone is (断渠, "")."""

    stem: str
    title: str


def normal(text: str) -> str:
    """The text in half width and simplified characters without blanks: a key for matching, never kept."""
    folded = "".join(unicodedata.normalize("NFKC", text).split())
    return folded if folded.isascii() else _simplified(folded)


@lru_cache(maxsize=65_536)
def _simplified(text: str) -> str:
    return str(_simplify(text))


def parse(text: str) -> Name:
    """Stem and title of a village's or community's name."""
    for title, endings in _TITLES:
        for ending in endings:
            if len(text) > len(ending) and text.endswith(ending):
                return Name(text.removesuffix(ending), title)
    return Name(text, "")


def spellings(name: str) -> set[str]:
    """Every way to write this village's or community's name with a title."""
    stem, title = parse(name)
    return {name} | {stem + ending for kind, endings in _TITLES if kind == title for ending in endings}


def town_stem(text: str) -> str:
    """A town's name without its title: 沙河镇 → 沙河."""
    for ending in _TOWN_TITLES:
        if len(text) > len(ending) + 1 and text.endswith(ending):
            return text.removesuffix(ending)
    return text


def ends_here(rest: str) -> bool:
    """Whether a bare name may end before this: at the end, at punctuation, or before a number in an address."""
    return _EDGE.match(rest) is not None


def group_and_door(rest: str) -> tuple[int | None, str]:
    """The 村民小组 an address names, if any, and what follows it: "7组78号" is (7, "78号")."""
    match = _GROUP.search(rest)
    if match is None:
        return None, rest.strip(_MARKS)
    return number(match[1]), (rest[: match.start()] + rest[match.end() :]).strip(_MARKS)


def number(text: str) -> int | None:
    """A number up to 999 in digits, or up to 99 in Chinese numerals."""
    if text.isdigit() and text.isascii():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if (tens and tens not in _DIGITS) or (ones and ones not in _DIGITS):
        return None
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0) if ten else _DIGITS[ones]


@lru_cache(maxsize=65_536)
def sound(stem: str) -> str:
    """How a stem sounds without tones, with the sounds that ears and dialects confuse made the same."""
    return " ".join(_fold(syllable) for syllable in lazy_pinyin(stem, style=Style.NORMAL))


def _fold(syllable: str) -> str:
    for confused, plain in _SOUNDS:
        syllable = syllable.replace(confused, plain)
    if syllable.startswith("hu"):
        return "f" + (syllable[2:] or "u")
    return "n" + syllable[1:] if syllable.startswith("l") else syllable


def blurred(stem: str) -> list[str]:
    """The stem with each character left open in turn: two stems one substitution apart share one. Only from three
    characters on, since two-character names one apart are simply different names."""
    if len(stem) < 3:
        return []
    return [stem[:at] + "?" + stem[at + 1 :] for at in range(len(stem))]
