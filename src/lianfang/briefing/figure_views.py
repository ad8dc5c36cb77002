"""The page of an opened figure, and the list of all figures."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from lianfang.areas import queries as areas
from lianfang.briefing import clock, dictionary, forms, opened
from lianfang.briefing.figures import shown
from lianfang.briefing.write import names
from lianfang.desk import address, keyset
from lianfang.desk.components import Column, Empty, Table
from lianfang.duty.devices import request_actor
from lianfang.duty.rights import Right
from lianfang.ledger.clock import now
from lianfang.ledger.kinds import all_kinds

_PAGES = {
    "target": "verification:target",
    "household": "people:household",
    "person": "people:person",
    "need": "outreach:need",
    "post": "checkpoints:post",
    "passage": "checkpoints:passage",
    "lookout": "checkpoints:lookout",
    "referral": "checkpoints:referral",
    "order": "orders:order",
    "hit": "screening:hit",
}


@login_required
@require_GET
def figure(request: HttpRequest, code: str) -> HttpResponse:
    """What a figure is made of: `?area=…&since=…&until=…&exact=1`."""
    asked = _asked(request, code)
    parts = opened.spread(asked)
    value = sum(parts.values())
    listed = sum(map(abs, parts.values())) <= opened.LISTED_AT_MOST
    start = int(cursor) if (cursor := request.GET.get("cursor", "")).isdecimal() else 0
    lines, more = opened.page(asked, start) if listed else ([], False)
    context = {
        "figure": asked.shown.figure,
        "asked": asked,
        "area": areas.names([asked.area]).get(asked.area, asked.area),
        "period": _period(asked),
        "value": value,
        "parts": _parts(request, asked, parts),
        "table": _table(asked, lines, start, more=more) if listed else None,
    }
    return render(request, "briefing/figure.html", context)


@login_required
@require_GET
def figures(request: HttpRequest) -> HttpResponse:
    """Every figure: unit and what counts into it."""
    if not request_actor(request).may(Right.BRIEFING_VIEW):
        raise PermissionDenied(_("您没有查看简报的权限。"))
    columns = [
        Column("title", _("指标")),
        Column("unit", pgettext("of a figure", "单位")),
        Column("stock", _("性质"), template="briefing/cells/stock.html"),
        Column("about", _("口径")),
        Column("code", _("代码")),
    ]
    table = Table(
        _("指标口径"), columns, dictionary.figures(), link=lambda line: reverse("briefing:figure", args=[line.code])
    )
    return render(request, "briefing/figures.html", {"table": table})


def _asked(request: HttpRequest, code: str) -> opened.Asked:
    area = forms.area_of(request.GET, request_actor(request))
    try:
        since = forms.moment(request.GET.get("since", "")) or clock.BEGINNING
        until = forms.moment(request.GET.get("until", "")) or now()
        return opened.Asked(shown(code), area, since, until, exact="exact" in request.GET)
    except KeyError as error:
        raise Http404(_("没有这个指标。")) from error
    except ValidationError as error:
        raise Http404(error.messages[0]) from error


def _period(asked: opened.Asked) -> str:
    if asked.since <= clock.BEGINNING:
        return _("截至%(at)s") % {"at": clock.spoken(asked.until)}
    return _("%(since)s至%(until)s") % {"since": clock.spoken(asked.since), "until": clock.spoken(asked.until)}


def _parts(request: HttpRequest, asked: opened.Asked, parts: dict[str, int]) -> list[tuple[str, int, str]]:
    """Name, value and address of each part, when there is more than one."""
    if len(parts) < 2:
        return []
    known = areas.names(list(parts))
    found = []
    for part, value in parts.items():
        exact = "1" if any(other != part and other.startswith(part) for other in parts) else None
        name = known.get(part, part)
        label = _("%(area)s（未落到下级）") % {"area": name} if exact else name
        found.append((label, value, address.changed(request, area=part, exact=exact)))
    return found


def _table(asked: opened.Asked, lines: list[opened.Line], start: int, *, more: bool) -> Table:
    places = areas.names({line.area for line in lines})
    people = names({line.entry.member for line in lines if line.entry.member})
    rows = [
        {
            "at": line.entry.at,
            "kind": _(all_kinds()[line.entry.kind].title),
            "area": places.get(line.area, line.area),
            "member": people.get(line.entry.member, "—") if line.entry.member else _("系统"),
            "amount": f"{line.amount:+,}",
            "href": _subject_page(line),
        }
        for line in lines
    ]
    columns = [
        Column("at", _("时间"), template="briefing/cells/moment.html"),
        Column("kind", _("记录")),
        Column("area", _("区域")),
        Column("member", _("录入人")),
        Column("amount", _("计入"), template="briefing/cells/amount.html"),
    ]
    page: keyset.Page[Any] = keyset.Page(
        [],
        next=str(start + opened.PAGE) if more else None,
        previous=str(max(0, start - opened.PAGE)) if start else None,
    )
    return Table(
        _("计入这个数的记录"),
        columns,
        rows,
        page=page,
        link=lambda row: row["href"],
        empty=Empty(_("没有计入的记录"), _("这个数为零：这段时间内、这个区域里没有发生。")),
    )


def _subject_page(line: opened.Line) -> str:
    """Where the entry's subject has its page; nothing when its slice has none."""
    name = _PAGES.get(all_kinds()[line.entry.kind].subject, "")
    try:
        return reverse(name, args=[line.entry.subject]) if name else ""
    except NoReverseMatch:
        return ""
