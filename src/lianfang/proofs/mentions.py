"""Proofs on the page of a person, and as a source of who somebody in no register is."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.urls import reverse

from lianfang.desk.facts.recording import actor
from lianfang.ledger import clock
from lianfang.ledger.scope import Actor
from lianfang.people import panels, sources
from lianfang.people.models import Person
from lianfang.people.sources import Source
from lianfang.proofs.kinds import ISSUE
from lianfang.proofs.models import Proof
from lianfang.proofs.queries.lines import lines
from lianfang.proofs.queries.standing import proofs

SHOWN = 5  # proofs on a person's page, the latest first


def register() -> None:
    """Called once, when the app is ready."""
    sources.provide(certified)
    panels.register(panels.Panel(panels.Place.PERSON, "proofs/panel.html", of_person, ISSUE, 60))


def certified(_actor: Actor, persons: Collection[UUID]) -> Mapping[UUID, list[Source]]:
    """The proofs of those of these persons who are in no register: they are known from them alone."""
    found: dict[UUID, list[Source]] = {}
    registered = Exists(Person.objects.filter(pk=OuterRef("person")))
    for proof in Proof.objects.filter(~registered, person__in=persons).order_by("issued_at", "id"):
        source = Source(proof.get_what_display(), proof.area, reverse("proofs:proof", args=[proof.pk]))
        found.setdefault(proof.person or proof.pk, []).append(source)
    return found


def of_person(request: HttpRequest, person: UUID, area: str) -> Mapping[str, Any] | None:
    """The person's proofs, and the way to issue another."""
    who = actor(request)
    rows = proofs(who, clock.now()).filter(person=person).order_by("-issued_at", "-id")[:SHOWN]
    new = reverse("proofs:new_person", args=[person]) if who.may(ISSUE, area) else ""
    return {"lines": lines(who, list(rows), "people"), "new": new} if rows or new else None
