"""Vehicles looked for: the list, one of them, a new one. Only for those who may open lookouts."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lianfang.areas.queries import labels
from lianfang.checkpoints.kinds import MANAGE, LookoutEnded, LookoutOpened
from lianfang.checkpoints.models import Lookout
from lianfang.checkpoints.queries.passing import lines, of
from lianfang.checkpoints.queries.scope import lookouts as within_reach
from lianfang.checkpoints.views.filters import LookoutFilters
from lianfang.checkpoints.views.picking import picked, picking
from lianfang.checkpoints.watching import running
from lianfang.desk import keyset
from lianfang.desk.components import Column, Empty, Table, Tone
from lianfang.desk.facts.forms import FactForm
from lianfang.desk.facts.recording import actor, say
from lianfang.desk.facts.story import story
from lianfang.desk.formats import moment
from lianfang.desk.templatetags.desk import state
from lianfang.ledger import clock
from lianfang.ledger.reactions import derived
from lianfang.ledger.scope import Actor
from lianfang.screening.models import Hit
from lianfang.vault.reading import Shown, notes, show

ORDER = ("until", "id")
MOST_HITS = 50


@login_required
@require_GET
def lookouts(request: HttpRequest) -> HttpResponse:
    """Vehicles looked for in the member's areas, what ends first on top; `state=all` also those of the past."""
    who, now = actor(request), clock.now()
    if not who.may(MANAGE):
        raise Http404
    filters = LookoutFilters(request.GET)
    rows = within_reach(who)
    if not (filters.is_valid() and filters.cleaned_data["state"]):
        rows = rows & running(now)
    page = keyset.page(rows, ORDER, request.GET.get("cursor"))
    return render(request, "checkpoints/lookouts.html", {"filters": filters, "table": _table(who, page)})


def _table(who: Actor, page: keyset.Page[Lookout]) -> Table:
    shown = show(who, {row.vehicle: row.area for row in page.rows}, "checkpoints.lookouts")
    places = labels({row.area for row in page.rows})
    return Table(
        caption=_("布控车辆"),
        columns=[
            Column("plate", _("车牌号")),
            Column("state", _("状态")),
            Column("reason", _("布控原因")),
            Column("until", _("布控到何时")),
            Column("area", _("区域")),
        ],
        rows=[Cells(row, shown[row.vehicle], places[row.area]) for row in page.rows],
        page=page,
        link=lambda row: reverse("checkpoints:lookout", args=[row.pk]),
        empty=Empty(
            _("没有正在布控的车辆"),
            _("布控有原因、有期限，到期自动解除。卡点只能按车牌比对，看不到名单。"),
            icon="scan-search",
        ),
    )


class Cells:
    """A lookout as the columns of the list name its parts."""

    def __init__(self, row: Lookout, vehicle: Shown, area: str) -> None:
        self.pk, self.area = row.pk, area
        self.plate = vehicle.plate or "—"
        self.state = stands(row)
        self.reason = row.get_reason_display()
        self.until = moment(row.until, clock.now())


def stands(row: Lookout) -> str:
    """How a lookout stands now, in a word."""
    if row.runs(clock.now()):
        return state(_("正在布控"), Tone.ACTIVE)
    return state(row.get_ended_display() or _("到期解除"), Tone.DONE)


@login_required
@require_http_methods(["GET", "POST"])
def lookout(request: HttpRequest, lookout: UUID) -> HttpResponse:
    """One vehicle looked for: until when, where it was seen since, how to end it."""
    who = actor(request)
    row = within_reach(who).filter(pk=lookout).first()
    if row is None:
        raise Http404
    form = FactForm(LookoutEnded.kind, request.POST or None) if row.runs(clock.now()) else None
    if form is not None and form.is_bound and form.is_valid():
        answer = form.record(request, row.pk, row.area)
        if not form.errors:
            say(request, form.kind, answer)
            return HttpResponseRedirect(request.path)
    passed = [one for one in of(who, [row.vehicle], "checkpoints.view") if one.at >= row.since]
    return render(
        request,
        "checkpoints/lookout.html",
        {
            "lookout": row,
            "stands": stands(row),
            "vehicle": show(who, {row.vehicle: row.area}, "checkpoints.lookout")[row.vehicle],
            "area": labels({row.area})[row.area],
            "note": notes(who, [row.opened], "checkpoints.lookout").get(row.opened, {}).get("note", ""),
            "seen": lines(who, passed, "checkpoints.lookout"),
            "hits": list(Hit.objects.filter(watched=row.pk).order_by("-at", "-id")[:MOST_HITS]),
            "form": form,
            "told": story(row.pk, who),
        },
    )


@login_required
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """Which area answers for the lookout?"""
    return render(request, "checkpoints/pick_lookout.html", picking(request, MANAGE))


@login_required
@require_http_methods(["GET", "POST"])
def of_area(request: HttpRequest, area: str) -> HttpResponse:
    """A vehicle is to be looked for; this area answers for it, every post finds it."""
    here = picked(request, area, MANAGE)
    form = FactForm(LookoutOpened.kind, request.POST or None)
    if request.method == "POST" and form.is_valid():
        subject = derived(form.entry(), "lookout")
        answer = form.record(request, subject, here.pk)
        if not form.errors:
            say(request, form.kind, answer)
            kept = Lookout.objects.filter(pk=subject).exists()
            return HttpResponseRedirect(reverse("checkpoints:lookout", args=[subject]) if kept else request.path)
    return render(request, "checkpoints/new_lookout.html", {"form": form, "area": here})
