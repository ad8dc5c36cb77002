"""Which orders a member may see, and which of them wait for somebody."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from lianfang.ledger.scope import Actor, within
from lianfang.orders.choices import State
from lianfang.orders.kinds import VIEW
from lianfang.orders.models import Order
from lianfang.orders.queries.force import in_force

SOON: Final = timedelta(days=1)
"""An order that ends within this is shown as ending soon, so that whoever is under it is told in time."""


def orders(actor: Actor, area: str = "", right: str = VIEW) -> QuerySet[Order]:
    """The orders in the areas of the member's right, narrowed to one of these areas where it is named."""
    rows = Order.objects.filter(within(actor.areas(right)))
    return rows.filter(within([area])) if area else rows


def own(actor: Actor, order: UUID) -> Order | None:
    """An order in the areas where the member sees orders, or None."""
    return orders(actor).filter(pk=order).first()


def awaiting(now: datetime) -> Q:
    """Proposed and still worth deciding: its time is not over."""
    return Q(state=State.PROPOSED, until__gt=now)


def lapsed(now: datetime) -> Q:
    """Proposed, and never decided before its time was over."""
    return Q(state=State.PROPOSED, until__lte=now)


def unserved(now: datetime) -> Q:
    """In force, and nobody has brought the notice."""
    return in_force(now) & Q(served_at=None)


def ending(now: datetime) -> Q:
    """In force, and over within a day by itself."""
    return in_force(now) & Q(until__lte=now + SOON)


def ends_today(now: datetime) -> Q:
    """In force, and over before midnight."""
    midnight = (timezone.localtime(now) + SOON).replace(hour=0, minute=0, second=0, microsecond=0)
    return in_force(now) & Q(until__lte=midnight)


def objected() -> Q:
    """An objection waits for its decision."""
    return Q(objected__isnull=False)


def expired(now: datetime) -> Q:
    """Over by itself."""
    return Q(state=State.RUNNING, until__lte=now)
