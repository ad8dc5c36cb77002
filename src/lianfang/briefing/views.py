"""Pages of briefings: those written, one of any moment, freezing, signing, taking away."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianfang.areas import queries as areas
from lianfang.briefing import actions, formats, forms, queries, word
from lianfang.briefing.compose import compose
from lianfang.briefing.content import Briefing, read
from lianfang.briefing.models import FrozenBriefing
from lianfang.briefing.report import Report
from lianfang.briefing.write import frozen_report, names, report
from lianfang.desk import keyset
from lianfang.desk.components import Column, Empty, Table
from lianfang.duty.devices import request_actor
from lianfang.duty.rights import Right
from lianfang.ledger import clock
from lianfang.ledger.scope import within


@login_required
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """The frozen briefings of the member's areas, the latest first."""
    actor = request_actor(request)
    if not actor.may(Right.BRIEFING_VIEW):
        raise PermissionDenied(_("您没有查看简报的权限。"))
    filters = forms.Filters(request.GET, actor)
    wanted = filters.cleaned_data if filters.is_valid() else {}
    rows = queries.visible(actor)
    if wanted.get("area"):
        rows = rows.filter(within([wanted["area"]]))
    if wanted.get("state"):
        rows = rows.filter(signed_at__isnull=wanted["state"] == "unsigned")
    page = keyset.page(rows, ("-cutoff", "-pk"), request.GET.get("cursor"))
    return render(request, "briefing/list.html", {"filters": filters, "table": _table(page)})


def _table(page: keyset.Page[FrozenBriefing]) -> Table:
    places = areas.names({row.area for row in page.rows})
    people = names({m for row in page.rows for m in (row.written_by, row.signed_by) if m})
    rows = [
        {
            "id": row.pk,
            "area": places.get(row.area, row.area),
            "cutoff": row.cutoff,
            "writer": people.get(row.written_by, "") if row.written_by else "",
            "signer": people.get(row.signed_by, "") if row.signed_by else "",
            "signed": row.signed_at is not None,
        }
        for row in page.rows
    ]
    columns = [
        Column("cutoff", _("截至"), template="briefing/cells/moment.html"),
        Column("area", _("区域")),
        Column("signed", _("状态"), template="briefing/cells/signed.html"),
        Column("writer", _("填报人")),
        Column("signer", _("审核人")),
    ]
    empty = Empty(
        _("还没有定稿的简报"),
        _("打开今天的简报，核对后定稿。"),
        reverse("briefing:now"),
        _("今天的简报"),
        "newspaper",
    )
    return Table(
        _("已定稿的简报"),
        columns,
        rows,
        page=page,
        link=lambda row: reverse("briefing:frozen", args=[row["id"]]),
        empty=empty,
    )


@login_required
@require_GET
def now(request: HttpRequest) -> HttpResponse:
    """The briefing of an area as of a moment, by default now: `?area=…&at=…&public=1`."""
    actor = request_actor(request)
    area = forms.area_of(request.GET, actor)
    pick = forms.Pick(request.GET, actor, area)
    try:
        briefing = compose(area, forms.moment(request.GET.get("at", "")) or _this_minute())
    except ValidationError as error:
        return render(request, "briefing/briefing.html", {"pick": pick, "error": error.messages[0]}, status=400)
    context = {
        "pick": pick,
        "report": report(briefing, for_public="public" in request.GET),
        "at": briefing.cutoff.isoformat(),
        "may_write": actor.may(Right.BRIEFING_WRITE, area),
        "downloads": _downloads("briefing:download", [], area=area, at=briefing.cutoff.isoformat(), request=request),
    }
    return render(request, "briefing/briefing.html", context)


def _this_minute() -> datetime:
    return clock.now().replace(second=0, microsecond=0)


@login_required
@require_GET
def frozen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A frozen briefing; `?verify=1` recounts it from the ledger."""
    actor = request_actor(request)
    row = get_object_or_404(queries.visible(actor), pk=pk)
    signs = row.signed_at is None and actor.may(Right.BRIEFING_SIGN, row.area)
    own = actor.member == row.written_by and signs and actions.others_may_sign(row.area, actor.member)
    context = {
        "report": frozen_report(row, for_public="public" in request.GET),
        "frozen": row,
        "may_sign": signs and not own,
        "own": own,
        "verified": actions.verify(row) if "verify" in request.GET else None,
        "downloads": _downloads("briefing:download_frozen", [row.pk], request=request),
    }
    return render(request, "briefing/briefing.html", context)


@login_required
@require_POST
def freeze(request: HttpRequest) -> HttpResponse:
    """Freeze the briefing of an area at the cut-off that was shown."""
    actor = request_actor(request)
    area = forms.area_of(request.POST, actor)
    try:
        row = actions.freeze(area, forms.moment(request.POST.get("at", "")) or _this_minute(), actor)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect(f"{reverse('briefing:now')}?{urlencode({'area': area})}")
    messages.success(request, _("简报已定稿，等待签发。"))
    return redirect("briefing:frozen", pk=row.pk)


@login_required
@require_POST
def sign(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Sign a frozen briefing."""
    actor = request_actor(request)
    row = get_object_or_404(queries.visible(actor), pk=pk)
    try:
        actions.sign(row, actor)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("简报已签发。"))
    return redirect("briefing:frozen", pk=pk)


@login_required
@require_GET
def download(request: HttpRequest, extension: str) -> HttpResponse:
    """The briefing of a moment as a file."""
    area = forms.area_of(request.GET, request_actor(request))
    try:
        briefing = compose(area, forms.moment(request.GET.get("at", "")) or _this_minute())
    except ValidationError as error:
        raise Http404(error.messages[0]) from error
    return _file(report(briefing, for_public="public" in request.GET), briefing, extension)


@login_required
@require_GET
def download_frozen(request: HttpRequest, pk: UUID, extension: str) -> HttpResponse:
    """A frozen briefing as a file."""
    row = get_object_or_404(queries.visible(request_actor(request)), pk=pk)
    return _file(frozen_report(row, for_public="public" in request.GET), read(row.content), extension)


def _file(written: Report, briefing: Briefing, extension: str) -> HttpResponse:
    if extension == "docx":
        response = HttpResponse(word.to_docx(written), content_type=word.MEDIA_TYPE)
    elif extension == "md":
        response = HttpResponse(formats.to_markdown(written), content_type="text/markdown; charset=utf-8")
    elif extension == "json":
        response = HttpResponse(formats.to_json(written, briefing), content_type="application/json")
    else:
        raise Http404
    name = formats.file_name(written, extension)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{urlencode({'': name})[1:]}"
    return response


def _downloads(name: str, args: list[UUID], *, request: HttpRequest, **query: str) -> list[tuple[str, str]]:
    if "public" in request.GET:
        query["public"] = "1"
    tail = f"?{urlencode(query)}" if query else ""
    labels = (("docx", "Word"), ("md", "Markdown"), ("json", "JSON"))
    return [(label, reverse(name, args=[*args, extension]) + tail) for extension, label in labels]
