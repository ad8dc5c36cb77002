"""Which orders a member asks for: filters as conditions, the order, and search by identity."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from lianfang.ledger.scope import Actor
from lianfang.orders.choices import State
from lianfang.orders.kinds import VIEW
from lianfang.orders.models import Order
from lianfang.orders.queries import scope
from lianfang.orders.queries.force import in_force
from lianfang.vault.search import search

FOUND_AT_MOST = 200
BY_END: Final = ("until", "id")
LATEST: Final = ("-proposed_at", "-id")


class Turn(TextChoices):
    """What a list of orders shows."""

    RUNNING = "", _("执行中和待批准")
    AWAITING = "awaiting", _("待批准")
    UNSERVED = "unserved", _("未送达")
    OBJECTED = "objected", _("有异议待决定")
    TODAY = "today", _("今日期满")
    ENDING = "ending", _("24 小时内期满")
    CLASH = "clash", _("说法不一")
    EXPIRED = "expired", _("期满自动解除")
    RELEASED = "released", _("提前解除")
    REJECTED = "rejected", _("未批准")
    ALL = "all", _("全部")


_CONDITIONS: dict[Turn, Callable[[datetime], Q]] = {
    Turn.RUNNING: lambda now: in_force(now) | scope.awaiting(now) | Q(state=State.RUNNING, starts__gt=now),
    Turn.AWAITING: scope.awaiting,
    Turn.UNSERVED: scope.unserved,
    Turn.OBJECTED: lambda _now: scope.objected(),
    Turn.TODAY: scope.ends_today,
    Turn.ENDING: scope.ending,
    Turn.CLASH: lambda _now: ~Q(clash=""),
    Turn.EXPIRED: scope.expired,
    Turn.RELEASED: lambda _now: Q(state=State.RELEASED),
    Turn.REJECTED: lambda now: Q(state=State.REJECTED) | scope.lapsed(now),
    Turn.ALL: lambda _now: Q(),
}
_PAST: Final = {Turn.EXPIRED, Turn.RELEASED, Turn.REJECTED, Turn.ALL, Turn.CLASH}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Filters of the list; what is empty does not filter, but no turn means what runs or waits."""

    turn: Turn = Turn.RUNNING
    measure: str = ""


def wanted(rows: QuerySet[Order], asked: Wanted, now: datetime) -> QuerySet[Order]:
    """The orders that fit."""
    rows = rows.filter(_CONDITIONS[asked.turn](now))
    return rows.filter(measure=asked.measure) if asked.measure else rows


def order_of(turn: Turn) -> tuple[str, ...]:
    """What runs or waits by its end, the nearest first; what is over the latest first."""
    return LATEST if turn in _PAST else BY_END


def found(actor: Actor, text: str, rows: QuerySet[Order]) -> list[Order]:
    """The orders among `rows` whose person or door fits what was typed, the best first. Three queries."""
    rank = {entity: place for place, entity in enumerate(search(text, actor.areas(VIEW), FOUND_AT_MOST))}
    hits = rows.filter(Q(person__in=rank) | Q(household__in=rank) | Q(at_household__in=rank))
    last = len(rank)

    def place(order: Order) -> int:
        whose = (order.person, order.household, order.at_household)
        return min((rank[one] for one in whose if one in rank), default=last)

    return sorted(hits, key=lambda order: (place(order), order.pk.hex))
