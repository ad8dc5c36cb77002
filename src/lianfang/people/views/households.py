"""Households: the list in walking order with its search, one household's card, and registering a household."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lianfang.areas import queries as areas
from lianfang.areas.models import Area
from lianfang.desk import keyset
from lianfang.desk.components import Column, Empty, Table
from lianfang.desk.facts.forms import FactForm
from lianfang.desk.facts.recording import actor, say
from lianfang.desk.facts.story import story
from lianfang.ledger.reactions import derived
from lianfang.ledger.scope import Actor, covers, within
from lianfang.people import panels
from lianfang.people.kinds import HouseholdRegistered, Whereabouts
from lianfang.people.models import Household, Person
from lianfang.people.queries import RECORD, at_home, last_walk
from lianfang.people.queries import households as within_reach
from lianfang.vault.reading import show
from lianfang.vault.search import search


@dataclass(frozen=True, slots=True)
class Row:
    """A household as the list shows it."""

    pk: UUID
    address: str
    area: str
    tenure: str
    people: int
    away: int


def reach(request: HttpRequest) -> tuple[Actor, str]:
    """The actor and the area they look at; 404 for an area outside their own."""
    who = actor(request)
    area = request.GET.get("area", "")
    if not who.may(RECORD) or (area and not who.may(RECORD, area)):
        raise Http404
    return who, area


@login_required
@require_http_methods(["GET", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """Households of an area in walking order, or those that fit what was searched for."""
    who, area = reach(request)
    looked_at = (area,) if area else who.areas(RECORD)
    sought = request.POST.get("q", "").strip()
    if sought:
        page: keyset.Page[Household] = keyset.Page(_found(sought, looked_at))
    else:
        page = keyset.page(within_reach(looked_at), ("area", "walk", "id"), request.GET.get("cursor"))
    where = Area.objects.filter(pk=area or (looked_at[0] if len(looked_at) == 1 else "")).first()
    return render(
        request,
        "people/households.html",
        {
            "table": _table(who, page, sought),
            "sought": sought,
            "area": where,
            "path": [one for one in areas.path(where.pk) if covers(who.areas(RECORD), one.pk)] if where else [],
            "below": areas.children(where.pk) if where else Area.objects.filter(pk__in=looked_at),
        },
    )


def _found(sought: str, looked_at: Sequence[str]) -> list[Household]:
    """Households that fit, and those of persons who fit, the best first."""
    entities = search(sought, looked_at)
    of_person = dict(Person.objects.filter(pk__in=entities, household__isnull=False).values_list("pk", "household"))
    ordered = list(dict.fromkeys(of_person.get(entity, entity) for entity in entities))
    rows = within_reach(looked_at).in_bulk(ordered)
    return [rows[pk] for pk in ordered if pk in rows]


def _table(who: Actor, page: keyset.Page[Household], sought: str) -> Table:
    shown = show(who, {row.pk: row.area for row in page.rows}, "households")
    counts = at_home([row.pk for row in page.rows])
    names = areas.names({row.area for row in page.rows})
    rows = [
        Row(
            row.pk,
            shown[row.pk].address or _("（未登记门牌）"),
            names.get(row.area, row.area),
            row.get_tenure_display(),
            *counts.get(row.pk, (0, 0)),
        )
        for row in page.rows
    ]
    empty = Empty(_("没有登记的户"), _("按走访顺序逐户登记，或换一个区域查看。"), icon="house")
    if sought:
        empty = Empty(_("没有找到"), _("换一种写法：姓名、拼音、门牌，或电话、证件号码的后四位。"), icon="search")
    return Table(
        caption=_("户"),
        columns=[
            Column("address", _("门牌")),
            Column("area", _("网格")),
            Column("tenure", _("居住性质")),
            Column("people", _("在册人数"), numeric=True),
            Column("away", _("其中外出"), numeric=True),
        ],
        rows=rows,
        page=page,
        link=lambda row: reverse("people:household", args=[row.pk]),
        empty=empty,
    )


def own_household(who: Actor, household: UUID) -> Household:
    """A household in the areas where the actor records; 404 otherwise."""
    row = Household.objects.filter(within(who.areas(RECORD)), pk=household).first()
    if row is None:
        raise Http404
    return row


@login_required
@require_http_methods(["GET", "POST"])
def household(request: HttpRequest, household: UUID) -> HttpResponse:
    """One household's card: who lives here, who is away, who came back, and what was recorded about it."""
    who = actor(request)
    row = own_household(who, household)
    shown = show(who, {row.pk: row.area}, "household")[row.pk]
    values = {"where": {"address": shown.address}, "walk": row.walk, "tenure": row.tenure}
    fixed = {"where": {"household": str(row.pk)}}
    form = FactForm(HouseholdRegistered.kind, request.POST or None, values=values, fixed=fixed)
    if request.method == "POST" and form.is_valid():
        answer = form.record(request, row.pk, row.area)
        if not form.errors:
            say(request, form.kind, answer)
            return HttpResponseRedirect(request.path)
    return render(
        request,
        "people/household.html",
        {
            "household": row,
            "shown": shown,
            "form": form,
            "groups": _groups(who, row),
            "path": [one for one in areas.path(row.area) if covers(who.areas(RECORD), one.pk)],
            "panels": panels.render(panels.Place.HOUSEHOLD, request, row.pk, row.area),
            "told": story(row.pk, who),
        },
    )


def _groups(who: Actor, row: Household) -> list[Mapping[str, Any]]:
    """The household's people by where they are: at home, back, away, gone."""
    people = list(Person.objects.filter(within(who.areas(RECORD)), household=row.pk).order_by("-head", "id"))
    shown = show(who, {person.pk: person.area for person in people}, "household")
    titles = [
        (Whereabouts.HOME, _("在家")),
        (Whereabouts.RETURNED, _("已返回")),
        (Whereabouts.AWAY, _("外出")),
        (Whereabouts.LEFT, _("已迁出")),
    ]
    return [
        {"title": title, "code": code.value, "people": [(p, shown[p.pk]) for p in people if p.whereabouts == code]}
        for code, title in titles
        if any(person.whereabouts == code for person in people)
    ]


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Register a household in a grid; asks once more when the address is in the register already."""
    who, area = reach(request)
    below = list(areas.children(area)) if area else list(Area.objects.filter(pk__in=who.areas(RECORD)))
    here = Area.objects.filter(pk=area).first() if area else None
    if here is None or below:
        return render(request, "people/household_where.html", {"below": below, "area": here})
    values = {"walk": last_walk(area) + 10}
    form = FactForm(HouseholdRegistered.kind, request.POST or None, values=values)
    known: list[Household] = []
    if request.method == "POST" and form.is_valid():
        subject = derived(form.entry(), "household")
        found = [] if "sure" in request.POST else _found(form.cleaned_data["where-address"], (area,))
        known = [row for row in found if row.pk != subject]  # the same form sent again has found itself
        if not known:
            form.fixed = {"where": {"household": str(subject)}}
            answer = form.record(request, subject, area)
            if not form.errors:
                say(request, form.kind, answer)
                return HttpResponseRedirect(reverse("people:household", args=[subject]))
    shown = show(who, {row.pk: row.area for row in known}, "household")
    context = {"form": form, "area": here, "known": [(row, shown[row.pk]) for row in known]}
    return render(request, "people/household_new.html", context)
