"""Entries that are not in the ledger: the list, one of them, and sending it again."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianfang.audit import held, sent
from lianfang.audit.forms import WaitingFilters
from lianfang.audit.scope import MOST_NAMES
from lianfang.desk import keyset
from lianfang.desk.components import Column, Empty, Table, Tone
from lianfang.desk.facts import naming
from lianfang.desk.facts.recording import actor
from lianfang.ledger.answers import Answer, Status
from lianfang.ledger.door import submit
from lianfang.ledger.models import Waiting
from lianfang.ledger.scope import Actor


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """What the door held or refused, the latest first."""
    who = actor(request)
    rows = held.visible(who)
    filters = WaitingFilters(request.GET, _authors(who))
    page = keyset.page(_wanted(rows, filters.wanted()), ("-received", "-pk"), request.GET.get("cursor"))
    return render(request, "audit/waiting.html", {"filters": filters, "table": _table(who, page)})


@login_required
@require_GET
def entry(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One entry: why it is not in the ledger and what comes next; its words to its author alone."""
    who = actor(request)
    row = _found(who, pk)
    (line,) = held.lines(who, [row])
    (raw,) = held.raws([row])
    content = sent.as_sent(raw) if line.own else sent.without_identities(raw)
    corrects = isinstance(raw, dict) and row.after is not None and raw.get("corrects") == str(row.after)
    context = {
        "line": line,
        "late": line.state is Status.REFUSED,
        "waits_for_corrected": corrects,
        "content": content,
        "may_send": line.own and line.state is Status.REFUSED,
    }
    return render(request, "audit/waiting_entry.html", context)


@login_required
@require_POST
def resend(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send it again as it was sent, on what its author may do now. Nobody else may speak in their name."""
    who = actor(request)
    row = _found(who, pk)
    if row.member != who.member:
        raise Http404
    (raw,) = held.raws([row])
    (answer,) = submit([raw], who, device=row.device)
    _say(request, answer)
    return _back(answer)


def _say(request: HttpRequest, answer: Answer) -> None:
    if answer.seq is not None:
        messages.success(request, _("已入账。"))
    elif answer.problem is not None and answer.status is Status.REFUSED:
        messages.error(request, _("仍未入账：%(why)s") % {"why": answer.problem.sentence()})
    elif answer.problem is not None:
        messages.info(request, answer.problem.sentence())


def _back(answer: Answer) -> HttpResponseRedirect:
    if answer.seq is not None:
        return redirect("audit:waiting")
    return redirect("audit:waiting_entry", pk=answer.id)


def _found(who: Actor, pk: UUID) -> Waiting:
    """The entry, if this member may know of it; 404 gives no hint of others."""
    row = held.visible(who).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def _authors(who: Actor) -> list[tuple[str, str]]:
    """Whose entries this member sees here."""
    ids = held.visible(who).exclude(member=None).values_list("member", flat=True).distinct()[:MOST_NAMES]
    people = naming.members(who, list(ids))
    return sorted(((str(pk), name) for pk, name in people.items()), key=lambda choice: choice[1])


def _wanted(rows: Any, wanted: dict[str, Any]) -> Any:
    state = wanted.pop("state", "")
    if state:
        rows = rows.filter(held.HELD) if state == "held" else rows.exclude(held.HELD)
    return rows.filter(**wanted)


def _table(who: Actor, page: keyset.Page[Waiting]) -> Table:
    columns = [
        Column("kind", _("记录")),
        Column("state", _("状态"), template="audit/cells/status.html"),
        Column("area", _("区域")),
        Column("by", _("录入人"), template="audit/cells/author.html"),
        Column("received", _("收到"), template="audit/cells/moment.html"),
        Column("why", _("原因与办法"), template="audit/cells/why.html"),
    ]
    return Table(
        caption=_("未入账记录"),
        columns=columns,
        rows=held.lines(who, page.rows),
        page=page,
        link=lambda line: reverse("audit:waiting_entry", args=[line.pk]),
        tone=lambda line: Tone.LATE if line.own and line.state is Status.REFUSED else None,
        empty=Empty(
            _("没有未入账的记录"),
            _("送来的记录都已入账。被退回或在等前一条的，会列在这里，一条不丢。"),
            icon="check-check",
        ),
    )
