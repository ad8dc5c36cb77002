"""Where proposing begins: somebody, a door, or an area."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lianfang.areas import queries as areas
from lianfang.areas.models import Area
from lianfang.desk.facts.recording import actor
from lianfang.ledger.scope import Actor, covers
from lianfang.orders.kinds import PROPOSE
from lianfang.people.models import Household
from lianfang.people.queries import areas_of
from lianfang.vault.reading import Shown, show
from lianfang.vault.search import search

MOST_HITS = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """A person or a door that fits what was typed, with the address of the form for them."""

    href: str
    shown: Shown
    area: str
    door: bool


@login_required
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """On whom? Found by name, phone or door; or an area, for a zone."""
    who, area = actor(request), request.GET.get("area", "")
    if not who.may(PROPOSE) or (area and not who.may(PROPOSE, area)):
        raise Http404
    typed = request.POST.get("q", "").strip()[:60] if request.method == "POST" else ""
    reach = who.areas(PROPOSE)
    here = area or (reach[0] if len(reach) == 1 else "")
    return render(
        request,
        "orders/new.html",
        {
            "searched": bool(typed),
            "hits": _hits(who, typed) if typed else [],
            "path": [one for one in areas.path(here) if covers(reach, one.pk)] if here else [],
            "here": Area.objects.filter(pk=here).first() if here else None,
            "below": list(areas.children(here) if here else Area.objects.filter(pk__in=reach).order_by("code")),
        },
    )


def _hits(who: Actor, typed: str) -> list[Hit]:
    found = search(typed, who.areas(PROPOSE), MOST_HITS)
    doors = dict(Household.objects.filter(pk__in=found).values_list("pk", "area"))
    people = areas_of(who, [entity for entity in found if entity not in doors])
    places = {entity: area for entity, area in (people | doors).items() if area and who.may(PROPOSE, area)}
    shown, named = show(who, places, "orders.new"), areas.labels(set(places.values()))
    return [
        Hit(
            reverse("orders:new_household" if entity in doors else "orders:new_person", args=[entity]),
            shown[entity],
            named[places[entity]],
            entity in doors,
        )
        for entity in found
        if entity in places
    ]
