"""The audit trail of entries."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lianfang.audit import entries
from lianfang.audit.forms import EntryFilters, uuid
from lianfang.audit.scope import auditor, names, reach
from lianfang.audit.views.common import places, tabs
from lianfang.desk import keyset
from lianfang.desk.components import Column, Empty, Table
from lianfang.ledger import clock
from lianfang.ledger.models import Entry
from lianfang.ledger.scope import Actor


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Entries of the auditor's areas, the last received first."""
    who = auditor(request)
    members = names(reach(who), uuid(request.GET.get("member", "")))
    filters = EntryFilters(request.GET, clock.today(), members, places(who))
    since, until = filters.window()
    rows = entries.trail(who, since, until, filters.wanted())
    # The same order as by seq alone, in which the index on the days lies already.
    page = keyset.page(rows, ("-received", "-seq"), request.GET.get("cursor"))
    context = {
        "filters": filters,
        "days": filters.days(),
        "one": bool(filters.wanted().get("subject")),
        "tabs": tabs("entries"),
        "table": _table(who, page),
    }
    return render(request, "audit/entries.html", context)


def _table(who: Actor, page: keyset.Page[Entry]) -> Table:
    columns = [
        Column("received", _("收到"), template="audit/cells/received.html"),
        Column("kind", _("记录"), template="audit/cells/kind.html"),
        Column("facts", _("内容"), template="audit/cells/facts.html"),
        Column("area", _("区域")),
        Column("by", _("录入人"), template="audit/cells/author.html"),
        Column("subject", _("对象"), template="audit/cells/subject.html"),
    ]
    nothing = Empty(_("没有符合条件的记录"), _("换几天，或去掉一两个条件再看。"), icon="search")
    return Table(_("操作记录"), columns, entries.lines(who, page.rows), page=page, empty=nothing)
