"""Pieces that slices add to the pages of households and persons: their targets, their visits."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import TextChoices
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from lianfang.desk.rights import permitted


class Place(TextChoices):
    """On which page a panel stands."""

    HOUSEHOLD = "household"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Panel:
    """A piece of a page. `context` gets the request, the household's or person's id and the area that
    answers for it; None leaves the panel out."""

    place: Place
    template: str
    context: Callable[[HttpRequest, UUID, str], Mapping[str, Any] | None]
    right: str | None = None
    order: int = 100


_panels: dict[tuple[Place, str], Panel] = {}


def register(*panels: Panel) -> None:
    """Add panels; called in `AppConfig.ready`. The same template on the same page again replaces the panel."""
    for panel in panels:
        _panels[panel.place, panel.template] = panel


def render(place: Place, request: HttpRequest, subject: UUID, area: str) -> list[SafeString]:
    """The panels of a page that this member may see, in order, as HTML. `area` answers for the subject."""
    shown = [panel for panel in _panels.values() if panel.place is place and permitted(request, panel.right)]
    found = []
    for panel in sorted(shown, key=lambda one: (one.order, one.template)):
        context = panel.context(request, subject, area)
        if context is not None:
            found.append(render_to_string(panel.template, dict(context), request))
    return found
