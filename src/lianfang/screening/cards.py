"""What the home page and the navigation say of hits."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from lianfang.desk.facts.recording import actor
from lianfang.screening.choices import State
from lianfang.screening.queries import hits, lines, open_hits, waiting

_SHOWN = 3


def card(request: HttpRequest) -> Mapping[str, Any] | None:
    """Hits that wait, found here or of whom one's areas look for; None when nobody waits. A handful of queries."""
    who = actor(request)
    counts = waiting(who)
    if not counts["here"] and not counts["ours"]:
        return None
    rows = list(open_hits(who.areas("screening.view"))[:_SHOWN])
    return {"lines": lines(who, rows, "home"), **counts}


def badge(request: HttpRequest) -> int:
    """How many hits wait for an answer."""
    return hits(actor(request)).filter(state=State.OPEN).count()
