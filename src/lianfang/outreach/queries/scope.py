"""Which needs a member may see, and which of them are late."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from lianfang.ledger.scope import Actor, within
from lianfang.outreach.choices import State
from lianfang.outreach.models import Need

VIEW: Final = "outreach.view"
OPEN: Final = (State.OPEN, State.TAKEN)

URGENT_WITHIN = timedelta(days=1)
"""What is urgent is seen to within a day of being heard, whatever day was named. A rule of this house: reports
speak of "当日" and no plan sets hours."""


def needs(actor: Actor, area: str = "", right: str = VIEW) -> QuerySet[Need]:
    """The needs in the areas of the member's right, narrowed to one of these areas where it is named."""
    rows = Need.objects.filter(within(actor.areas(right)))
    return rows.filter(within([area])) if area else rows


def own(actor: Actor, need: UUID) -> Need | None:
    """A need in the areas where the member sees needs, or None."""
    return needs(actor).filter(pk=need).first()


def late(now: datetime) -> Q:
    """Open needs whose day has passed, and urgent ones heard more than `URGENT_WITHIN` ago."""
    today = timezone.localtime(now).date()
    return Q(state__in=OPEN) & (Q(wanted_by__lt=today) | Q(urgent=True, raised_at__lt=now - URGENT_WITHIN))


def is_late(need: Need, now: datetime) -> bool:
    """The same of one need at hand."""
    end = due(need)
    return end is not None and end <= now


def due(need: Need) -> datetime | None:
    """By when an open need is to be met; None where nobody said and it is not urgent, or where it is settled."""
    if need.state not in OPEN:
        return None
    ends = []
    if need.wanted_by is not None:
        midnight = datetime.combine(need.wanted_by + timedelta(days=1), datetime.min.time())
        ends.append(timezone.make_aware(midnight))
    if need.urgent:
        ends.append(need.raised_at + URGENT_WITHIN)
    return min(ends, default=None)
