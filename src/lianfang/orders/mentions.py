"""Orders on the pages of persons and households, in stories, and as a source of who somebody is."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from lianfang.desk.facts import naming
from lianfang.desk.facts.recording import actor
from lianfang.ledger.scope import Actor
from lianfang.orders import rules
from lianfang.orders.basis import Basis
from lianfang.orders.kinds import PROPOSE, VIEW
from lianfang.orders.models import Order
from lianfang.orders.queries.evidence import named
from lianfang.orders.queries.lines import lines
from lianfang.orders.queries.scope import orders
from lianfang.people import panels, sources
from lianfang.people.models import Person
from lianfang.people.sources import Source

SHOWN = 10  # orders on a person's or a household's page, the latest first


def register() -> None:
    """Called once, when the app is ready."""
    naming.register("entry", named)
    naming.register("rule", rule_names)
    naming.register("basis", basis_names)
    naming.register("order", order_names)
    sources.provide(ordered)
    template = "orders/panel.html"
    panels.register(
        panels.Panel(panels.Place.HOUSEHOLD, template, of_household, VIEW, 20),
        panels.Panel(panels.Place.PERSON, template, of_person, VIEW, 20),
    )


def rule_names(_actor: Actor, codes: Collection[Any]) -> Mapping[str, str]:
    """Rules by their title and why; a code that no file knows stands as it is."""
    found = {code: rules.cited(code) for code in codes}
    return {code: f"{cited.title} · {cited.why}" if cited else code for code, cited in found.items()}


def basis_names(_actor: Actor, codes: Collection[Any]) -> Mapping[str, str]:
    """Articles of law; a code that no edition of ours knows stands as it is."""
    return {code: str(Basis(code).label) if code in Basis.values else code for code in codes}


def order_names(_actor: Actor, ids: Collection[Any]) -> Mapping[UUID, str]:
    """Orders by their measure: whom they concern is no name of theirs."""
    return {order.pk: order.get_measure_display() for order in Order.objects.filter(pk__in=ids)}


def ordered(_actor: Actor, persons: Collection[UUID]) -> Mapping[UUID, list[Source]]:
    """The orders on each of these persons: whoever sees to one may know whom it concerns."""
    found: dict[UUID, list[Source]] = {}
    for order in Order.objects.filter(person__in=persons).order_by("proposed_at", "id"):
        label = _("防控措施：%(measure)s") % {"measure": order.get_measure_display()}
        source = Source(label, order.area, reverse("orders:order", args=[order.pk]))
        found.setdefault(order.person or order.pk, []).append(source)
    return found


def of_household(request: HttpRequest, household: UUID, area: str) -> Mapping[str, Any] | None:
    """The household's orders, and the way to propose another."""
    mine = Q(household=household) | Q(at_household=household)
    return _panel(request, area, mine, reverse("orders:new_household", args=[household]))


def of_person(request: HttpRequest, person: UUID, area: str) -> Mapping[str, Any] | None:
    """The person's orders, those on records that turned out to be theirs included, and the way to propose another."""
    records = [person, *Person.objects.filter(same_as=person).values_list("pk", flat=True)]
    return _panel(request, area, Q(person__in=records), reverse("orders:new_person", args=[person]))


def _panel(request: HttpRequest, area: str, whose: Q, new: str) -> Mapping[str, Any] | None:
    who = actor(request)
    rows = orders(who).filter(whose).order_by("-proposed_at", "-id")[:SHOWN]
    shown = lines(who, list(rows), "people")
    offered = new if area and who.may(PROPOSE, area) else ""
    return {"lines": shown, "new": offered} if shown or offered else None
