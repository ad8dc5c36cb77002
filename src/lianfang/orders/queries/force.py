"""Who is under which measure at a moment: what posts, pages and proofs ask."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from lianfang.ledger import bulk
from lianfang.ledger.models import Entry
from lianfang.orders.choices import State, Target
from lianfang.orders.models import Order
from lianfang.people.kinds import Whereabouts
from lianfang.people.models import Person
from lianfang.vault.store import CHUNK


def in_force(at: datetime, until: datetime | None = None) -> Q:
    """Orders that run at a moment, or at any time from then to `until`: approved, begun, not over.

    That one ends by itself is this condition.
    """
    return Q(state=State.RUNNING, starts__lte=until or at, until__gt=at)


def running(persons: Collection[UUID], at: datetime, until: datetime | None = None) -> dict[UUID, list[Order]]:
    """The orders that each of these persons is under at a moment, or at any time from then to `until`.

    Their household's are included; nobody else is in the answer.
    Give every record of a person (`people.queries.canonical`). An order whose evidence nobody recorded asks nothing
    of anybody. Two queries while nobody is under anything, a few more once somebody is.
    """
    found: dict[UUID, list[Order]] = {}
    for order in _ever_on(persons):
        if order.state == State.RUNNING and order.starts and order.starts <= (until or at) and at < order.until:
            found.setdefault(order.person or order.pk, []).append(order)
    for person, order in _by_household(persons, in_force(at, until)):
        found.setdefault(person, []).append(order)
    proven = grounded(order for orders in found.values() for order in orders)
    held = {person: [order for order in orders if order.pk in proven] for person, orders in found.items()}
    return {person: orders for person, orders in held.items() if orders}


def _ever_on(persons: Collection[UUID]) -> Iterator[Order]:
    """Every order there ever was on these persons: the look-up skips the ORM, since mostly there is none."""
    for chunk in bulk.chunks(persons, CHUNK):
        rows = [order for (order,) in bulk.find(Order, "person", chunk, ("id",))]
        yield from Order.objects.filter(pk__in=rows) if rows else ()


def everybody(at: datetime) -> list[tuple[UUID, Order]]:
    """Every person under an order, with it."""
    orders = list(Order.objects.filter(in_force(at), target=Target.PERSON))
    found = [(order.person, order) for order in orders if order.person] + _by_household(None, in_force(at))
    proven = grounded(order for _person, order in found)
    return [(person, order) for person, order in found if order.pk in proven]


def grounded(orders: Iterable[Order]) -> set[UUID]:
    """Which of these orders rest on at least one entry that the ledger has."""
    wanted = {order.pk: {UUID(entry) for entry in order.evidence} for order in orders}
    known: set[UUID] = set()
    for chunk in bulk.chunks(set().union(*wanted.values()), CHUNK):
        known |= set(Entry.objects.filter(id__in=chunk).values_list("id", flat=True))
    return {order for order, entries in wanted.items() if entries & known}


def _by_household(persons: Collection[UUID] | None, runs: Q) -> list[tuple[UUID, Order]]:
    """Those who live in a household under an order that `runs`; of these persons, or everybody."""
    orders: dict[UUID, list[Order]] = {}
    for order in Order.objects.filter(runs, target=Target.HOUSEHOLD):
        orders.setdefault(order.household or order.pk, []).append(order)
    living: list[tuple[UUID, UUID | None]] = []
    for chunk in bulk.chunks(orders, CHUNK):
        rows = Person.objects.filter(household__in=chunk).exclude(whereabouts=Whereabouts.LEFT)
        living += rows.values_list("pk", "household")
    wanted = None if persons is None else set(persons)
    return [
        (person, order)
        for person, house in living
        if house is not None and (wanted is None or person in wanted)
        for order in orders[house]
    ]
