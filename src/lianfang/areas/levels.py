"""Levels of areas, told by the length of the code: every code begins with the code of the area it lies in.

Division codes are 6 digits for the county + 3 for the town + 3 for the village (statistical division codes);
what follows is local: an optional 13th digit for a sub-area (片区), then the grid. Grids that lie in no
sub-area have a 0 there, so that they lie in none by accident.
"""

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Level(TextChoices):
    """How far down an area is."""

    PROVINCE = "province", _("省")
    PREFECTURE = "prefecture", _("市（州）")
    COUNTY = "county", _("县（市、区）")
    TOWN = "town", _("乡镇（街道）")
    VILLAGE = "village", _("村（社区）")
    SUB_AREA = "sub_area", _("片区")
    GRID = "grid", _("网格")


VILLAGE_DIGITS = 12
MOST_DIGITS = 24
_DIGITS = {
    2: Level.PROVINCE,
    4: Level.PREFECTURE,
    6: Level.COUNTY,
    9: Level.TOWN,
    VILLAGE_DIGITS: Level.VILLAGE,
    13: Level.SUB_AREA,
}


def grid_digits() -> tuple[int, int]:
    """The shortest and the longest grid code (`LIANFANG_GRID_DIGITS`, by default 14 and 16 digits)."""
    shortest, longest = settings.GRID_DIGITS
    return shortest, longest


def level_of(code: str) -> Level | None:
    """The level a code stands for, or None when it is no area's code."""
    if not (code.isascii() and code.isdigit()):
        return None
    shortest, longest = grid_digits()
    if shortest <= len(code) <= longest:
        return Level.GRID
    return _DIGITS.get(len(code))


def ancestors(code: str) -> tuple[str, ...]:
    """Codes that may be above this one, nearest first; whether they exist is for the register to say."""
    lengths = [*_DIGITS, *range(grid_digits()[0], grid_digits()[1] + 1)]
    return tuple(code[:length] for length in sorted(lengths, reverse=True) if length < len(code))
