"""The benches' county: real division codes with three grids to a village, and members who look at it."""

from datetime import UTC, datetime

from lianfang.areas import actions as areas
from lianfang.areas.actions import Stated
from lianfang.areas.files import DIVISIONS, load_divisions
from lianfang.areas.levels import Level
from lianfang.areas.models import Area
from lianfang.duty.models import Member, Posting
from lianfang.duty.roles import Role
from lianfang.ledger.scope import SYSTEM

COUNTY = "511922"
GRIDS_PER_VILLAGE = 3
_SINCE = datetime(2020, 1, 1, tzinfo=UTC)


def settle() -> list[str]:
    """Load the county; gives the codes of its grids, village by village."""
    load_divisions(DIVISIONS, COUNTY)
    grids = [f"{village}{n:02}" for village in villages() for n in range(1, GRIDS_PER_VILLAGE + 1)]
    areas.load([Stated(code, {"name": f"第{code[-2:]}网格"}) for code in grids], SYSTEM)
    return grids


def villages() -> list[str]:
    """The codes of the county's villages."""
    return _codes(Level.VILLAGE)


def towns() -> list[str]:
    """The codes of the county's towns."""
    return _codes(Level.TOWN)


def _codes(level: Level) -> list[str]:
    return list(Area.objects.filter(level=level).order_by("pk").values_list("pk", flat=True))


def member(username: str, role: Role, *where: str) -> Member:
    """Somebody with a post in each of these areas."""
    made = Member.objects.create(username=username, name=username, password="!")  # noqa: S106 - nobody signs in by it
    Posting.objects.bulk_create(Posting(member=made, role=role, area_id=code, since=_SINCE) for code in where)
    return Member.objects.get(pk=made.pk)
