"""Doors to go back to: targets not met yet, by grid in walking order, with the reason and the day promised."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lianfang.desk import keyset
from lianfang.desk.components import Column, Empty, Table, Tone
from lianfang.verification.choices import Standing
from lianfang.verification.queries.lines import lines
from lianfang.verification.queries.mine import walking
from lianfang.verification.queries.scope import again
from lianfang.verification.views.cells import Cells
from lianfang.verification.views.common import address, frame, here, scoped, size, target_href

_BACK = (Standing.NOT_MET, Standing.REFUSED)


@login_required
@require_GET
def go_back(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """Who was tried and not met; with `?today=1` only those promised for today or earlier."""
    scope = scoped(request, campaign)
    today = request.GET.get("today") == "1"
    rows = scope.targets().filter(again(scope.today)) if today else scope.targets().filter(standing__in=_BACK)
    page = keyset.page(walking(rows), ("area", "walk", "id"), request.GET.get("cursor"), size(request))
    shown = lines(scope.actor, page.rows, [scope.campaign], "verification.again")
    table = Table(
        caption=_("按网格和走访路线排列"),
        columns=[
            Column("name", _("姓名")),
            Column("area", _("网格")),
            Column("address", _("住址")),
            Column("last", _("未见原因")),
            Column("attempts", _("走访")),
            Column("again", _("约定再访")),
            Column("holder", _("由谁办理")),
        ],
        rows=[Cells(line, scope) for line in shown],
        page=page,
        link=lambda row: target_href(row.pk),
        tone=lambda row: Tone.LATE if row.missed else None,
        empty=Empty(_("没有要回访的门"), _("去过没见到人的对象会按路线排在这里。"), icon="door-open"),
    )
    found = here(scope)
    return render(
        request,
        "verification/again.html",
        frame(scope, found, "again")
        | {
            "table": table,
            "today": today,
            "all_href": address(scope, "again"),
            "today_href": address(scope, "again", today="1"),
            "rounds_href": address(scope, "rounds"),
        },
    )
