"""The target list: filters in the address, search by identity only ever in the body of a request."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from lianfang.desk import keyset
from lianfang.desk.address import Sort
from lianfang.desk.components import Column, Empty, Table, Tone
from lianfang.verification.assigning import ASSIGN
from lianfang.verification.models import SourceList, Target
from lianfang.verification.queries.crew import Crew, crew
from lianfang.verification.queries.lines import Line, lines
from lianfang.verification.queries.listing import ORDERS, Wanted, found, ordered, wanted
from lianfang.verification.queries.places import Place
from lianfang.verification.queries.scope import VIEW, Scope, overlap
from lianfang.verification.views.cells import Cells
from lianfang.verification.views.common import frame, here, paper, scoped, size, target_href
from lianfang.verification.views.filters import Filters

MOST_HITS = 50
MOST_AT_ONCE = 5_000  # what one click assigns: the member waits for it


@login_required
@require_http_methods(["GET", "POST"])
def targets(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """Targets that fit the filters, a page at a time; or, posted, those that fit what was typed."""
    scope = scoped(request, campaign)
    place, filters, hands = _asked(request, scope)
    rows = wanted(scope, filters.wanted())
    typed = request.POST.get("q", "").strip()[:60] if request.method == "POST" else ""
    table = _hits(scope, rows, typed) if typed else _listed(request, scope, rows, place)
    return render(
        request,
        "verification/targets.html",
        frame(scope, place, "targets")
        | {"filters": filters, "table": table, "searched": bool(typed), "crew": hands, "paper": paper(request)}
        | _assignable(scope, rows, typed),
    )


def _asked(request: HttpRequest, scope: Scope) -> tuple[Place, Filters, Crew]:
    place = here(scope)
    hands = crew(scope.areas)
    # A list of another village is not theirs to know of; one of the whole county is everybody's.
    every = SourceList.objects.filter(campaign=scope.campaign.pk)
    lists = [one for one in every if overlap(one.area, scope.actor.areas(VIEW))]
    return place, Filters(request.GET, place, hands, lists), hands


def asked(request: HttpRequest, scope: Scope) -> Wanted:
    """The filters in the address of this request."""
    return _asked(request, scope)[1].wanted()


def _assignable(scope: Scope, rows: QuerySet[Target], typed: str) -> dict[str, Any]:
    """Whether the member may assign here, and how many open targets "all" means (one more than the most: many)."""
    may = any(scope.actor.may(ASSIGN, area) for area in scope.areas)
    count = rows.filter(open=True)[: MOST_AT_ONCE + 1].count() if may and not typed else 0
    return {"may_assign": may, "matching": min(count, MOST_AT_ONCE), "more": count > MOST_AT_ONCE}


def _listed(request: HttpRequest, scope: Scope, rows: QuerySet[Target], place: Place) -> Table:
    sort = Sort.of(request, ORDERS, "area")
    page = keyset.page(ordered(rows, ORDERS[sort.name]), sort.order, request.GET.get("cursor"), size(request))
    shown = lines(scope.actor, page.rows, [scope.campaign], "verification.targets")
    nothing = Empty(_("没有符合条件的对象"), _("去掉一两个条件，或换一个区域再看。"), icon="search")
    return _table(shown, scope, sort, page, nothing)


def _hits(scope: Scope, rows: QuerySet[Target], typed: str) -> Table:
    hits = found(scope, typed, rows)[:MOST_HITS]
    shown = lines(scope.actor, hits, [scope.campaign], "verification.search")
    nothing = Empty(
        _("没有找到"),
        _("可以试姓名、拼音首字母、电话或证件号码的后四位、门牌（如 7组78号）。只查您辖区内的核查对象。"),
        icon="search",
    )
    return _table(shown, scope, None, None, nothing)


def _table(
    shown: list[Line], scope: Scope, sort: Sort | None, page: keyset.Page[Target] | None, nothing: Empty
) -> Table:
    may = any(scope.actor.may(ASSIGN, area) for area in scope.areas)
    columns = [
        Column("name", _("姓名")),
        Column("standing", _("状态")),
        Column("area", _("网格"), sort=True),
        Column("address", _("住址")),
        Column("returned", pgettext("to the area", "返回"), sort=True),
        Column("attempts", _("走访"), sort=True),
        Column("holder", _("由谁办理")),
        Column("due", _("期限"), sort=True),
    ]
    if may:
        columns.insert(1, Column("select", _("选中")))
    return Table(
        caption=_("核查对象"),
        columns=columns,
        rows=[Cells(line, scope) for line in shown],
        sort=sort,
        page=page,
        link=lambda row: target_href(row.pk),
        tone=lambda row: Tone.LATE if row.late else None,
        empty=nothing,
    )
