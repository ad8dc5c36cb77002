"""Identities that were destroyed, each with its certificate."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lianfang.areas import queries as areas
from lianfang.audit.scope import auditor, reach
from lianfang.audit.views.common import tabs
from lianfang.desk import keyset
from lianfang.desk.components import Column, Empty, Table
from lianfang.desk.facts import naming
from lianfang.ledger.scope import Actor, within
from lianfang.vault.models import Destruction
from lianfang.vault.retention import verify


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every destruction in the auditor's areas, the latest first, and whether its certificate holds."""
    who = auditor(request)
    page = keyset.page(_visible(who), ("-at", "-pk"), request.GET.get("cursor"))
    return render(request, "audit/destructions.html", {"tabs": tabs("destructions"), "table": _table(who, page)})


@login_required
@require_GET
def certificate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The certificate as it was issued, to keep elsewhere. It counts, and names nobody whose identity is gone."""
    row = _visible(auditor(request)).filter(pk=pk).first()
    if row is None or not row.certificate:
        raise Http404
    answer = JsonResponse(row.certificate, json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = f'attachment; filename="destruction-{row.pk}.json"'
    return answer


def _visible(who: Actor) -> QuerySet[Destruction]:
    return Destruction.objects.filter(within(reach(who)))


def _table(who: Actor, page: keyset.Page[Destruction]) -> Table:
    places = areas.names({row.area for row in page.rows})
    people = naming.members(who, {row.member for row in page.rows if row.member})
    rows: list[dict[str, Any]] = [
        {
            "at": row.at,
            "by": naming.by(row.member, {"member": people}),
            "area": places.get(row.area, row.area),
            "reason": row.reason,
            **{name: row.counts.get(name, 0) for name in ("entities", "statements", "waiting")},
            "certificate": row.certificate,
            "genuine": bool(row.certificate) and verify(row.certificate),
            "href": reverse("audit:certificate", args=[row.pk]) if row.certificate else "",
        }
        for row in page.rows
    ]
    columns = [
        Column("at", _("时间"), template="audit/cells/moment.html"),
        Column("by", _("执行人")),
        Column("area", _("区域")),
        Column("reason", _("依据")),
        Column("entities", _("人和户"), numeric=True),
        Column("statements", _("陈述"), numeric=True),
        Column("waiting", _("待入账记录"), numeric=True),
        Column("certificate", _("证书"), template="audit/cells/certificate.html"),
    ]
    nothing = Empty(
        _("还没有销毁过身份信息"), _("销毁由县指挥部执行，每次都留下证书，在这里核对和下载。"), icon="file-check"
    )
    return Table(_("身份信息销毁"), columns, rows, page=page, empty=nothing)
