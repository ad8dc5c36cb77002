"""From a written place to an area, inside given areas only. Where it is not certain it says so and names candidates.

Nothing is ever guessed: a name that only sounds or looks alike is a candidate, never an answer.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from lianfang.areas.gazetteer import Gazetteer, gazetteer, town_of
from lianfang.areas.names import ends_here, group_and_door, normal, parse, town_stem
from lianfang.ledger.scope import covers

_MOST_CANDIDATES = 8
# 社区, 小区 and the like also end in 区 but are no division.
_DIVISION = re.compile(r"^[\u4e00-\u9fff]{1,7}?(?:省|自治区|自治州|地区|市|县|(?<![社小片园校厂库景])区)")


class Why(TextChoices):
    """Why a place is not clear; empty when it is."""

    CLEAR = "", _("清楚")
    NOTHING = "nothing", _("没有写住址")
    OUTSIDE = "outside", _("不在本区域")
    UNKNOWN = "unknown", _("没有这个村（社区）")
    SIMILAR = "similar", _("没有这个名称，有相近的")
    SEVERAL = "several", _("有几个同名的地方")
    TITLE = "title", _("村和社区写得不一致")
    TOWN = "town", _("所写的乡镇下没有这个村（社区）")
    TOWN_ONLY = "town_only", _("只写到乡镇")


@dataclass(frozen=True, slots=True)
class Written:
    """A place as a list writes it; any part may be empty or hold the whole address."""

    town: str = ""
    village: str = ""
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a written place comes to.

    `area` is the grid where the group or the grid's name tells it, else the village; None when not clear.
    `door` is what is left of the address: it identifies, so it goes to the vault or nowhere.
    """

    area: str | None
    group: int | None
    door: str
    clear: bool
    candidates: tuple[str, ...] = ()
    why: Why = Why.CLEAR


def resolve(written: Written, within: Sequence[str]) -> Resolution:
    """Resolve one place inside the given areas."""
    return resolve_many([written], within)[0]


def resolve_many(places: Iterable[Written], within: Sequence[str]) -> list[Resolution]:
    """Resolve many places inside the given areas, with one query for all of them."""
    reader = _Reader(gazetteer(), tuple(within))
    return [reader.read(place) for place in places]


@dataclass(frozen=True, slots=True)
class _Match:
    """Villages a text may begin with, and what follows."""

    codes: list[str]
    rest: str
    why: Why = Why.CLEAR


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads places against one state of the register."""

    names: Gazetteer
    within: tuple[str, ...]

    def read(self, written: Written) -> Resolution:
        town = self._strip_above(normal(written.town))
        text = self._strip_above(normal(written.village))
        rest = normal(written.rest)
        text = f"{text},{rest}" if text and rest else self._strip_above(rest) or text
        if not text and not town:
            return _unclear(Why.NOTHING)
        towns = self._towns(town)
        if towns is None:  # the town's column may hold the whole address
            text, towns = town + text, []
        if not towns:
            towns, text = self._leading_town(text)
        if not text.strip(","):
            return _unclear(Why.TOWN_ONLY, self._inside(towns))
        return self._place(towns, text)

    def _strip_above(self, text: str) -> str:
        """Without the names of our own province, prefecture and county in front."""
        stripped = True
        while stripped:
            stripped = False
            for name in self.names.above:
                if text.startswith(name):
                    text, stripped = text.removeprefix(name), True
        return text

    def _towns(self, text: str) -> list[str] | None:
        """Towns of exactly this name; [] when none is written, None when the text is no town's name."""
        if not text:
            return []
        return self.names.towns.get(text) or self.names.town_stems.get(town_stem(text))

    def _leading_town(self, text: str) -> tuple[list[str], str]:
        """A town's name in front of the rest; its stem alone counts only if a village follows it."""
        for size in range(min(len(text), self.names.longest), 1, -1):
            if text[:size] in self.names.towns:
                return self.names.towns[text[:size]], text[size:]
        for size in range(min(len(text), self.names.longest), 1, -1):
            if text[:size] in self.names.town_stems and self._exact(text[size:]).codes:
                return self.names.town_stems[text[:size]], text[size:]
        return [], text

    def _exact(self, text: str) -> _Match:
        """Villages whose name, in any of its spellings, the text begins with; the longest name wins."""
        for size in range(min(len(text), self.names.longest), 1, -1):
            head, rest = text[:size], text[size:]
            if head in self.names.titled:
                return _Match(self.names.titled[head], rest)
            if head in self.names.stems and ends_here(rest):
                return _Match(self.names.stems[head], rest)
        return _Match([], text)

    def _loose(self, text: str) -> _Match:
        """Villages the text may mean: with another title, or with a name that sounds or looks alike, or with words
        in front that are no town of ours."""
        head = re.split(r"[0-9第,，、;；(（]", text, maxsplit=1)[0] or text
        stem, title = parse(head)
        if title and stem in self.names.stems:
            return _Match(self.names.stems[stem], text[len(head) :], Why.TITLE)
        if similar := self.names.similar(stem):
            return _Match(similar, text[len(head) :], Why.SIMILAR)
        if _DIVISION.match(text):
            return _Match([], "", Why.OUTSIDE)
        for start in range(1, len(head) - 1):
            if (found := self._exact(text[start:])).codes:
                return _Match(found.codes, found.rest, Why.TOWN if text[start - 1] in "乡镇道" else Why.SIMILAR)
        return _Match([], text[len(head) :], Why.UNKNOWN)

    def _place(self, towns: Sequence[str], text: str) -> Resolution:
        match = self._exact(text)
        if not match.codes:
            match = self._loose(text)
        in_town = [code for code in match.codes if not towns or town_of(code) in towns]
        group, door = group_and_door(match.rest)
        if match.codes and not in_town:
            return _unclear(Why.TOWN, self._inside(match.codes), group, door)
        inside = self._inside(in_town)
        if match.why is not Why.CLEAR:
            nameless = match.codes and not inside
            return _unclear(Why.UNKNOWN if nameless else match.why, inside, group, door)
        if not inside:
            return _unclear(Why.OUTSIDE, (), group, door)
        if len(inside) > 1:
            return _unclear(Why.SEVERAL, inside, group, door)
        return self._in_village(inside[0], group, door, match.rest)

    def _in_village(self, village: str, group: int | None, door: str, rest: str) -> Resolution:
        """The grid, where the group or its name tells it, else the village itself."""
        grids = self._grids(village, group, rest)
        area = grids[0] if len(grids) == 1 else village
        if covers(self.within, area):
            return Resolution(area, group, door, True, tuple(grids) if len(grids) > 1 else ())
        if area == village:  # we look after a part of it only, and it is not said which part
            part = grids or self.names.grids.get(village, [])
            own = [grid for grid in part if covers(self.within, grid)]
            return _unclear(Why.SEVERAL, tuple(own), group, door)
        return _unclear(Why.OUTSIDE, (), group, door)

    def _grids(self, village: str, group: int | None, rest: str) -> list[str]:
        if group is not None:
            return self.names.groups.get((village, group)) or []
        grids = self.names.grids.get(village, [])
        return [grid for grid in grids if rest.lstrip(",").startswith(self.names.grid_names[grid])]

    def _inside(self, codes: Iterable[str]) -> tuple[str, ...]:
        """Those that lie in our areas, or that our areas lie in."""
        found = (c for c in codes if covers(self.within, c) or any(own.startswith(c) for own in self.within))
        return tuple(found)[:_MOST_CANDIDATES]


def _unclear(why: Why, candidates: tuple[str, ...] = (), group: int | None = None, door: str = "") -> Resolution:
    return Resolution(None, group, door, False, candidates, why)
