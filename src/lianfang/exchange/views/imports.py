"""Take lists in: upload, check the columns, watch the progress, read the report."""

import csv
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lianfang.desk import keyset
from lianfang.desk.components import Column, Empty, Table, Tone
from lianfang.duty.models import Member
from lianfang.exchange import previews, worker
from lianfang.exchange.forms import UploadForm
from lianfang.exchange.importing import ImportRefused, destination, incoming
from lianfang.exchange.importing.campaign import RIGHT
from lianfang.exchange.importing.keeping import report_of
from lianfang.exchange.models import Import, State
from lianfang.exchange.reading import Field
from lianfang.exchange.views import reports
from lianfang.ledger.scope import within

TONES = {
    State.DRAFT: Tone.TODO,
    State.RUNNING: Tone.ACTIVE,
    State.INTERRUPTED: Tone.LATE,
    State.FAILED: Tone.LATE,
    State.DONE: Tone.DONE,
}


@login_required
@require_http_methods(["GET", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """Upload lists, and every import so far."""
    member = _asking(request)
    form = UploadForm(request.POST or None, request.FILES or None, actor=member.actor)
    if request.method == "POST" and form.is_valid():
        row = _upload(form, member)
        if row is not None:
            return redirect("exchange:import", row.pk)
    page = keyset.page(_rows(member), ("-created", "-id"), request.GET.get("cursor"))
    context = {"form": form, "table": _table(page)}
    return render(request, "exchange/imports.html", context, status=422 if form.errors else 200)


@login_required
@require_GET
def one(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One import: its columns before it starts, its progress, its report."""
    row = _row(request, pk)
    context: dict[str, Any] = {"row": row, "tone": TONES[row.standing], "held": incoming.held(row)}
    if row.standing is State.DRAFT:
        if not context["held"]:
            raise Http404
        with incoming.opened(row) as files:
            context |= {"files": previews.look(row, files), "fields": Field.choices}
        return render(request, "exchange/check.html", context)
    return render(request, "exchange/import.html", context | reports.context(row, report_of(row)))


@login_required
@require_POST
def start(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keep the corrections of columns; then only look again, or begin."""
    row = _row(request, pk)
    if not incoming.held(row):
        messages.error(request, _("文件已删除，请重新上传。"))
        return redirect("exchange:imports")
    if row.standing is State.DRAFT:
        with incoming.opened(row) as files:
            previews.correct(files, request.POST, row)
    if "start" in request.POST and _claim(row, _asking(request)):
        worker.start(row.pk)
    return redirect("exchange:import", row.pk)


@login_required
@require_POST
def discard(request: HttpRequest, pk: UUID) -> HttpResponse:
    """An upload that is not to be imported goes, files and all."""
    row = _row(request, pk)
    if row.standing is State.DRAFT:
        incoming.discard(row)
        row.delete()
        messages.success(request, _("已删除上传的文件。"))
    return redirect("exchange:imports")


@login_required
@require_GET
def progress(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The bar alone; once the import is over, the page is asked for anew."""
    row = _row(request, pk)
    answer = render(request, "exchange/progress.html", {"job": reports.job(row)})
    if row.standing is not State.RUNNING:
        answer["HX-Refresh"] = "true"
    return answer


@login_required
@require_GET
def refused(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The refused rows as a spreadsheet, to send back to where the list came from. No identities in it."""
    row = _row(request, pk)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="refused-{row.pk}.csv"'
    answer.write("\ufeff")  # spreadsheets take a csv for the local encoding otherwise
    writer = csv.writer(answer)
    writer.writerow([_("文件"), _("行"), _("列"), _("原因"), _("改正办法")])
    for line in (report_of(row) or {}).get("refused", ()):
        writer.writerow([line["file"], line["row"], line["column"], line["why"], line["cure"]])
    return answer


def _asking(request: HttpRequest) -> Member:
    member = request.user
    if not isinstance(member, Member) or not member.may(RIGHT):
        raise PermissionDenied(_("您没有导入名单的权限。"))
    return member


def _rows(member: Member) -> QuerySet[Import]:
    return Import.objects.filter(within(member.areas(RIGHT)))


def _row(request: HttpRequest, pk: UUID) -> Import:
    found = _rows(_asking(request)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _upload(form: UploadForm, member: Member) -> Import | None:
    told = form.cleaned_data
    campaign = UUID(told["campaign"]) if told["campaign"] else told["name"]
    try:
        where = destination(campaign, member.actor, told["area"].pk)
    except ImportRefused as error:
        form.add_error(None, str(error))
        return None
    incoming.sweep()
    options = {
        "year": told["year"],
        "agency": str(told["agency"].pk) if told["agency"] else None,
        "due": told["due"].isoformat() if told["due"] else None,
    }
    known = where.campaign if where.opened else None
    row = Import(name=where.name, area=where.area, campaign=known, member=member.pk, options=options)
    incoming.keep(row, told["lists"])
    row.save()
    return row


def _claim(row: Import, member: Member) -> bool:
    """Take the import upon oneself; False when somebody has just done so."""
    now: datetime = timezone.now()
    waiting = Q(state__in=(State.DRAFT, State.FAILED))
    if row.standing is State.INTERRUPTED:
        waiting |= Q(state=State.RUNNING, touched=row.touched)
    taken = Import.objects.filter(waiting, pk=row.pk)
    return taken.update(state=State.RUNNING, member=member.pk, started=now, touched=now, ended=None) == 1


def _table(page: keyset.Page[Import]) -> Table:
    rows = [
        {
            "pk": row.pk,
            "name": row.name,
            "files": "、".join(row.files),
            "created": row.created,
            "state": row.standing,
            "tone": TONES[row.standing],
            "items": reports.items(row),
        }
        for row in page.rows
    ]
    return Table(
        caption=_("导入记录"),
        columns=[
            Column("name", _("核查任务")),
            Column("files", _("名单")),
            Column("created", _("时间"), template="exchange/cells/moment.html"),
            Column("state", _("状态"), template="exchange/cells/state.html"),
            Column("items", _("条目"), numeric=True),
        ],
        rows=rows,
        page=page,
        link=lambda line: reverse("exchange:import", args=[line["pk"]]),
        empty=Empty(
            _("还没有导入过名单"), _("在上面选择名单文件，系统会自己找到表头和各列。"), icon="file-spreadsheet"
        ),
    )
