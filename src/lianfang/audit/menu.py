"""Where these pages stand in the navigation, and the home page's card of one's own refused entries."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from lianfang.audit import held
from lianfang.desk import home, nav
from lianfang.duty.devices import request_actor
from lianfang.duty.rights import Right

_SHOWN = 3


def register() -> None:
    """Called once, when the app is ready."""
    nav.register(
        nav.Item(_("未入账记录"), "audit:waiting", "inbox", order=80, badge=refused_badge, key="w"),
        nav.Item(_("审计"), "audit:viewings", "shield-check", right=Right.LEDGER_AUDIT, order=81, key="u"),
    )
    home.register(home.Card("audit/card_refused.html", refused_card, order=15))


def refused_badge(request: HttpRequest) -> int:
    """How many of the member's own entries were refused and are still not in the ledger."""
    return held.refused(request_actor(request)).count()


def refused_card(request: HttpRequest) -> Mapping[str, Any] | None:
    """The member's own refused entries, the latest first; nothing when there are none."""
    actor = request_actor(request)
    rows = held.refused(actor)
    count = rows.count()
    if not count:
        return None
    return {"lines": held.lines(actor, rows.order_by("-received", "-pk")[:_SHOWN]), "count": count}
