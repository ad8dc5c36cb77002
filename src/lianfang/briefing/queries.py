"""What the pages ask about briefings. Everything is held to the member's areas."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from lianfang.areas.levels import Level
from lianfang.areas.models import Area
from lianfang.areas.queries import in_use
from lianfang.briefing.clock import BEGINNING, MEETING, midnight
from lianfang.briefing.models import FrozenBriefing
from lianfang.duty.rights import Right
from lianfang.ledger import clock
from lianfang.ledger.scope import Actor, within

_UPPER = (Level.PROVINCE, Level.PREFECTURE, Level.COUNTY, Level.TOWN, Level.VILLAGE)


@dataclass(frozen=True, slots=True)
class Today:
    """How today's briefing of an area stands; `late` once the meeting has begun without what this member owes."""

    area: str
    frozen: FrozenBriefing | None
    may_write: bool
    may_sign: bool
    late: bool


def visible(actor: Actor) -> QuerySet[FrozenBriefing]:
    """The frozen briefings a member may read."""
    return FrozenBriefing.objects.filter(within(actor.areas(Right.BRIEFING_VIEW)), cutoff__gt=BEGINNING)


def choices(actor: Actor, chosen: str = "") -> list[tuple[str, str]]:
    """The areas a member may choose from, indented by level: down to the village, and their own grids."""
    reach = actor.areas(Right.BRIEFING_VIEW)
    upper = in_use(reach).filter(level__in=_UPPER)
    named = Area.objects.filter(pk__in=[code for code in (*reach, chosen) if actor.may(Right.BRIEFING_VIEW, code)])
    rows = {row.pk: row for row in (*upper, *named)}
    return [(code, _indented(code, rows[code].name, reach)) for code in sorted(rows)]


def _indented(code: str, name: str, reach: Collection[str]) -> str:
    root = max((len(each) for each in reach if code.startswith(each)), default=0)
    return "　" * sum(root < length <= len(code) for length in (4, 6, 9, 12, 14)) + name


def today(actor: Actor, now: datetime | None = None) -> list[Today]:
    """Today's briefing of each area of a member: the latest with a cut-off on this local day."""
    moment = now or clock.now()
    areas = actor.areas(Right.BRIEFING_VIEW)
    begin = midnight(timezone.localtime(moment).date())
    rows = FrozenBriefing.objects.filter(area__in=areas, cutoff__gte=begin, cutoff__lt=begin + timedelta(days=1))
    latest = {row.area: row for row in rows.order_by("cutoff", "seq")}
    begun = timezone.localtime(moment).time() >= MEETING
    return [_today(actor, area, latest.get(area), begun=begun) for area in areas]


def _today(actor: Actor, area: str, frozen: FrozenBriefing | None, *, begun: bool) -> Today:
    write, sign = actor.may(Right.BRIEFING_WRITE, area), actor.may(Right.BRIEFING_SIGN, area)
    owed = write if frozen is None else sign and frozen.signed_at is None
    return Today(area, frozen, write, sign, late=begun and owed)


def late(actor: Actor, now: datetime | None = None) -> int:
    """How many of today's briefings wait for this member although the meeting has begun."""
    return sum(each.late for each in today(actor, now))
