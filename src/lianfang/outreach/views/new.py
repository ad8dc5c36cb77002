"""Taking a need down: whose it is first (somebody on record, a door, or somebody in no register), then what."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lianfang.areas import queries as areas
from lianfang.areas.models import Area
from lianfang.desk.facts.recording import actor, say
from lianfang.ledger.reactions import derived
from lianfang.ledger.scope import Actor, covers
from lianfang.outreach.forms import NeedForm
from lianfang.outreach.kinds import RECORD
from lianfang.outreach.models import Need
from lianfang.outreach.queries.lines import Line, lines
from lianfang.outreach.queries.scope import OPEN
from lianfang.outreach.queries.scope import needs as within_reach
from lianfang.people.kinds import Whereabouts
from lianfang.people.models import Household, Person
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


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose need is taken down: where they live, what they are called, what of theirs is still open.

    `people` of the household, by name, may be chosen instead of the household as a whole.
    """

    area: str
    called: str
    pending: Sequence[Line] = ()
    people: Sequence[tuple[UUID, str]] = ()


@login_required
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Whose need is it? Found by name, phone or door; or, for somebody in no register, the grid they live in."""
    who, area = actor(request), request.GET.get("area", "")
    if not who.may(RECORD) or (area and not who.may(RECORD, area)):
        raise Http404
    typed = request.POST.get("q", "").strip()[:60] if request.method == "POST" else ""
    reach = who.areas(RECORD)
    here = area or (reach[0] if len(reach) == 1 else "")
    return render(
        request,
        "outreach/new.html",
        {
            "searched": bool(typed),
            "asked": bool(area),
            "hits": _hits(who, typed) if typed else [],
            "path": [one for one in areas.path(here) if covers(reach, one.pk)] if here else [],
            "here": Area.objects.filter(pk=here).first() if here else None,
            "below": list(areas.children(here) if here else Area.objects.filter(pk__in=reach).order_by("code")),
        },
    )


def _hits(who: Actor, typed: str) -> list[Hit]:
    found = search(typed, who.areas(RECORD), MOST_HITS)
    doors = dict(Household.objects.filter(pk__in=found).values_list("pk", "area"))
    people = areas_of(who, [entity for entity in found if entity not in doors])
    places = {entity: area for entity, area in (people | doors).items() if who.may(RECORD, area)}
    shown, named = show(who, places, "outreach.new"), areas.labels(set(places.values()))
    return [
        Hit(
            reverse("outreach:new_household" if entity in doors else "outreach:new_person", args=[entity]),
            shown[entity],
            named[places[entity]],
            entity in doors,
        )
        for entity in found
        if entity in places
    ]


@login_required
@require_http_methods(["GET", "POST"])
def of_household(request: HttpRequest, household: UUID) -> HttpResponse:
    """A need of a household on record; whoever of it speaks may be named."""
    who = actor(request)
    door = Household.objects.filter(pk=household).first()
    if door is None or not who.may(RECORD, door.area):
        raise Http404
    members = Person.objects.filter(household=door.pk).exclude(whereabouts=Whereabouts.LEFT).order_by("-head", "id")
    known = {person.pk: person.area for person in members if who.may(RECORD, person.area)}
    shown = show(who, known | {door.pk: door.area}, "outreach.new")
    people = [(person, shown[person].name) for person in known]
    form = NeedForm(request.POST or None, household=door.pk)
    pending = within_reach(who).filter(household=door.pk, state__in=OPEN)
    called = shown[door.pk].address or _("（未登记门牌）")
    return _take_down(request, form, Whose(door.area, called, lines(who, list(pending), "outreach.new"), people))


@login_required
@require_http_methods(["GET", "POST"])
def of_person(request: HttpRequest, person: UUID) -> HttpResponse:
    """A need of somebody on record, in a household or on a list."""
    who = actor(request)
    area = areas_of(who, [person])[person]
    if not who.may(RECORD, area):
        raise Http404
    home = Person.objects.filter(pk=person).values_list("household", flat=True).first()
    form = NeedForm(request.POST or None, person=person, household=home)
    pending = within_reach(who).filter(person=person, state__in=OPEN)
    called = show(who, {person: area}, "outreach.new")[person].name
    return _take_down(request, form, Whose(area, called, lines(who, list(pending), "outreach.new")))


@login_required
@require_http_methods(["GET", "POST"])
def of_area(request: HttpRequest, area: str) -> HttpResponse:
    """A need of somebody in no register, taken down in the grid (or village) where they live."""
    here = Area.objects.filter(pk=area).first()
    if here is None or not actor(request).may(RECORD, area):
        raise Http404
    return _take_down(request, NeedForm(request.POST or None), Whose(here.pk, here.name))


def _take_down(request: HttpRequest, form: NeedForm, whose: Whose) -> HttpResponse:
    """Record what was sent and open the new need."""
    if request.method == "POST" and form.is_valid():
        subject = derived(form.entry(), "need")
        answer = form.record(request, subject, whose.area)
        if not form.errors:
            say(request, form.kind, answer)
            kept = Need.objects.filter(pk=subject).exists()
            return HttpResponseRedirect(reverse("outreach:need", args=[subject]) if kept else request.path)
    return render(request, "outreach/new_form.html", {"form": form, "whose": whose})
