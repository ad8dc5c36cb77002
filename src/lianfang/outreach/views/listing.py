"""The list of needs: filters in the address, search by identity only ever in the body of a request."""

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
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
from lianfang.outreach.choices import Clash
from lianfang.outreach.kinds import RECORD
from lianfang.outreach.models import Need
from lianfang.outreach.queries.lines import Line, lines
from lianfang.outreach.queries.listing import Wanted, found, order_of, ordered, wanted
from lianfang.outreach.queries.scope import VIEW
from lianfang.outreach.queries.scope import needs as within_reach
from lianfang.outreach.views.filters import Filters

MOST_HITS = 50
WORDS = 40  # letters of what was asked for that a list shows


@login_required
@require_http_methods(["GET", "POST"])
def needs(request: HttpRequest) -> HttpResponse:
    """Needs that fit the filters, what is late first; or, posted, those of whoever was typed."""
    who, area = actor(request), request.GET.get("area", "")
    if not who.may(VIEW) or (area and not who.may(VIEW, area)):
        raise Http404
    filters = _filters(request, who, area)
    asked, now = filters.wanted(), clock.now()
    rows = ordered(wanted(within_reach(who, area), asked, who, now), now)
    typed = request.POST.get("q", "").strip()[:60] if request.method == "POST" else ""
    return render(
        request,
        "outreach/needs.html",
        {
            "filters": filters,
            "table": _hits(who, typed, rows) if typed else _listed(request, who, rows, asked),
            "searched": bool(typed),
            "may_record": who.may(RECORD),
        },
    )


def _filters(request: HttpRequest, who: Actor, area: str) -> Filters:
    reach = who.areas(VIEW)
    here = area or (reach[0] if len(reach) == 1 else "")
    above = [one for one in areas.path(here) if covers(reach, one.pk)] if here else []
    below = list(areas.children(here)) if here else list(Area.objects.filter(pk__in=reach))
    return Filters(request.GET, above, below)


def _listed(request: HttpRequest, who: Actor, rows: QuerySet[Need], asked: Wanted) -> Table:
    page = keyset.page(rows, order_of(asked.state), request.GET.get("cursor"))
    nothing = Empty(_("没有符合条件的需求"), _("去掉一两个条件，或换一个区域再看。"), icon="search")
    if asked == Wanted():
        nothing = Empty(
            _("没有尚未办结的需求"), _("上门、电话或窗口听到的需求，受理以后排在这里。"), icon="circle-check"
        )
    return _table(lines(who, page.rows, "outreach.needs"), page, nothing)


def _hits(who: Actor, typed: str, rows: QuerySet[Need]) -> Table:
    nothing = Empty(
        _("没有找到"),
        _("可以试姓名、拼音首字母、电话后四位、门牌（如 7组78号）。只查符合上面条件的需求。"),
        icon="search",
    )
    return _table(lines(who, found(who, typed, rows)[:MOST_HITS], "outreach.search"), None, nothing)


def _table(shown: list[Line], page: keyset.Page[Need] | None, nothing: Empty) -> Table:
    return Table(
        caption=_("群众需求"),
        columns=[
            Column("what", _("需要什么")),
            Column("state", _("状态")),
            Column("who", _("需求人")),
            Column("address", _("住址")),
            Column("holder", _("由谁办理")),
            Column("due", _("期限")),
            Column("raised", _("受理")),
        ],
        rows=[Cells(line) for line in shown],
        page=page,
        link=lambda row: reverse("outreach:need", args=[row.pk]),
        tone=lambda row: Tone.LATE if row.late else None,
        empty=nothing,
    )


class Cells:
    """A line as the columns of the list name its parts."""

    def __init__(self, line: Line) -> None:
        need, now = line.need, clock.now()
        self.pk, self.late = line.pk, line.late
        self.what = _two(need.get_what_display(), Truncator(line.text).chars(WORDS))
        self.state = _state(line)
        self.who = _who(line)
        self.address = _two(line.address or "—", line.area)
        self.holder = line.holder or format_html('<span class="nobody">{}</span>', _("还没有人"))
        self.due = _due(line)
        self.raised = _two(moment(need.raised_at, now), need.get_channel_display())


def _state(line: Line) -> SafeString:
    marks = [state(line.need.get_state_display(), line.tone)]
    if line.late:
        marks.append(state(_("逾期"), "late"))
    if line.need.clash:
        marks.append(state(str(Clash(line.need.clash).label), "late"))
    return format_html('<span class="stack">{}</span>', SafeString("".join(marks)))


def _due(line: Line) -> SafeString | str:
    day = date_format(line.need.wanted_by, _("n月j日")) if line.need.wanted_by else ""
    if line.need.urgent and line.due:
        return _two(day or moment(line.due, clock.now()), _("紧急"))
    return day or "—"


def _who(line: Line) -> SafeString:
    hidden = icon("eye-off", _("已遮挡")) if line.who.masked else ""
    return format_html('{}<span class="masked">{}</span>', line.who.name or "—", hidden)


def _two(first: str, second: str) -> SafeString:
    """A value with what explains it in small below."""
    return format_html('<span class="stack"><span class="nowrap">{}</span><small>{}</small></span>', first, second)
