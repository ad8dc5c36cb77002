"""Who looked at whom."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lianfang.audit import viewings
from lianfang.audit.forms import ViewingFilters, uuid
from lianfang.audit.scope import auditor, names, reach
from lianfang.audit.views.common import tabs
from lianfang.desk import address, keyset
from lianfang.desk.components import Column, Empty, Table
from lianfang.desk.facts import naming
from lianfang.ledger.scope import Actor
from lianfang.vault.models import Viewing


@dataclass(frozen=True, slots=True)
class Row:
    """One look in words; the addresses narrow the list down to this member or this person."""

    at: datetime
    by: str
    by_href: str
    purpose: str
    seen: str
    seen_href: str


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every look at an identity, the latest first, and the days on which somebody looked at the most."""
    who = auditor(request)
    # The vault writes down when somebody really looked, also while an exercise runs on a time of its own.
    filters = ViewingFilters(request.GET, timezone.localdate(), _members(request, who), _person(request, who))
    since, until = filters.window()
    rows = viewings.log(who, since, until, filters.wanted())
    page = keyset.page(rows, ("-at", "-pk"), request.GET.get("cursor"))
    context = {
        "filters": filters,
        "days": filters.days(),
        "tabs": tabs("viewings"),
        "table": _table(request, who, page),
        "curious": _curious(request, viewings.curious(who, rows)),
    }
    return render(request, "audit/viewings.html", context)


def _members(request: HttpRequest, who: Actor) -> list[tuple[str, str]]:
    return names(reach(who), uuid(request.GET.get("member", "")))


def _person(request: HttpRequest, who: Actor) -> list[tuple[str, str]]:
    """The person the address names, masked; none where they are not the auditor's to ask about."""
    asked = uuid(request.GET.get("person", ""))
    found = viewings.seen(who, [asked]).get(asked) if asked else None
    return [(str(asked), found.words)] if found and found.ours else []


def _table(request: HttpRequest, who: Actor, page: keyset.Page[Viewing]) -> Table:
    people = naming.members(who, {row.member for row in page.rows})
    seen = viewings.seen(who, {row.entity for row in page.rows})
    rows = [
        Row(
            at=row.at,
            by=people.get(row.member, ""),
            by_href=address.changed(request, member=str(row.member)),
            purpose=viewings.purpose(row.purpose),
            seen=seen[row.entity].words,
            seen_href=address.changed(request, person=str(row.entity)) if seen[row.entity].ours else "",
        )
        for row in page.rows
    ]
    columns = [
        Column("at", _("时间"), template="audit/cells/moment.html"),
        Column("by", _("查阅人"), template="audit/cells/by.html"),
        Column("purpose", _("页面")),
        Column("seen", _("被查阅的人或户"), template="audit/cells/seen.html"),
    ]
    nothing = Empty(_("这几天没有查阅"), _("换几天，或去掉一两个条件再看。"), icon="eye-off")
    return Table(_("查阅记录"), columns, rows, page=page, empty=nothing)


def _curious(request: HttpRequest, found: list[viewings.Curious]) -> Table:
    def href(row: dict[str, Any]) -> str:
        day = row["day"].isoformat()
        return address.changed(request, member=str(row["member"]), since=day, until=day)

    rows: list[dict[str, str | int | UUID | Any]] = [
        {"name": one.name, "member": one.member, "day": one.day, "looked_at": one.looked_at, "times": one.times}
        for one in found
    ]
    columns = [
        Column("name", _("查阅人")),
        Column("day", _("日期"), template="audit/cells/day.html"),
        Column("looked_at", _("人和户"), numeric=True),
        Column("times", _("次数"), numeric=True),
    ]
    return Table(_("一天里查阅最多的"), columns, rows, link=href)
