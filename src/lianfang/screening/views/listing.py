"""The list of hits: those that wait come first; who it is is masked as areas say."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lianfang.areas import queries as areas
from lianfang.areas.models import Area
from lianfang.desk import keyset
from lianfang.desk.components import Column, Empty, Table, Tone
from lianfang.desk.facts.recording import actor
from lianfang.desk.formats import moment
from lianfang.desk.templatetags.desk import icon, state
from lianfang.ledger import clock
from lianfang.ledger.scope import Actor, covers
from lianfang.screening.choices import State
from lianfang.screening.queries import VIEW, Line, lines
from lianfang.screening.queries import hits as within_reach
from lianfang.screening.views.filters import Filters


@login_required
@require_safe
def hits(request: HttpRequest) -> HttpResponse:
    """Hits that fit the filters, the latest first; without filters those that wait for an answer."""
    who, area = actor(request), request.GET.get("area", "")
    if not who.may(VIEW) or (area and not who.may(VIEW, area)):
        raise Http404
    filters = Filters(request.GET, _ways(who, area))
    rows = filters.narrowed(within_reach(who), who)
    page = keyset.page(rows, ("-at", "-id"), request.GET.get("cursor"))
    return render(
        request,
        "screening/hits.html",
        {"filters": filters, "table": _table(lines(who, page.rows, "screening.hits"), page)},
    )


def _ways(who: Actor, area: str) -> list[Area]:
    reach = who.areas(VIEW)
    here = area or (reach[0] if len(reach) == 1 else "")
    if not here:
        return list(Area.objects.filter(pk__in=reach))
    return [*(one for one in areas.path(here) if covers(reach, one.pk)), *areas.children(here)]


def _table(shown: list[Line], page: keyset.Page) -> Table:  # type: ignore[type-arg]  # of hits
    return Table(
        caption=_("比对命中"),
        columns=[
            Column("action", _("处置提示")),
            Column("state", _("状态")),
            Column("who", _("人或车")),
            Column("where", _("在哪里发现")),
            Column("at", _("时间")),
            Column("source", _("谁在找")),
        ],
        rows=[Cells(line) for line in shown],
        page=page,
        link=lambda row: reverse("screening:hit", args=[row.pk]),
        tone=lambda row: Tone.LATE if row.open else None,
        empty=Empty(
            _("没有符合条件的命中"),
            _("通行和登记时会自动比对，命中以后排在这里。"),
            icon="circle-check",
        ),
    )


class Cells:
    """A line as the columns of the list name its parts."""

    def __init__(self, line: Line) -> None:
        hit = line.hit
        self.pk, self.open = line.pk, hit.state == State.OPEN
        self.action = line.action.label
        self.state = state(hit.get_state_display(), line.tone)
        self.who = _two(_called(line), _("一致") if hit.certain else _("姓名与电话或生日相同，请核对"))
        self.where = _two(line.post or line.area, line.area if line.post else "")
        self.at = moment(hit.at, clock.now())
        self.source = line.source or "—"


def _called(line: Line) -> SafeString:
    hidden = icon("eye-off", _("已遮挡")) if line.who.masked else ""
    drawn = icon("truck" if line.hit.vehicle else "user")
    return format_html('{} {}<span class="masked">{}</span>', drawn, line.called or "—", hidden)


def _two(first: object, second: object) -> SafeString:
    """A value with what explains it in small below."""
    return format_html('<span class="stack"><span>{}</span><small>{}</small></span>', first, second)
