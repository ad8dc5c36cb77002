"""Persons: what the register and the lists say of one, registering somebody in a household, moving to another."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lianfang.areas import queries as areas
from lianfang.desk.facts.forms import FactForm
from lianfang.desk.facts.recording import actor, say
from lianfang.desk.facts.shapes import shapes
from lianfang.desk.facts.story import story
from lianfang.ledger.reactions import derived
from lianfang.ledger.scope import Actor, covers
from lianfang.people import panels
from lianfang.people.kinds import PersonRegistered, WhereaboutsStated
from lianfang.people.models import Household, Identity, Person
from lianfang.people.queries import RECORD, areas_of
from lianfang.people.sources import sources
from lianfang.people.views.households import own_household
from lianfang.vault.candidates import candidates
from lianfang.vault.identity import Identity as Stated
from lianfang.vault.matching import Claim, Outcome, resolve
from lianfang.vault.parts import Sex, Who
from lianfang.vault.reading import Shown, show
from lianfang.vault.search import search

MOST_DOORS = 20
NEW = "new"


@login_required
@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, person: UUID) -> HttpResponse:
    """One person: what is registered, what was said otherwise, where they are, and their story."""
    who = actor(request)
    area = areas_of(who, [person])[person]
    if not who.may(RECORD, area):
        raise Http404
    row = Person.objects.filter(pk=person).first()
    form = None
    if row is not None and row.household is not None:
        form = FactForm(WhereaboutsStated.kind, request.POST or None, values={"whereabouts": row.whereabouts})
        if request.method == "POST" and form.is_valid():
            answer = form.record(request, row.pk, row.area)
            if not form.errors:
                say(request, form.kind, answer)
                return HttpResponseRedirect(request.path)
    shown = show(who, {person: area}, "person")[person]
    return render(
        request,
        "people/person.html",
        {
            "person": row,
            "pk": person,
            "shown": shown,
            "facts": known(shown),
            "also": _also(shown),
            "form": form,
            "household": _household(who, row),
            "merged": _merged(who, person),
            "undecided": row is not None and row.identity in {Identity.UNSURE, Identity.ASK},
            "path": [one for one in areas.path(area) if covers(who.areas(RECORD), one.pk)],
            "sources": [one for one in sources(who, [person])[person] if who.may(RECORD, one.area)],
            "panels": panels.render(panels.Place.PERSON, request, person, area),
            "told": story(person, who),
        },
    )


def known(shown: Shown) -> list[tuple[str, str]]:
    """An identity as (label, value), every field that says something."""
    born = shown.birth_date.isoformat() if shown.birth_date else ""
    if shown.age is not None:
        born = (
            _("%(born)s（%(age)s 岁）") % {"born": born, "age": shown.age}
            if born
            else _("%(age)s 岁") % {"age": shown.age}
        )
    said = {
        "name": shown.name,
        "sex": str(Sex(shown.sex).label) if shown.sex else "",
        "birth_date": born,
        "id_number": shown.id_number,
        "phones": _("、").join(shown.phones),
        "address": shown.address,
    }
    return [(_(TITLES[name]), value) for name, value in said.items() if value]


TITLES = {shape.name: shape.title for shape in shapes(Who)}


def _also(shown: Shown) -> list[tuple[str, str]]:
    return [(_(TITLES[name]), _("、").join(values)) for name, values in shown.also.items() if name in TITLES]


def _household(who: Actor, row: Person | None) -> tuple[Household, str] | None:
    """The person's household with its address, where the actor may open it."""
    if row is None or row.household is None:
        return None
    found = Household.objects.filter(pk=row.household).first()
    if found is None or not who.may(RECORD, found.area):
        return None
    return found, show(who, {found.pk: found.area}, "person")[found.pk].address


def _merged(who: Actor, person: UUID) -> list[tuple[Person, Shown]]:
    """Records that somebody decided are this person, those within reach."""
    rows = [row for row in Person.objects.filter(same_as=person) if who.may(RECORD, row.area)]
    shown = show(who, {row.pk: row.area for row in rows}, "person")
    return [(row, shown[row.pk]) for row in rows]


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, household: UUID) -> HttpResponse:
    """Register somebody in a household; whoever may be known already is offered first."""
    who = actor(request)
    door = own_household(who, household)
    form = FactForm(PersonRegistered.kind, request.POST or None, fixed={"household": str(door.pk)})
    maybe: list[tuple[UUID, Shown]] = []
    if request.method == "POST" and form.is_valid():
        maybe = _maybe(who, form, door)
        subject = _subject(request, form, [person for person, _shown in maybe])
        if subject is not None:
            form.fixed["who"] = {"person": str(subject)}
            answer = form.record(request, subject, door.area)
            if not form.errors:
                say(request, form.kind, answer)
                return HttpResponseRedirect(reverse("people:household", args=[door.pk]))
    return _new_page(request, form, door, maybe)


def _new_page(request: HttpRequest, form: FactForm, door: Household, maybe: list[tuple[UUID, Shown]]) -> HttpResponse:
    address = show(actor(request), {door.pk: door.area}, "household")[door.pk].address
    context = {"form": form, "household": door, "address": address, "maybe": maybe, "new": NEW}
    return render(request, "people/person_new.html", context)


def _maybe(who: Actor, form: FactForm, door: Household) -> list[tuple[UUID, Shown]]:
    """The persons on record who may be the one written down, the likeliest first, as this actor may see them."""
    said: dict[str, Any] = form.fact().get("who", {})
    own = derived(form.entry(), "person")
    claim = Claim(
        own,
        Stated(
            name=said.get("name", ""),
            id_number=said.get("id_number", ""),
            phones=(said["phones"],) if said.get("phones") else (),
            address=said.get("address", ""),
            village=door.area[:12],
            sex=said.get("sex", ""),
            birth_date=form.cleaned_data.get("who-birth_date"),
        ),
    )
    found = resolve([claim], candidates())[0]
    persons = [candidate.person for candidate in found.candidates]
    if found.outcome is Outcome.KNOWN and found.person is not None:
        persons = list(dict.fromkeys([found.person, *persons]))
    if own in persons:
        return []  # the same form sent again has found itself
    shown = show(who, areas_of(who, persons), "household") if persons else {}
    return [(person, shown[person]) for person in persons]


def _subject(request: HttpRequest, form: FactForm, maybe: list[UUID]) -> UUID | None:
    """Whom the entry is about: a new person, or the known one the member chose; None while that is open."""
    fresh = derived(form.entry(), "person")
    chosen = request.POST.get("known", "")
    if not maybe or chosen == NEW:
        return fresh
    return next((person for person in maybe if str(person) == chosen), None)


@login_required
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, person: UUID) -> HttpResponse:
    """Enter a registered person in another household, found by its address."""
    who = actor(request)
    row = Person.objects.filter(pk=person, household__isnull=False).first()
    if row is None or not who.may(RECORD, row.area):
        raise Http404
    sought = request.POST.get("q", "").strip()
    doors = _doors(who, sought) if sought else []
    chosen = next((door for door, _address in doors if str(door.pk) == request.POST.get("household")), None)
    fixed = {"who": {"person": str(row.pk)}, "household": str(chosen.pk) if chosen else None}
    values = {"residence": row.residence, "head": False}
    form = FactForm(PersonRegistered.kind, request.POST if chosen else None, values=values, fixed=fixed)
    form.leave_out("who")
    if chosen and form.is_valid():
        answer = form.record(request, row.pk, chosen.area)
        if not form.errors:
            say(request, form.kind, answer)
            return HttpResponseRedirect(reverse("people:person", args=[row.pk]))
    shown = show(who, {row.pk: row.area}, "person")[row.pk]
    context = {"person": row, "shown": shown, "form": form, "sought": sought, "doors": doors, "chosen": chosen}
    return render(request, "people/person_move.html", context)


def _doors(who: Actor, sought: str) -> list[tuple[Household, str]]:
    """Households of the actor's areas at this address."""
    found = search(sought, who.areas(RECORD), MOST_DOORS)
    rows = Household.objects.in_bulk(found)
    shown = show(who, {pk: row.area for pk, row in rows.items()}, "household")
    return [(rows[pk], shown[pk].address) for pk in found if pk in rows]
