"""What a proof rests on: an observation that is over, and nobody who is kept at home or in a centre now."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from lianfang.orders.choices import Measure, ReleaseReason, State
from lianfang.orders.models import Order
from lianfang.people.models import Person

_CONFINED = [measure for measure in Measure if measure.confines]
_OBSERVED = [*_CONFINED, Measure.HOME_MONITORING, Measure.MONITORING, Measure.SELF_MONITORING]
# Whoever goes on to another measure, or to hospital, has not come to the end of it.
_NO_END = [ReleaseReason.MOVED_ON, ReleaseReason.HOSPITAL, ReleaseReason.DIED]


def ended(now: datetime) -> QuerySet[Order]:
    """Observations that are over, because their time was up or by a decision to let somebody go."""
    expired = Q(state=State.RUNNING, starts__isnull=False, until__lte=now)
    let_go = Q(state=State.RELEASED, ended__lte=now) & ~Q(release_reason__in=_NO_END)
    return Order.objects.filter(expired | let_go, measure__in=_OBSERVED)


def confining(now: datetime) -> QuerySet[Order]:
    """Orders that keep somebody at home or in a centre at this moment."""
    return Order.objects.filter(state=State.RUNNING, starts__lte=now, until__gt=now, measure__in=_CONFINED)


def on(person: Any, outer: Any = None) -> Q:
    """Orders on this person, on who they turned out to be, or on their household.

    In a subquery `person` is the reference to the outer query's column, and `outer` that reference one level deeper.
    """
    who = person if outer is None else outer
    same = Person.objects.filter(same_as=who).values("pk")
    is_ = Person.objects.filter(pk=who, same_as__isnull=False).values("same_as")
    home = Person.objects.filter(pk=who, household__isnull=False).values("household")
    return Q(person=person) | Q(person__in=same) | Q(person__in=is_) | Q(household__in=home)


def of_holder(orders: QuerySet[Order]) -> QuerySet[Order]:
    """Those of these orders that are on the holder of the proof an outer query is at."""
    return orders.filter(on(OuterRef("person"), OuterRef(OuterRef("person"))))


def observations(person: UUID, now: datetime) -> Mapping[UUID, str]:
    """The observations of this person that are over, in words, the last first. One query."""
    rows = ended(now).filter(on(person)).order_by("-until", "id")
    return {row.pk: _in_words(row) for row in rows}


def confined(person: UUID, now: datetime) -> bool:
    """Whether an order keeps this person at home or in a centre. One query."""
    return confining(now).filter(on(person)).exists()


def _in_words(order: Order) -> str:
    last = order.ended or order.until
    first, until = (date_format(timezone.localtime(day), "Y-m-d") for day in (order.starts or order.since, last))
    return f"{order.get_measure_display()} {first} — {until}"
