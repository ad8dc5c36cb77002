"""The list of passages: filters in the address; plates and numbers are searched for in the body of a request only."""

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lianfang.checkpoints.choices import Direction
from lianfang.checkpoints.kinds import VIEW
from lianfang.checkpoints.models import Passage
from lianfang.checkpoints.queries.passing import Line, lines, meant, of
from lianfang.checkpoints.queries.scope import passages as within_reach
from lianfang.checkpoints.queries.scope import posts
from lianfang.checkpoints.views.filters import PassageFilters, Wanted
from lianfang.desk import keyset
from lianfang.desk.components import Column, Empty, Table, Tone
from lianfang.desk.facts.recording import actor
from lianfang.desk.formats import moment
from lianfang.desk.templatetags.desk import state
from lianfang.ledger import clock
from lianfang.ledger.scope import Actor

ORDER = ("-at", "-id")


@login_required
@require_http_methods(["GET", "POST"])
def passages(request: HttpRequest) -> HttpResponse:
    """Passages of a day; or, posted, those of the plate, document or telephone that was typed."""
    who = actor(request)
    if not who.may(VIEW):
        raise Http404
    filters = PassageFilters(request.GET, posts(who))
    typed = request.POST.get("q", "").strip()[:60] if request.method == "POST" else ""
    table = _hits(who, typed) if typed else _listed(request, who, filters.wanted())
    return render(request, "checkpoints/passages.html", {"filters": filters, "table": table, "searched": bool(typed)})


def _listed(request: HttpRequest, who: Actor, asked: Wanted) -> Table:
    rows: QuerySet[Passage] = asked.of(within_reach(who))
    if not asked.post:
        # Post by post, so that the index on (post, at) finds the day.
        rows = rows.filter(post__in=list(posts(who).values_list("pk", flat=True)))
    page = keyset.page(rows, ORDER, request.GET.get("cursor"))
    nothing = Empty(_("没有符合条件的通行登记"), _("换一天，或去掉一两个条件再看。"), icon="search")
    if asked.plain:
        nothing = Empty(_("这一天没有通行登记"), _("卡点登记的车辆和人员排在这里，最近的在前。"), icon="truck")
    return _table(lines(who, page.rows, "checkpoints.passages"), page, nothing)


def _hits(who: Actor, typed: str) -> Table:
    found = meant(who, typed, VIEW)
    rows = of(who, found, VIEW) if found else []
    nothing = Empty(_("没有找到"), _("请输入完整的车牌号、证件号码或手机号；姓名不能用来查通行登记。"), icon="search")
    return _table(lines(who, rows, "checkpoints.search"), None, nothing)


def _table(shown: list[Line], page: keyset.Page[Passage] | None, nothing: Empty) -> Table:
    return Table(
        caption=_("通行登记"),
        columns=[
            Column("at", _("时间")),
            Column("plate", _("车牌号")),
            Column("people", _("人员")),
            Column("outcome", _("处置")),
            Column("way", _("从哪里到哪里")),
            Column("post", _("卡点")),
        ],
        rows=[Cells(line) for line in shown],
        page=page,
        link=lambda row: reverse("checkpoints:passage", args=[row.pk]),
        tone=lambda row: row.tone,
        empty=nothing,
    )


class Cells:
    """A line as the columns of the list name its parts."""

    def __init__(self, line: Line) -> None:
        row = line.passage
        self.pk = line.pk
        self.tone = Tone.LATE if row.fever else None
        self.at = moment(line.at, clock.now())
        self.plate = line.plate or _("步行")
        self.people = _two(_("、").join(line.people) or "—", _several(row.persons))
        self.outcome = state(row.get_outcome_display(), line.tone)
        self.way = _two(f"{line.origin or '—'} → {line.bound_for or '—'}", str(Direction(row.direction).label))
        self.post = _two(line.post, line.by)


def _several(persons: int) -> str:
    return _("%(n)s 人") % {"n": persons}


def _two(first: str, second: str) -> SafeString:
    """A value with what explains it in small below."""
    return format_html('<span class="stack"><span>{}</span><small>{}</small></span>', first, second)
