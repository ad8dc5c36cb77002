"""What the home page says of the response: its level, its day, the edition, and how many areas are listed."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from lianfang.desk.facts.recording import actor
from lianfang.ledger import clock
from lianfang.protocols.queries import in_force
from lianfang.protocols.scope import VIEW
from lianfang.protocols.showing import day_of, title_of_edition
from lianfang.protocols.views.listed import SOON


def card(request: HttpRequest) -> Mapping[str, Any]:
    """What holds in the widest of the member's areas. Two queries."""
    now, today = clock.now(), clock.today()
    force = in_force(actor(request).areas(VIEW)[0], now)
    held = [one for one in force.listed if one.until >= today]
    return {
        "now": force.response,
        "day": day_of(force.response, now) if force.response else 0,
        "edition": title_of_edition(force.response.edition) if force.response else "",
        "listed": len(held),
        "soon": sum(one.until < today + SOON for one in held),
    }
