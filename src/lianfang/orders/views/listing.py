"""The register of orders: filters in the address, search by identity only ever in the body of a request."""

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lianfang.areas import queries as areas
from lianfang.areas.models import Area
from lianfang.desk import keyset
from lianfang.desk.components import Column, Empty, Table, Tone
from lianfang.desk.facts.recording import actor
from lianfang.desk.formats import moment
from lianfang.desk.templatetags.desk import icon, state
from lianfang.ledger import clock
from lianfang.ledger.scope import Actor, covers
from lianfang.orders.kinds import PROPOSE, VIEW
from lianfang.orders.models import Order
from lianfang.orders.queries.lines import Line, lines
from lianfang.orders.queries.listing import Wanted, found, order_of, wanted
from lianfang.orders.queries.scope import orders as within_reach
from lianfang.orders.views.filters import Filters

MOST_HITS = 50


@login_required
@require_http_methods(["GET", "POST"])
def orders(request: HttpRequest) -> HttpResponse:
    """Orders that fit the filters, what ends next first; or, posted, those of whoever was typed."""
    who, area = actor(request), request.GET.get("area", "")
    if not who.may(VIEW) or (area and not who.may(VIEW, area)):
        raise Http404
    filters = _filters(request, who, area)
    asked = filters.wanted()
    rows = wanted(within_reach(who, area), asked, clock.now())
    typed = request.POST.get("q", "").strip()[:60] if request.method == "POST" else ""
    return render(
        request,
        "orders/orders.html",
        {
            "filters": filters,
            "table": _hits(who, typed, rows) if typed else _listed(request, who, rows, asked),
            "searched": bool(typed),
            "may_propose": who.may(PROPOSE),
        },
    )


def _filters(request: HttpRequest, who: Actor, area: str) -> Filters:
    reach = who.areas(VIEW)
    here = area or (reach[0] if len(reach) == 1 else "")
    above = [one for one in areas.path(here) if covers(reach, one.pk)] if here else []
    below = list(areas.children(here)) if here else list(Area.objects.filter(pk__in=reach))
    return Filters(request.GET, above, below)


def _listed(request: HttpRequest, who: Actor, rows: QuerySet[Order], asked: Wanted) -> Table:
    page = keyset.page(rows, order_of(asked.turn), request.GET.get("cursor"))
    nothing = Empty(_("没有符合条件的措施"), _("去掉一两个条件，或换一个区域再看。"), icon="search")
    if asked == Wanted():
        nothing = Empty(_("没有正在执行或待批准的措施"), _("到期的措施自动解除，不用另外登记。"), icon="circle-check")
    return _table(lines(who, page.rows, "orders.list"), page, nothing)


def _hits(who: Actor, typed: str, rows: QuerySet[Order]) -> Table:
    nothing = Empty(
        _("没有找到"),
        _("可以试姓名、拼音首字母、电话后四位、门牌（如 7组78号）。只查符合上面条件的措施。"),
        icon="search",
    )
    return _table(lines(who, found(who, typed, rows)[:MOST_HITS], "orders.search"), None, nothing)


def _table(shown: list[Line], page: keyset.Page[Order] | None, nothing: Empty) -> Table:
    return Table(
        caption=_("防控措施"),
        columns=[
            Column("who", _("对象")),
            Column("measure", _("措施")),
            Column("state", _("状态")),
            Column("where", _("执行地点")),
            Column("since", _("从")),
            Column("until", _("到")),
            Column("served", _("送达")),
        ],
        rows=[Cells(line) for line in shown],
        page=page,
        link=lambda row: reverse("orders:order", args=[row.pk]),
        tone=lambda row: Tone.LATE if row.late else None,
        empty=nothing,
    )


class Cells:
    """A line as the columns of the list name its parts. Late: objected and not answered, or in force and untold."""

    def __init__(self, line: Line) -> None:
        order = line.order
        self.pk = line.pk
        self.late = order.objected is not None or (line.runs and order.served_at is None)
        self.who = _who(line)
        self.measure = _two(line.title, _("第 %(day)s 天") % {"day": line.days} if line.runs else "")
        self.state = _state(line)
        self.where = _two(line.where or line.zone or "—", line.area)
        self.since = moment(order.since, line.now)
        self.until = moment(order.ended or order.until, line.now)
        self.served = _served(line)


def _state(line: Line) -> SafeString:
    marks = [state(str(line.standing.label), line.tone)]
    if line.order.objected is not None:
        marks.append(state(_("有异议"), "late"))
    marks += [state(clash, "late") for clash in line.clashes[:1]]
    return format_html('<span class="stack">{}</span>', SafeString("".join(marks)))


def _served(line: Line) -> SafeString | str:
    if line.order.served_at is not None:
        return _two(str(line.order.get_served_how_display()), moment(line.order.served_at, line.now))
    return state(_("未送达"), "late") if line.runs else "—"


def _who(line: Line) -> SafeString:
    hidden = icon("eye-off", _("已遮挡")) if line.who.masked else ""
    return format_html('{}<span class="masked">{}</span>', line.called, hidden)


def _two(first: str, second: str) -> SafeString:
    """A value with what explains it in small below."""
    return format_html('<span class="stack"><span class="nowrap">{}</span><small>{}</small></span>', first, second)
