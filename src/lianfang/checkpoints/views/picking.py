"""Where something new is to stand: an area is chosen step by step, within the areas of the member's right."""

from typing import Any

from django.http import Http404, HttpRequest

from lianfang.areas import queries as areas
from lianfang.areas.models import Area
from lianfang.desk.facts.recording import actor
from lianfang.ledger.scope import covers


def picking(request: HttpRequest, right: str) -> dict[str, Any]:
    """What the template `checkpoints/pick.html` draws: the way down so far, and the areas below.

    Raises Http404 where the member has the right nowhere, or not in the area asked for.
    """
    who, area = actor(request), request.GET.get("area", "")
    if not who.may(right) or (area and not who.may(right, area)):
        raise Http404
    reach = who.areas(right)
    here = area or (reach[0] if len(reach) == 1 else "")
    return {
        "path": [one for one in areas.path(here) if covers(reach, one.pk)] if here else [],
        "here": Area.objects.filter(pk=here).first() if here else None,
        "below": list(areas.children(here) if here else Area.objects.filter(pk__in=reach).order_by("code")),
    }


def picked(request: HttpRequest, area: str, right: str) -> Area:
    """The area chosen. Raises Http404 where there is none, or the member has not the right there."""
    here = Area.objects.filter(pk=area).first()
    if here is None or not actor(request).may(right, area):
        raise Http404
    return here
