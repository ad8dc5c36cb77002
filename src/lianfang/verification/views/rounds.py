"""Door to door: how far each area has come against its register, and the doors nobody has tried."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lianfang.areas.queries import labels
from lianfang.desk import keyset
from lianfang.desk.components import Column, Empty, Part, Table, Tone
from lianfang.people.kinds import Tenure
from lianfang.vault.reading import show
from lianfang.verification.choices import Cause
from lianfang.verification.models import Door
from lianfang.verification.queries import rounds
from lianfang.verification.queries.scope import Scope
from lianfang.verification.views.cells import day
from lianfang.verification.views.common import address, frame, here, scoped, size


@login_required
@require_GET
def by_area(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """Households met, not met (and why) and never tried, area by area."""
    scope = scoped(request, campaign)
    found = here(scope)
    total, rows = rounds.by_area(scope, found)
    names = {area.pk: area for area in found.below}
    shown = [
        {
            "round": row,
            "name": names[row.code].name if row.code else _("还没有落到下一级"),
            "href": address(scope, "rounds", area=row.code)
            if row.code and names[row.code].level != "grid"
            else address(scope, "untried", area=row.code),
            "untried_href": address(scope, "untried", area=row.code),
            "parts": _parts(row),
        }
        for row in rows
    ]
    context = {"total": total, "rows": shown, "parts": _parts(total), "reasons": total.reasons}
    links = {"untried_href": address(scope, "untried"), "unmet_href": address(scope, "unmet")}
    return render(request, "verification/rounds.html", frame(scope, found, "rounds") | context | links)


def _parts(row: rounds.Round) -> list[Part]:
    """They add up to the register and what was knocked at outside it."""
    return [
        Part(_("已见面"), row.met, Tone.DONE),
        Part(_("敲过门未见到人"), row.not_met, Tone.ACTIVE),
        Part(_("还没有敲过门"), row.untried, Tone.TODO),
    ]


@login_required
@require_GET
def untried(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """Households nobody has knocked at yet, by grid in walking order."""
    scope = scoped(request, campaign)
    page = keyset.page(rounds.untried(scope), ("area", "walk", "id"), request.GET.get("cursor"), size(request))
    shown = show(scope.actor, {row.pk: row.area for row in page.rows}, "verification.untried")
    places = labels({row.area for row in page.rows})
    rows = [
        {"pk": row.pk, "door": shown[row.pk].address, "area": places[row.area], "tenure": Tenure(row.tenure).label}
        for row in page.rows
    ]
    columns = [Column("door", _("门牌")), Column("area", _("网格")), Column("tenure", _("居住性质"))]
    empty = Empty(_("每一户都敲过门了"), _("这里没有还没敲过门的户。"), icon="circle-check")
    table = _table(_("还没有敲过门的户"), columns, rows, page, empty)
    return _render(request, scope, table, _("还没有敲过门的户"))


@login_required
@require_GET
def unmet(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """Households knocked at where nobody was met, with the reason and the day to come back."""
    scope = scoped(request, campaign)
    page = keyset.page(rounds.again(scope), ("area", "id"), request.GET.get("cursor"), size(request))
    shown = show(scope.actor, {row.household: row.area for row in page.rows}, "verification.unmet")
    places = labels({row.area for row in page.rows})
    rows = [_unmet(row, shown[row.household].address, places[row.area]) for row in page.rows]
    columns = [
        Column("door", _("门牌")),
        Column("area", _("网格")),
        Column("cause", _("未见原因")),
        Column("attempts", _("敲门次数"), numeric=True),
        Column("again", _("约定再访")),
    ]
    empty = Empty(_("没有要再敲的门"), _("敲过的门都见到人了。"), icon="circle-check")
    table = _table(_("敲过门未见到人的户"), columns, rows, page, empty)
    return _render(request, scope, table, _("敲过门未见到人的户"))


def _unmet(row: Door, door: str, area: str) -> dict[str, Any]:
    cause = Cause(row.cause).label if row.cause else ""
    return {
        "pk": row.household,
        "door": door,
        "area": area,
        "cause": cause,
        "attempts": row.attempts,
        "again": day(row.again_on),
    }


def _table(
    caption: str, columns: list[Column], rows: list[dict[str, Any]], page: keyset.Page[Any], empty: Empty
) -> Table:
    return Table(caption, columns, rows, page=page, link=lambda row: _household(row["pk"]), empty=empty)


def _household(pk: UUID) -> str:
    """The household's own page."""
    try:
        return reverse("people:household", args=[pk])
    except NoReverseMatch:
        return ""


def _render(request: HttpRequest, scope: Scope, table: Table, title: str) -> HttpResponse:
    context = frame(scope, here(scope), "rounds")
    return render(request, "verification/doors.html", context | {"table": table, "title": title})
