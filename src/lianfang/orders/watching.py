"""Running orders as a list that screening asks: whoever should be under observation at home or at a central point."""

import hashlib
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Count, Max, Min, Sum
from django.urls import reverse
from django.utils.translation import gettext_noop as N_

from lianfang.ledger import clock
from lianfang.orders.choices import Measure
from lianfang.orders.kinds import VIEW
from lianfang.orders.models import Order
from lianfang.orders.queries.force import everybody, in_force, running
from lianfang.screening.choices import Action
from lianfang.screening.sources import Watched

# Monitoring (健康监测) leaves people free to move: they are on no list.
_ASKED: Final = {
    Measure.CENTRAL: Action.BACK_TO_OBSERVATION,
    Measure.HOME: Action.BACK_TO_OBSERVATION,
    Measure.HOME_MONITORING: Action.TELL_VERIFIERS,
}


class OrderSource:
    """Source "order" of screening: says what to do, nothing of why; who answers for the order learns of the hit."""

    code = "order"
    title = N_("正在执行的防控措施")
    right = VIEW

    def among(self, entities: Collection[UUID], since: datetime, until: datetime) -> Iterable[Watched]:
        """Those of these persons who should stay where they are; vehicles are under no order."""
        found = running(entities, since, until)
        return [one for person, orders in found.items() for order in orders for one in _watched(person, order)]

    def everything(self, at: datetime) -> Iterator[Watched]:
        """Everybody under such an order."""
        for person, order in everybody(at):
            yield from _watched(person, order)

    def stamp(self) -> str:
        """Counts and outermost moments, of which one changes when an order begins, moves its end, or is over."""
        runs = in_force(clock.now())
        sums = Order.objects.aggregate(
            running=Count("pk", filter=runs),
            first=Min("until", filter=runs),
            last=Max("until", filter=runs),
            approved=Max("approved_at"),
            extended=Sum("extensions", default=0),
            ended=Count("ended"),
        )
        return hashlib.sha256(repr(list(sums.values())).encode()).hexdigest()[:16]

    def address(self, subject: UUID) -> str:
        """The order's page."""
        return reverse("orders:order", args=[subject])


def _watched(person: UUID, order: Order) -> Iterator[Watched]:
    action = _ASKED.get(Measure(order.measure))
    if action is not None:
        yield Watched(person, OrderSource.code, order.pk, order.area, action, until=order.until, since=order.starts)
