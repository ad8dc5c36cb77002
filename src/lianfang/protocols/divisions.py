"""The country's divisions by name, down to counties; below that, the register's own areas.

`static/protocols/divisions.json` is one file for the server and the phone: {code: name}.
"""

import json
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path

from pypinyin import Style, lazy_pinyin

from lianfang.areas import queries as areas
from lianfang.areas.names import normal

FILE = Path(__file__).parent / "static" / "protocols" / "divisions.json"
STATIC = "protocols/divisions.json"
"""The file as `static` addresses it."""

_LEVELS = (2, 4, 6)
# Names that only hold a place in the code: 北京市市辖区东城区 is called 北京市东城区.
_FILLERS = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})


@cache
def divisions() -> Mapping[str, str]:
    """Every division of the country by its code of 2, 4 or 6 digits."""
    read: dict[str, str] = json.loads(FILE.read_text("utf-8"))
    return read


def named(codes: Collection[str]) -> dict[str, str]:
    """What these divisions are called, in full: 湖北省武汉市武昌区. One query, only for codes below the county.

    A code that nobody knows is called by the nearest one above it that is known, or by itself.
    """
    below = [code for code in codes if len(code) > _LEVELS[-1]]
    known = areas.names(below) if below else {}
    return {code: _full(code) + known.get(code, "") or code for code in codes}


@cache
def _full(code: str) -> str:
    """The names from the province down, each said once."""
    parts = [divisions().get(code[:length], "") for length in _LEVELS if len(code) >= length]
    return "".join(dict.fromkeys(part for part in parts if part not in _FILLERS))


def search(text: str, most: int = 20) -> list[tuple[str, str]]:
    """(code, full name) of the divisions meant by a part of the name or by pinyin initials, the widest first."""
    typed = normal(text).lower()
    if not typed:
        return []
    found = [
        (not own.startswith(typed) and not initials.startswith(typed), len(code), code)
        for code, own, full, initials in _index()
        if typed in full or initials.startswith(typed) or code.startswith(typed)
    ]
    return [(code, _full(code)) for _apart, _length, code in sorted(found)[:most]]


@cache
def _index() -> tuple[tuple[str, str, str, str], ...]:
    """(code, own name, full name, pinyin initials) of every division that is called by its name."""
    return tuple(
        (code, name, _full(code), "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)))
        for code, name in divisions().items()
        if name not in _FILLERS
    )
