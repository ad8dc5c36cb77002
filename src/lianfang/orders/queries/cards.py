"""What the home page and the navigation say of orders: what waits for a decision, a notice, an answer."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count
from django.http import HttpRequest

from lianfang.desk.facts.recording import actor
from lianfang.ledger import clock
from lianfang.orders.kinds import APPROVE, PROPOSE
from lianfang.orders.queries import scope
from lianfang.orders.queries.force import in_force


def card(request: HttpRequest) -> Mapping[str, Any] | None:
    """Orders in the member's areas that wait for somebody. None when there is nothing to say. One query."""
    who, now = actor(request), clock.now()
    counts: dict[str, Any] = scope.orders(who).aggregate(
        running=Count("pk", filter=in_force(now)),
        awaiting=Count("pk", filter=scope.awaiting(now)),
        unserved=Count("pk", filter=scope.unserved(now)),
        objected=Count("pk", filter=scope.objected()),
        ending=Count("pk", filter=scope.ending(now)),
    )
    if not any(counts.values()):
        return None
    return counts | {"may_approve": who.may(APPROVE), "may_propose": who.may(PROPOSE)}


def badge(request: HttpRequest) -> int:
    """How many orders wait for this member: decisions for those who decide, notices for those who bring them."""
    who, now = actor(request), clock.now()
    deciding = scope.awaiting(now) | scope.objected()
    if who.may(APPROVE):
        return scope.orders(who, right=APPROVE).filter(deciding).count()
    return scope.orders(who, right=PROPOSE).filter(scope.unserved(now)).count()
