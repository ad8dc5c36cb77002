"""Needs on the pages of households and persons, and as a source of who somebody is."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from lianfang.desk.facts import offers
from lianfang.desk.facts.recording import actor
from lianfang.ledger.scope import Actor
from lianfang.outreach.kinds import RECORD, NeedTaken
from lianfang.outreach.models import Need
from lianfang.outreach.queries.hands import hands
from lianfang.outreach.queries.lines import lines
from lianfang.outreach.queries.scope import VIEW, needs
from lianfang.people import panels, sources
from lianfang.people.sources import Source

SHOWN = 10  # needs on a household's or a person's page, the latest first


def register() -> None:
    """Called once, when the app is ready."""
    offers.offer(NeedTaken.kind.code, "to_member", lambda who, _subject, area: hands(who, area))
    sources.provide(heard)
    template = "outreach/panel.html"
    panels.register(
        panels.Panel(panels.Place.HOUSEHOLD, template, of_household, VIEW, 30),
        panels.Panel(panels.Place.PERSON, template, of_person, VIEW, 30),
    )


def heard(_actor: Actor, persons: Collection[UUID]) -> Mapping[UUID, list[Source]]:
    """The needs of each of these persons: whoever is in no register is known from them alone."""
    found: dict[UUID, list[Source]] = {}
    for need in Need.objects.filter(person__in=persons).order_by("raised_at", "id"):
        label = _("群众需求：%(what)s") % {"what": need.get_what_display()}
        source = Source(label, need.area, reverse("outreach:need", args=[need.pk]))
        found.setdefault(need.person or need.pk, []).append(source)
    return found


def of_household(request: HttpRequest, household: UUID, area: str) -> Mapping[str, Any] | None:
    """The household's needs, and the way to take down another."""
    return _panel(request, area, "household", household)


def of_person(request: HttpRequest, person: UUID, area: str) -> Mapping[str, Any] | None:
    """The person's needs, and the way to take down another."""
    return _panel(request, area, "person", person)


def _panel(request: HttpRequest, area: str, whose: str, entity: UUID) -> Mapping[str, Any] | None:
    who = actor(request)
    rows = needs(who).filter(**{whose: entity}).order_by("-raised_at", "-id")[:SHOWN]
    new = reverse(f"outreach:new_{whose}", args=[entity]) if area and who.may(RECORD, area) else ""
    return {"lines": lines(who, list(rows), "people"), "new": new} if rows or new else None
