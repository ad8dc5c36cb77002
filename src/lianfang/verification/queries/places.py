"""Areas as the pages walk them: the way down to one, what lies below it, and which row a code falls into."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from lianfang.areas.levels import ancestors
from lianfang.areas.models import Area
from lianfang.ledger.scope import covers


@dataclass(frozen=True, slots=True)
class Place:
    """Where a member looks: the areas above (within their reach), the area itself and those below it.

    With several areas in reach and none chosen, `here` is None and `below` are those areas.
    """

    above: tuple[Area, ...]
    here: Area | None
    below: tuple[Area, ...]

    @property
    def digits(self) -> int:
        """Digits that tell the rows below apart."""
        return max((len(area.pk) for area in self.below), default=0)

    def row_of(self, code: str) -> str:
        """The code of the row below that a target's area falls into; "" where it is not yet so far down."""
        inside = [area.pk for area in self.below if code.startswith(area.pk)]
        return max(inside, key=len, default="")


def place(reach: Sequence[str], area: str) -> Place:
    """Where looking at `area` (or at all of `reach`) puts the member. One query."""
    here = area or (reach[0] if len(reach) == 1 else "")
    if not here:
        rows = Area.objects.filter(pk__in=reach).order_by("code")
        return Place((), None, tuple(rows))
    wanted = Q(pk__in=(here, *ancestors(here))) | Q(parent_id=here, retired_on=None)
    found = list(Area.objects.filter(wanted).order_by("code"))
    above = tuple(row for row in found if row.pk != here and here.startswith(row.pk) and covers(reach, row.pk))
    below = tuple(row for row in found if row.parent_id == here)
    return Place(above, next((row for row in found if row.pk == here), None), below)
