"""What the shell shows of briefings: the home page's card and the navigation's badge."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from lianfang.areas import queries as areas
from lianfang.briefing import queries
from lianfang.briefing.clock import MEETING
from lianfang.duty.devices import request_actor
from lianfang.ledger import clock

_SHOWN = 3


def today_card(request: HttpRequest) -> Mapping[str, Any] | None:
    """Whether today's briefings of the member's areas are written and signed."""
    found = queries.today(request_actor(request))[:_SHOWN]
    if not found:
        return None
    names = areas.names([each.area for each in found])
    rows = [(names.get(each.area, each.area), each) for each in found]
    return {"rows": rows, "late": any(each.late for each in found), "meeting": MEETING, "now": clock.now()}


def late_badge(request: HttpRequest) -> int:
    """How many of today's briefings wait for this member."""
    return queries.late(request_actor(request))
