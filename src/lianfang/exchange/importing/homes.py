"""Where the people of a batch live: area, door and household, as far as it is certain."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import connection

from lianfang.areas.gazetteer import gazetteer
from lianfang.areas.levels import VILLAGE_DIGITS, Level, ancestors, level_of
from lianfang.areas.resolve import Resolution, Why, Written, resolve_many
from lianfang.exchange.reading import Row
from lianfang.people.models import Household
from lianfang.vault import claims
from lianfang.vault.keyring import ring
from lianfang.vault.models import Token

_PAIRS = 500


@dataclass(frozen=True, slots=True)
class Home:
    """`area` is the smallest area known for certain; `address` what is written below it. `placed`: it is a grid."""

    area: str
    address: str = ""
    household: UUID | None = None

    @property
    def placed(self) -> bool:
        """Whether the grid is known."""
        return level_of(self.area) is Level.GRID

    @property
    def village(self) -> str:
        """The village's code, or ""."""
        return self.area[:VILLAGE_DIGITS] if len(self.area) >= VILLAGE_DIGITS else ""


def homes(rows: Sequence[Row], root: str) -> list[Home]:
    """Where the people of each row live, looked for inside `root` only. Five queries for any number of rows."""
    found = resolve_many([Written(row.town_text, row.village_text, row.address_text) for row in rows], (root,))
    # Where the village is unclear its town may still be known.
    towns = resolve_many([Written(town=row.town_text or row.village_text) for row in rows], (root,))
    grids = gazetteer().grids
    placed = [
        _home(row, one, town.candidates if town.why is Why.TOWN_ONLY else (), root, grids)
        for row, one, town in zip(rows, found, towns, strict=True)
    ]
    return _with_households(placed)


def _home(row: Row, found: Resolution, towns: Sequence[str], root: str, grids: dict[str, list[str]]) -> Home:
    if found.area is not None:
        only = grids.get(found.area, ()) if len(found.area) == VILLAGE_DIGITS else ()
        return Home(only[0] if len(only) == 1 else found.area, row.address_text)
    # What is written stays whole, for the village cadre to read.
    whole = "".join(part for part in (row.above_text, row.town_text, row.village_text, row.address_text) if part)
    return Home(_around(found.candidates or towns, root), whole)


def _around(candidates: Sequence[str], root: str) -> str:
    """The smallest area that holds all candidates: they are of one town, say."""
    if not candidates:
        return root
    around = (code for code in (candidates[0], *ancestors(candidates[0])) if level_of(code) in _KNOWN)
    shared = (code for code in around if all(one.startswith(code) for one in candidates))
    return next((code for code in shared if code.startswith(root)), root)


_KNOWN = {Level.COUNTY, Level.TOWN, Level.VILLAGE}


def _with_households(placed: Sequence[Home]) -> list[Home]:
    """Add the household at each door that is registered; two households at one door leave it open."""
    keys = ring()
    doors = {
        (keys.token(claims.door_word(home.address)), home.area) for home in placed if home.placed and home.address
    }
    by_door: dict[tuple[int, str], set[UUID]] = {}
    for token, area, household in _at(doors):
        by_door.setdefault((token, area), set()).add(household)

    def with_household(home: Home) -> Home:
        if not by_door or not home.placed or not home.address:
            return home
        there = by_door.get((keys.token(claims.door_word(home.address)), home.area), set())
        return replace(home, household=next(iter(there))) if len(there) == 1 else home

    return [with_household(home) for home in placed]


def _at(doors: Iterable[tuple[int, str]]) -> list[tuple[int, str, UUID]]:
    """Registered households at these doors, each given by its blind index and its grid."""
    wanted = sorted(doors)
    found: list[tuple[int, str, UUID]] = []
    for start in range(0, len(wanted), _PAIRS):
        chunk = wanted[start : start + _PAIRS]
        # Pairs, since the same door is found in every village: an IN for each column would read them all.
        pairs = ", ".join(["(%s, %s)"] * len(chunk))
        tokens, households = Token._meta.db_table, Household._meta.db_table
        sql = (
            f"WITH wanted(token, area) AS (VALUES {pairs}) SELECT t.token, t.area, t.entity "  # noqa: S608
            f"FROM wanted JOIN {tokens} t ON t.token = wanted.token AND t.area = wanted.area "
            f"JOIN {households} h ON h.id = t.entity"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [value for pair in chunk for value in pair])
            found += [(token, area, _uuid(entity)) for token, area, entity in cursor.fetchall()]
    return found


def _uuid(value: UUID | str) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)
