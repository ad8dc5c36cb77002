"""How what lies in or below the register of people is called in stories: areas, agencies, groups, persons, doors."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from lianfang.areas import queries as areas
from lianfang.desk.facts import naming
from lianfang.duty.models import Agency, Group
from lianfang.ledger.scope import Actor
from lianfang.people.comparing import reason
from lianfang.people.models import Household
from lianfang.people.queries import areas_of
from lianfang.vault.reading import show


def register() -> None:
    """Called once, when the app is ready."""
    naming.register("area", lambda _actor, codes: areas.names(codes))
    naming.register("agency", lambda _actor, ids: dict(Agency.objects.filter(pk__in=ids).values_list("pk", "name")))
    naming.register("group", lambda _actor, ids: dict(Group.objects.filter(pk__in=ids).values_list("pk", "name")))
    naming.register("person", persons)
    naming.register("household", households)
    naming.register("why", lambda _actor, codes: {code: reason(code) for code in codes})


def persons(actor: Actor, ids: Collection[Any]) -> Mapping[UUID, str]:
    """Persons by name, masked outside the actor's areas."""
    shown = show(actor, areas_of(actor, ids), "story")
    return {person: who.name for person, who in shown.items()}


def households(actor: Actor, ids: Collection[Any]) -> Mapping[UUID, str]:
    """Households by their address, masked outside the actor's areas."""
    known = dict(Household.objects.filter(pk__in=ids).values_list("pk", "area"))
    return {household: where.address for household, where in show(actor, known, "story").items()}
