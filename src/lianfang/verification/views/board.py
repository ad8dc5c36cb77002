"""The list of campaigns and the campaign's board: what is late, what is next, who has what, day by day."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lianfang.areas.models import Area
from lianfang.desk.components import Part, Tone
from lianfang.ledger import clock
from lianfang.verification.choices import Standing
from lianfang.verification.queries import board as numbers
from lianfang.verification.queries.crew import called
from lianfang.verification.queries.lines import tone_of
from lianfang.verification.queries.places import Place
from lianfang.verification.queries.scope import Scope, campaigns
from lianfang.verification.views.common import actor_of, address, frame, here, scoped

HANDS = 12  # people and groups on the board before "all of them": those with most to do come first


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The campaigns that concern the member. One of them is on its way to most pages."""
    actor = actor_of(request)
    found = campaigns(actor)
    rows = [
        {"campaign": campaign, "href": reverse("verification:board", args=[campaign.pk]), "row": row}
        for campaign, row in zip(found, numbers.by_campaign(actor, found), strict=True)
    ]
    return render(request, "verification/campaigns.html", {"rows": rows, "today": clock.today()})


@login_required
@require_GET
def board(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """One campaign in the member's areas, or in the one the address names: area by area down to the grid."""
    scope = scoped(request, campaign)
    found = here(scope)
    total, rows = numbers.by_area(scope, found)
    loads = numbers.by_hand(scope)
    concerned = [row for row in rows if row.total]
    shown = loads if request.GET.get("hands") == "all" else loads[:HANDS]
    days = numbers.by_day(scope)
    return render(
        request,
        "verification/board.html",
        frame(scope, found, "board")
        | {
            "total": total,
            "now": clock.now(),
            "tiles": _tiles(scope, total),
            "parts": parts(scope, total),
            "steps": _steps(scope, total),
            "areas": [_area_row(scope, found, row) for row in concerned],
            "areas_without": len(rows) - len(concerned),
            "hands": _hands(scope, shown),
            "more_hands": len(loads) - len(shown),
            "all_hands": address(scope, "board", hands="all"),
            "days": days,
            "most": max((max(day.visits, day.closed) for day in days), default=0) or 1,
        },
    )


@dataclass(frozen=True, slots=True)
class Tile:
    """How many stand somewhere, and the way to them."""

    label: str
    count: int
    tone: Tone
    href: str


def _tiles(scope: Scope, total: numbers.Row) -> list[Tile]:
    """Every standing in use, in the order of `Standing`."""
    return [
        Tile(str(s.label), n, tone_of(s), address(scope, "targets", standing=s.value))
        for s in Standing
        if (n := total.standings[s])
    ]


def parts(scope: Scope, row: numbers.Row, area: str = "") -> list[Part]:
    """A row as parts of a coverage bar; they add up to its total."""
    late = min(row.late, row.open)
    link = address(scope, "targets", area=area or scope.area, late="on")
    return [
        Part(_("已核实销号"), row.closed, Tone.DONE, address(scope, "targets", area=area, standing="closed")),
        Part(_("未完成"), row.open - late, Tone.ACTIVE),
        Part(_("逾期"), late, Tone.LATE, link),
    ]


def _steps(scope: Scope, total: numbers.Row) -> list[dict[str, Any]]:
    """What is next, in the order in which it unblocks others; only what there is."""
    counted = total.standings
    listed = [
        (total.late, _("逾期未完成"), "triangle-alert", address(scope, "targets", late="on"), _("查看并催办")),
        (total.again, _("今天要回访"), "footprints", address(scope, "again"), _("按路线回访")),
        (total.unplaced, _("没有落到网格"), "map-pin", address(scope, "unclear"), _("逐个判定")),
        (counted[Standing.DOUBTED], _("疑点待核实"), "flag", address(scope, "doubts"), _("逐个核实")),
        (
            counted[Standing.TO_FEED_BACK],
            _("核实完待反馈"),
            "send",
            _to(scope, Standing.TO_FEED_BACK),
            _("反馈来源单位"),
        ),
        (counted[Standing.TO_CORRECT], _("资料待更正"), "pencil", _to(scope, Standing.TO_CORRECT), _("更正资料")),
        (counted[Standing.TO_VISIT], _("还没有上门"), "door-closed", _to(scope, Standing.TO_VISIT), _("查看名单")),
    ]
    return [
        {"count": n, "label": label, "icon": icon, "href": href, "act": act, "late": icon == "triangle-alert"}
        for n, label, icon, href, act in listed
        if n
    ]


def _to(scope: Scope, standing: Standing) -> str:
    return address(scope, "targets", standing=standing.value)


def _area_row(scope: Scope, found: Place, row: numbers.Row) -> dict[str, Any]:
    area = next((area for area in found.below if area.pk == row.code), None)
    return {
        "row": row,
        "name": area.name if area else _("还没有落到下一级"),
        "href": _way_down(scope, area),
        "late_href": address(scope, "targets", area=row.code, late="on") if area else "",
        "parts": parts(scope, row, row.code),
        "reasons": [
            (s.label, n, address(scope, "targets", area=row.code, standing=s.value)) for s, n in row.reasons()
        ],
    }


def _way_down(scope: Scope, area: Area | None) -> str:
    """An area opens to its own board, a grid to its targets."""
    if area is None:
        return address(scope, "targets")
    return address(scope, "targets" if area.level == "grid" else "board", area=area.pk)


def _hands(scope: Scope, loads: list[numbers.Load]) -> list[dict[str, Any]]:
    names = called([load.member for load in loads], [load.group for load in loads])
    rows = []
    for load in loads:
        holder = load.member or load.group
        who = str(holder) if holder else "none"
        rows.append(
            {
                "load": load,
                "name": names.get(holder, _("已不在册")) if holder else _("还没有分派"),
                "group": load.group is not None,
                "nobody": holder is None,
                "href": address(scope, "targets", who=who),
                "late_href": address(scope, "targets", who=who, late="on"),
            }
        )
    return rows
