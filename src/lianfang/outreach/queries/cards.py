"""What the home page and the navigation say of needs: how many are open, late, one's own."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest

from lianfang.desk.facts.recording import actor
from lianfang.ledger import clock
from lianfang.outreach.choices import State
from lianfang.outreach.queries.scope import OPEN, late, needs


def card(request: HttpRequest) -> Mapping[str, Any] | None:
    """Open needs in the member's areas: nobody's, one's own, late ones. None when there is none. One query."""
    who = actor(request)
    counts = (
        needs(who)
        .filter(state__in=OPEN)
        .aggregate(
            count=Count("pk"),
            untaken=Count("pk", filter=Q(state=State.OPEN)),
            mine=Count("pk", filter=Q(state=State.TAKEN, member=who.member)),
            late=Count("pk", filter=late(clock.now())),
        )
    )
    return counts if counts["count"] else None


def late_badge(request: HttpRequest) -> int:
    """How many needs are late in the member's areas."""
    return needs(actor(request)).filter(late(clock.now())).count()
