"""Names of people: cleaning what was written, and the sounds under which near spellings meet.

Folding (traditional to simplified, pinyin) makes match keys only; what was written is never overwritten.
Readings of surnames (单 shan, 仇 qiu, 尉迟 yu chi) come from `data/surnames.csv`: dictionaries give others.
"""

import csv
import re
import unicodedata
from enum import IntEnum
from functools import cache, lru_cache
from importlib import resources

from opencc import OpenCC
from pypinyin import lazy_pinyin

from lianfang.vault.documents import one_edit

LONGEST_HAN_NAME = 4


class Likeness(IntEnum):
    """How alike two names are, the higher the more."""

    OTHER = 0
    CLOSE = 1
    """One character differs, is missing, or two changed places."""
    NEAR = 2
    """The same but for what dialects confuse: l/n, zh/z, ch/c, sh/s, f/hu, and final n/ng."""
    SOUND = 3
    """The same pinyin without tones: 王小明, 王晓明."""
    SAME = 4
    """The same characters, traditional or simplified."""


_BRACKETED = re.compile(r"[(\[【〔<《].*?[)\]】〕>》]|[(\[【〔].*$")
_OTHERS_TOO = re.compile(r"等[\d一二三四五六七八九十两几]*人?$")
_LABEL = re.compile(r"^(?:(?:姓名|户主|返乡人|本人)[:：]|\d+[.、)）:：]?\s*(?=\D))")
_TITLE = re.compile(r"(?<=..)(?:先生|女士|小姐|同志|老师|师傅)$")
_DOTS = re.compile(r"\s*[•‧∙⋅・･．.●]\s*(?=\w)")
_ABSENT = frozenset({"无", "不详", "未知", "不清楚", "/", "-", "—", "暂无"})
_HAN = re.compile(r"[㐀-鿿\U00020000-\U000323af〇]")
_TOKENS = re.compile(r"[*㐀-鿿\U00020000-\U000323af〇]|[^\W_㐀-鿿\U00020000-\U000323af〇]+")
_SEPARATORS = re.compile(r"[、;；/\\|\n\r]+")
_COMMAS = re.compile(r"[、,，;；/\\|\n\r]+")


@lru_cache(maxsize=65_536)
def clean(raw: str | None) -> str:
    """Return the name alone: half width, no padding, no bracketed note, numbering or form of address.

    "石　平" is 石平; "Anna  Li" keeps one space; dots of every shape between the parts of a name become "·".
    A word that says there is no name gives "".
    """
    text = _BRACKETED.sub(" ", unicodedata.normalize("NFKC", raw or "")).strip()
    text = _OTHERS_TOO.sub("", _LABEL.sub("", text))
    if not _HAN.search(text):
        return "" if text in _ABSENT else " ".join(text.split())
    text = _DOTS.sub("·", "".join(text.split())).strip("·.,:'-_")
    text = _TITLE.sub("", text)
    return "" if text in _ABSENT else text


def split(cell: str | None) -> list[str]:
    """Return the cleaned names in a cell, mostly one; 「沈宇伟、卢诗凤」 and 「张三 李四」 are two people."""
    text = _LABEL.sub("", _BRACKETED.sub(" ", unicodedata.normalize("NFKC", cell or "")).strip())
    separators = _COMMAS if _HAN.search(text) else _SEPARATORS
    names = (clean(name) for part in separators.split(text) for name in _split_at_spaces(part))
    return [name for name in names if name]


@lru_cache(maxsize=262_144)
def folded(name: str) -> str:
    """Return the match form of a name: simplified characters, no dots or spaces, lower case.

    A masked character (王*明) stays, so that a mask never equals a name.
    """
    kept = (_simplified(character) for character in clean(name) if character.isalnum() or character == "*")
    return "".join(kept).casefold()


@lru_cache(maxsize=262_144)
def pinyin(name: str) -> tuple[str, ...]:
    """Return toneless syllables, the surname read as a surname; a Latin word is one syllable."""
    simple = "".join(_simplified(character) for character in clean(name)).casefold()
    surname = surname_of(simple)
    head = _surnames()[surname] if surname else ()
    return head + tuple(_reading(token) for token in _TOKENS.findall(simple[len(surname) :]))


@lru_cache(maxsize=262_144)
def loose(syllables: tuple[str, ...]) -> tuple[str, ...]:
    """Fold what speakers of dialects confuse: l/n, zh/z, ch/c, sh/s, f/hu, ang/an, eng/en, ing/in."""
    return tuple(_loosened(syllable) for syllable in syllables)


def initials(name: str) -> str:
    """Return the first letters of the syllables in capitals: 王小明 is WXM."""
    return "".join(syllable[0] for syllable in pinyin(name)).upper()


def surname_of(name: str) -> str:
    """Return the surname a simplified Chinese name begins with, "" when it begins with none or has dots."""
    if "·" in name:
        return ""
    known = _surnames()
    return next((name[:size] for size in (4, 2, 1) if len(name) > size and name[:size] in known), "")


@lru_cache(maxsize=262_144)
def likeness(a: str, b: str) -> Likeness:
    """Return how alike two names are; an empty name is like no other."""
    first, second = folded(a), folded(b)
    if not first or not second:
        return Likeness.OTHER
    if first == second:
        return Likeness.SAME
    sound, other_sound = pinyin(a), pinyin(b)
    if sound == other_sound or (first.isascii() != second.isascii() and _joined(sound) == _joined(other_sound)):
        return Likeness.SOUND
    if loose(sound) == loose(other_sound):
        return Likeness.NEAR
    return Likeness.CLOSE if _close(first, second) else Likeness.OTHER


def _joined(syllables: tuple[str, ...]) -> str:
    # "Wang Xiaoming" has two words where 王小明 has three syllables.
    return "".join(syllables)


def _close(a: str, b: str) -> bool:
    longest = max(len(a), len(b))
    return longest >= 3 and (one_edit(a, b) or sorted(a) == sorted(b))


def _split_at_spaces(part: str) -> list[str]:
    # Spaces also pad two-character names and part the words of others: only whole Chinese names are parted.
    words = part.split()
    return words if len(words) > 1 and all(_is_whole_name(word) for word in words) else [part]


def _is_whole_name(word: str) -> bool:
    simple = "".join(_simplified(character) for character in word)
    if not 2 <= len(simple) <= LONGEST_HAN_NAME or not all(_HAN.match(character) for character in simple):
        return False
    return simple not in _surnames() and surname_of(simple) != ""


@cache
def _surnames() -> dict[str, tuple[str, ...]]:
    table = resources.files("lianfang.vault").joinpath("data/surnames.csv").read_text(encoding="utf-8")
    return {row["surname"]: tuple(row["reading"].split()) for row in csv.DictReader(table.splitlines())}


@cache
def _opencc() -> OpenCC:
    return OpenCC("t2s")


@cache
def _simplified(character: str) -> str:
    # One character at a time, so that the same character folds alike in every name.
    return str(_opencc().convert(character))


@lru_cache(maxsize=65_536)
def _reading(token: str) -> str:
    return str(lazy_pinyin(token)[0])


# Where f stands for hu in the dialects of Sichuan, Hubei and Hunan, the final changes with it.
_F_TO_HU = {
    "fa": "hua",
    "fan": "huan",
    "fang": "huang",
    "fei": "hui",
    "fen": "hun",
    "feng": "hong",
    "fo": "huo",
}


@cache
def _loosened(syllable: str) -> str:
    spelled = _F_TO_HU.get(syllable, re.sub("^f", "h", syllable))
    spelled = re.sub("^([zcs])h", r"\1", spelled)
    spelled = re.sub("^n(?=.)", "l", spelled)
    return re.sub("(?<=[aei])ng$", "n", spelled)
