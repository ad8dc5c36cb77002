"""Listed areas: which, why, until when; listing another, extending, delisting."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lianfang.desk import keyset
from lianfang.desk.components import Column, Empty, Table, Tone
from lianfang.desk.facts.forms import FactForm, stored
from lianfang.desk.facts.recording import actor, say
from lianfang.desk.facts.story import story
from lianfang.desk.templatetags.desk import state as drawn
from lianfang.ledger import clock
from lianfang.ledger.kinds import keyed_subject
from lianfang.ledger.scope import Actor, within
from lianfang.protocols.divisions import divisions, named, search
from lianfang.protocols.kinds import MANAGE, AreaDelisted, AreaListed
from lianfang.protocols.models import ListedArea
from lianfang.protocols.scope import VIEW, listed_of, of_concern
from lianfang.protocols.views.filters import ListedFilters
from lianfang.protocols.views.response import areas_of, tabs

SOON = timedelta(days=3)


@login_required
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """The listed areas, those that end first first."""
    who = actor(request)
    if not who.may(VIEW):
        raise Http404
    filters, today = ListedFilters(request.GET), clock.today()
    filters.is_valid()
    rows = ListedArea.objects.filter(of_concern(who), _wanted(filters.cleaned_data, today))
    page = keyset.page(rows, ("until", "code", "id"), request.GET.get("cursor"))
    full = named([row.code for row in page.rows])
    table = Table(
        caption=_("重点地区"),
        columns=[
            Column("name", _("地区")),
            Column("level", _("风险类别")),
            Column("state", _("状态")),
            Column("since", _("从哪天起")),
            Column("until", _("到哪天止")),
            Column("days", _("离开后几天内算到过"), numeric=True),
            Column("source", _("来源")),
        ],
        rows=[Cells(row, full[row.code], today) for row in page.rows],
        page=page,
        link=lambda row: reverse("protocols:listed_area", args=[row.pk]),
        empty=Empty(_("没有重点地区"), _("公布以后才按到过的地方判定；没有公布的，只看体温。"), icon="map-pin"),
    )
    context = {"tabs": tabs("listed"), "filters": filters, "table": table, "may_manage": who.may(MANAGE)}
    return render(request, "protocols/listed.html", context)


def _wanted(asked: dict[str, Any], today: date) -> Q:
    now = Q(since__lte=today, until__gte=today)
    states = {"": now | Q(since__gt=today), "soon": now & Q(until__lt=today + SOON), "over": Q(until__lt=today)}
    found = states.get(asked.get("state", ""), Q())
    if asked.get("level"):
        found &= Q(level=asked["level"])
    return found & within([asked["code"]], "code") if asked.get("code") else found


class Cells:
    """A listed area as the columns of the list name its parts."""

    def __init__(self, row: ListedArea, full: str, today: date) -> None:
        self.pk, self.days = row.pk, row.days
        self.name = format_html('<span class="stack"><span>{}</span><small>{}</small></span>', row.name, full)
        self.level = row.get_level_display()
        self.state = standing(row, today)
        self.since, self.until = row.since.isoformat(), row.until.isoformat()
        self.source = format_html('{} <small class="nowrap">{}</small>', row.source, row.source_date.isoformat())


def standing(row: ListedArea, today: date) -> SafeString:
    """How a listing stands today, as a word with its icon."""
    if row.since > today:
        return drawn(_("尚未开始"), Tone.TODO)
    if row.until >= today:
        soon = row.until < today + SOON
        return drawn(_("快到期") if soon else _("生效中"), Tone.TODO if soon else Tone.ACTIVE)
    if row.last >= today:
        return drawn(_("已到期，到过的仍在算"), Tone.DONE)
    return drawn(_("已解除") if row.delisted else _("已到期"), Tone.VOID)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Which division (found by name, pinyin initials or code), then its dates and its source."""
    who = actor(request)
    areas = areas_of(who)
    if not areas:
        raise Http404
    code, typed = request.GET.get("code", ""), request.GET.get("q", "").strip()[:40]
    if code not in divisions():
        return render(request, "protocols/listed_new.html", {"typed": typed, "hits": search(typed)})
    form = _form(request, code)
    if form.is_bound and form.is_valid():
        subject = keyed_subject(AreaListed.kind, {"code": code})
        answer = form.record(request, subject, areas[0].pk)
        if not form.errors:
            say(request, form.kind, answer)
            return HttpResponseRedirect(reverse("protocols:listed_area", args=[subject]))
    return render(request, "protocols/listed_form.html", {"form": form, "called": named([code])[code]})


def _form(request: HttpRequest, code: str, row: ListedArea | None = None) -> FactForm:
    """The form of a listing; its code is known, its name is called by the division's unless said otherwise."""
    kind, today = AreaListed.kind, clock.today()
    fixed = {"code": code}
    values: dict[str, Any] = {"name": divisions().get(code, ""), "since": today, "source_date": today}
    if row is not None:
        fact = AreaListed(**{name: getattr(row, name) for name in AreaListed.model_fields})
        values = stored(fact)
    sent = request.method == "POST" and request.POST.get("kind", kind.code) == kind.code
    return FactForm(kind, request.POST if sent else None, values=values, fixed=fixed)


@login_required
@require_http_methods(["GET", "POST"])
def listed_area(request: HttpRequest, listed: UUID) -> HttpResponse:
    """One listed area: its dates and source, its story, and the forms that extend or end it."""
    who = actor(request)
    row = listed_of(who, listed)
    if row is None:
        raise Http404
    forms = _forms(who, request, row)
    for form in forms.values():
        if form.is_bound and form.is_valid():
            answer = form.record(request, row.pk, row.area)
            if not form.errors:
                say(request, form.kind, answer)
                return HttpResponseRedirect(request.path)
    context = {
        "row": row,
        "full": named([row.code])[row.code],
        "standing": standing(row, clock.today()),
        "forms": forms,
        "told": story(row.pk, who),
    }
    return render(request, "protocols/listed_area.html", context)


def _forms(who: Actor, request: HttpRequest, row: ListedArea) -> dict[str, FactForm]:
    if not who.may(MANAGE, row.area):
        return {}
    forms = {"again": _form(request, row.code, row)}
    if row.until >= clock.today():
        sent = request.POST.get("kind") == AreaDelisted.kind.code
        values = {"on": clock.today()}
        forms["end"] = FactForm(AreaDelisted.kind, request.POST if sent else None, values=values)
    return forms
