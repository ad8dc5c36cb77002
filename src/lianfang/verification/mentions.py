"""What verification knows of persons and households, for the stories and pages of the register of people."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from lianfang.desk.facts import naming
from lianfang.desk.facts.recording import actor
from lianfang.ledger.models import Entry
from lianfang.ledger.scope import Actor, within
from lianfang.people import panels, sources
from lianfang.people.sources import Source
from lianfang.vault.reading import show
from lianfang.verification.choices import Cause, Standing
from lianfang.verification.kinds import Listed
from lianfang.verification.models import Campaign, Door, SourceList, Target

VIEW = "verification.view"


def register() -> None:
    """Called once, when the app is ready."""
    naming.register(
        "campaign", lambda _actor, ids: dict(Campaign.objects.filter(pk__in=ids).values_list("pk", "name"))
    )
    naming.register("list", lambda _actor, ids: dict(SourceList.objects.filter(pk__in=ids).values_list("pk", "name")))
    naming.register("target", targets)
    sources.provide(listings)
    panels.register(
        panels.Panel(panels.Place.HOUSEHOLD, "verification/target_panel.html", of_household, VIEW, 10),
        panels.Panel(panels.Place.HOUSEHOLD, "verification/target_doors.html", doors, VIEW, 20),
        panels.Panel(panels.Place.PERSON, "verification/target_panel.html", of_person, VIEW, 10),
    )


def targets(who: Actor, ids: Collection[Any]) -> Mapping[UUID, str]:
    """Targets by the name of their person, masked outside the actor's areas."""
    rows = list(Target.objects.filter(pk__in=ids))
    shown = show(who, {row.person: row.area for row in rows}, "story")
    return {row.pk: shown[row.person].name for row in rows}


def listings(_actor: Actor, persons: Collection[UUID]) -> Mapping[UUID, list[Source]]:
    """Which list named each person in which row; the area is where the person's target is now."""
    rows = list(Target.objects.filter(person__in=persons))
    by_id = {row.pk: row for row in rows}
    # By subject and not by mention: a target's own entries are few, and the index on subjects is at hand.
    entries = Entry.objects.filter(subject__in=by_id, kind=Listed.kind.code).order_by("at", "id")
    told = [(subject, UUID(data["list"]), data["row"]) for subject, data in entries.values_list("subject", "data")]
    names = dict(SourceList.objects.filter(pk__in={one for _subject, one, _row in told}).values_list("pk", "name"))
    found: dict[UUID, list[Source]] = {}
    for subject, source, row in told:
        target = by_id[subject]
        label = _("%(list)s 第 %(row)s 行") % {"list": names.get(source, ""), "row": row}
        href = reverse("verification:target", args=[subject])
        found.setdefault(target.person, []).append(Source(label, target.area, href))
    return found


def of_household(request: HttpRequest, household: UUID, _area: str) -> Mapping[str, Any] | None:
    """The household's targets."""
    return _panel(request, household=household)


def of_person(request: HttpRequest, person: UUID, _area: str) -> Mapping[str, Any] | None:
    """The person's targets in every campaign."""
    return _panel(request, person=person)


def _panel(request: HttpRequest, **which: UUID) -> Mapping[str, Any] | None:
    who = actor(request)
    rows = list(Target.objects.filter(within(who.areas(VIEW)), **which).order_by("-listed", "id"))
    if not rows:
        return None
    shown = show(who, {row.person: row.area for row in rows}, "people")
    names = dict(Campaign.objects.filter(pk__in={row.campaign for row in rows}).values_list("pk", "name"))
    return {
        "rows": [
            (row, shown[row.person].name, names.get(row.campaign, ""), Standing(row.standing).label) for row in rows
        ]
    }


def doors(request: HttpRequest, household: UUID, _area: str) -> Mapping[str, Any] | None:
    """How often somebody knocked at this door, campaign by campaign."""
    rows = list(Door.objects.filter(within(actor(request).areas(VIEW)), household=household).order_by("-last_knock"))
    names = dict(Campaign.objects.filter(pk__in={row.campaign for row in rows}).values_list("pk", "name"))
    doors = [(row, names.get(row.campaign, ""), Cause(row.cause).label if row.cause else "") for row in rows]
    return {"rows": doors} if doors else None
