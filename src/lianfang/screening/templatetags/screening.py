"""`{% load screening %}`: where those of a list have been seen, for the pages of the slices that keep lists."""

from typing import Any
from uuid import UUID

from django import template
from django.template import Context

from lianfang.desk.facts.recording import actor
from lianfang.screening.queries import VIEW, lines, sightings

register = template.Library()

SHOWN = 10


@register.inclusion_tag("screening/sightings.html", takes_context=True)
def seen_at(context: Context, source: str, watched: UUID) -> dict[str, Any]:
    """`{% seen_at "target" target.pk %}`: when and where, the latest first; nothing where there is nothing.

    For pages whose member may see the subject: who it is stands there already, and is not said again.
    """
    who = actor(context["request"])
    found = lines(who, list(sightings(source, [watched])[:SHOWN]))
    return {"lines": [(line, who.may(VIEW, line.hit.area) or who.may(VIEW, line.hit.owner)) for line in found]}
