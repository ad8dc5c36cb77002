"""The areas in use, by every name they go by: built once per process and again when the register has changed."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from django.db.models import Count, Max

from lianfang.areas.levels import Level
from lianfang.areas.models import Area
from lianfang.areas.names import Name, blurred, normal, parse, sound, spellings, town_stem

Index = defaultdict[str, list[str]]
_TOWN_DIGITS = 9


def _index() -> Index:
    return defaultdict(list)


@dataclass(slots=True)
class Gazetteer:
    """Names of areas as indexes to their codes; several areas may bear one name."""

    above: set[str] = field(default_factory=set)
    towns: Index = field(default_factory=_index)
    town_stems: Index = field(default_factory=_index)
    titled: Index = field(default_factory=_index)
    stems: Index = field(default_factory=_index)
    sounds: Index = field(default_factory=_index)
    blurs: Index = field(default_factory=_index)
    grids: Index = field(default_factory=_index)
    grid_names: dict[str, str] = field(default_factory=dict)
    groups: dict[tuple[str, int], list[str]] = field(default_factory=dict)
    names: dict[str, Name] = field(default_factory=dict)
    longest: int = 0

    def add(self, area: Area) -> None:
        """Take in one area."""
        name = normal(area.name)
        match area.level:
            case Level.COUNTY:
                self.above |= {name, *map(normal, area.attributes.get("above", ()))}
            case Level.TOWN:
                self.towns[name].append(area.pk)
                self.town_stems[town_stem(name)].append(area.pk)
            case Level.VILLAGE:
                self._add_village(area.pk, name)
            case Level.GRID:
                self._add_grid(area, name)
            case _:
                pass
        self.longest = max(self.longest, len(name) + 4)

    def _add_village(self, code: str, name: str) -> None:
        parsed = self.names[code] = parse(name)
        for spelling in spellings(name):
            self.titled[spelling].append(code)
        self.stems[parsed.stem].append(code)
        self.sounds[sound(parsed.stem)].append(code)
        for blur in blurred(parsed.stem):
            self.blurs[blur].append(code)

    def _add_grid(self, area: Area, name: str) -> None:
        village = area.pk[:12]
        self.grids[village].append(area.pk)
        self.grid_names[area.pk] = name
        for group in area.attributes.get("groups", ()):
            self.groups.setdefault((village, group), []).append(area.pk)

    def similar(self, stem: str) -> list[str]:
        """Villages whose name sounds like this one, or differs from it by one character of three or more."""
        found = [*self.sounds.get(sound(stem), ())]
        for blur in blurred(stem):
            found += self.blurs.get(blur, ())
        return list(dict.fromkeys(found))


_lock = Lock()
_latest: list[tuple[tuple[int, datetime | None], Gazetteer]] = []


def gazetteer() -> Gazetteer:
    """The gazetteer of the register as it stands now. One small query when nothing has changed."""
    state = Area.objects.aggregate(count=Count("pk"), changed=Max("changed"))
    version = (state["count"], state["changed"])
    with _lock:
        if not _latest or _latest[0][0] != version:
            _latest[:] = [(version, _build(Area.objects.filter(retired_on=None).order_by("code")))]
        return _latest[0][1]


def _build(areas: Iterable[Area]) -> Gazetteer:
    built = Gazetteer()
    for area in areas:
        built.add(area)
    return built


def town_of(code: str) -> str:
    """The code of the town an area lies in."""
    return code[:_TOWN_DIGITS]
