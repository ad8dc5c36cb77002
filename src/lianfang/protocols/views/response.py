"""The response: what holds now, how it came to that, and the forms that begin, change and end it (row A6)."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lianfang.areas.models import Area
from lianfang.areas.queries import in_use
from lianfang.desk.components import Tab
from lianfang.desk.facts.forms import FactForm
from lianfang.desk.facts.offers import offered
from lianfang.desk.facts.recording import actor, say
from lianfang.desk.facts.story import story
from lianfang.ledger import clock
from lianfang.ledger.reactions import derived
from lianfang.ledger.scope import Actor
from lianfang.protocols import editions, tables
from lianfang.protocols.choices import Level
from lianfang.protocols.kinds import MANAGE, ResponseDeclared, ResponseEnded
from lianfang.protocols.models import Response
from lianfang.protocols.queries import as_of
from lianfang.protocols.scope import VIEW, response_of
from lianfang.protocols.showing import responses, show

_LEVELS_OF_AREAS = ("county", "town")


def tabs(here: str) -> list[Tab]:
    """The pages of protocols as tabs; `here` is the name of the current one."""
    pages = [
        ("index", _("应急响应"), reverse("protocols:index")),
        ("listed", _("重点地区"), reverse("protocols:listed")),
        ("editions", _("防控方案"), reverse("protocols:editions")),
        ("table", _("卡点处置表"), reverse("protocols:table", args=[tables.DEFAULT])),
    ]
    return [Tab(label, href, current=name == here) for name, label, href in pages]


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every response that concerns the member, the one that holds first."""
    who = actor(request)
    if not who.may(VIEW):
        raise Http404
    shown = responses(who)
    context = {
        "tabs": tabs("index"),
        "running": [one for one in shown if one.now or one.stages[-1].ahead],
        "ended": [one for one in shown if not one.now and not one.stages[-1].ahead],
        "may_manage": who.may(MANAGE),
        "problems": [*editions.loaded().problems, *tables.loaded().problems],
    }
    return render(request, "protocols/index.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Declare a response in an area of the member's right; where it is asked when there are several."""
    who = actor(request)
    choices = areas_of(who)
    if not choices:
        raise Http404
    wanted = request.GET.get("area", "") or (choices[0].pk if len(choices) == 1 else "")
    area = next((one for one in choices if one.pk == wanted), None)
    form = _declared(who, request, area.pk) if area else None
    if area and form and form.is_bound and form.is_valid():
        subject = derived(form.entry(), "response")
        answer = form.record(request, subject, area.pk)
        if not form.errors:
            say(request, form.kind, answer)
            return HttpResponseRedirect(reverse("protocols:response", args=[subject]))
    return render(request, "protocols/response_new.html", {"form": form, "area": area, "choices": choices})


@login_required
@require_http_methods(["GET", "POST"])
def response(request: HttpRequest, response: UUID) -> HttpResponse:
    """One response: its levels, its story, and the forms that raise, lower or end it."""
    who = actor(request)
    row = response_of(who, response)
    if row is None:
        raise Http404
    forms = _forms(who, request, row)
    for form in forms.values():
        if form.is_bound and form.is_valid():
            answer = form.record(request, row.pk, row.area)
            if not form.errors:
                say(request, form.kind, answer)
                return HttpResponseRedirect(request.path)
    [shown] = show([row])
    context: dict[str, Any] = {"shown": shown, "forms": forms, "told": story(row.pk, who)}
    return render(request, "protocols/response.html", context)


def _forms(who: Actor, request: HttpRequest, row: Response) -> dict[str, FactForm]:
    if not who.may(MANAGE, row.area):
        return {}
    forms = {"change": _declared(who, request, row.area, row)}
    if as_of(row, clock.now()):
        sent = request.POST.get("kind") == ResponseEnded.kind.code
        forms["end"] = FactForm(ResponseEnded.kind, request.POST if sent else None)
    return forms


def _declared(who: Actor, request: HttpRequest, area: str, row: Response | None = None) -> FactForm:
    """The form of a level; it begins with what holds now."""
    kind = ResponseDeclared.kind
    sent = request.method == "POST" and request.POST.get("kind", kind.code) == kind.code
    now = as_of(row, clock.now()) if row else None
    values: dict[str, Any] = {"table": tables.DEFAULT, "level": Level.I}
    if now:
        values = {
            "level": now.level,
            "edition": now.edition,
            "table": now.table,
            "leave_cancelled": now.leave_cancelled,
        }
    choices = offered(kind.code, who, row.pk if row else UUID(int=0), area)
    return FactForm(kind, request.POST if sent else None, values=values, choices=choices)


def areas_of(who: Actor) -> list[Area]:
    """Counties and towns in which the member may declare a response."""
    return list(in_use(who.areas(MANAGE)).filter(level__in=_LEVELS_OF_AREAS).order_by("code"))
