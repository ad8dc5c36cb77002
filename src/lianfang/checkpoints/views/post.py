"""A post's page: flow by hour, shifts, queue, crew, the latest passages, and every form about it."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lianfang.areas import queries as areas
from lianfang.checkpoints.kinds import MANAGE, RECORD, VIEW, PostClosed, PostOpened, QueueSeen
from lianfang.checkpoints.models import Passage, Post
from lianfang.checkpoints.queries import numbers
from lianfang.checkpoints.queries.board import hits_at
from lianfang.checkpoints.queries.flow import flow
from lianfang.checkpoints.queries.passing import lines
from lianfang.checkpoints.queries.scope import own_post
from lianfang.checkpoints.views.dayform import day_of, today
from lianfang.desk.facts.forms import FactForm
from lianfang.desk.facts.offers import offered
from lianfang.desk.facts.recording import actor, say
from lianfang.duty.models import Agency
from lianfang.ledger import clock, store
from lianfang.ledger.kinds import Kind
from lianfang.ledger.scope import Actor, covers
from lianfang.vault.reading import notes

LATEST = 20  # passages on a post's page


@login_required
@require_http_methods(["GET", "POST"])
def post(request: HttpRequest, post: UUID) -> HttpResponse:
    """Everything about one post on one day (`?day=2020-01-28`, today by default)."""
    who = actor(request)
    row = own_post(who, post)
    if row is None:
        raise Http404
    forms = _forms(request, who, row)
    for form in forms.values():
        if form.is_bound and form.is_valid():
            answer = form.record(request, row.pk, row.area, place=str(row.pk))
            if not form.errors:
                say(request, form.kind, answer)
                return HttpResponseRedirect(request.path)
    return render(request, "checkpoints/post.html", _context(request, who, row) | {"forms": forms})


def _forms(request: HttpRequest, who: Actor, row: Post) -> dict[str, FactForm]:
    """Every form this member may send here; the one that was sent holds what was sent."""
    wanted: list[tuple[str, Kind, str, bool]] = [
        ("queue", QueueSeen.kind, RECORD, row.open),
        ("edit", PostOpened.kind, MANAGE, True),
        ("close", PostClosed.kind, MANAGE, row.open),
    ]
    return {
        name: _form(request, who, row, kind) for name, kind, right, on in wanted if on and who.may(right, row.area)
    }


def _form(request: HttpRequest, who: Actor, row: Post, kind: Kind) -> FactForm:
    sent = request.POST if request.POST.get("kind") == kind.code else None
    if kind is not PostOpened.kind:
        return FactForm(kind, sent)
    told = next(store.by_id([row.opened])).fact.model_dump(mode="json")
    return FactForm(kind, sent, values=told, choices=offered(kind.code, who, row.pk, row.area))


def _context(request: HttpRequest, who: Actor, row: Post) -> dict[str, Any]:
    now, day = clock.now(), day_of(request)
    noon = timezone.make_aware(datetime.combine(day, datetime.min.time())) + timedelta(hours=12)
    passed = Passage.objects.filter(post=row.pk, area=row.area).order_by("-at", "-id")[:LATEST]
    that_day = flow(row, day)
    said = notes(who, [row.queue_entry], "checkpoints.post") if row.queue_entry else {}
    return {
        "post": row,
        "path": [one for one in areas.path(row.area) if covers(who.areas(VIEW), one.pk)],
        "crew": Agency.objects.filter(pk__in=[UUID(hex=one) for one in row.crew]).order_by("name"),
        "day": day,
        "today": today(),
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1) if day < today() else None,
        "flow": that_day,
        "outcomes": that_day.whole.outcomes(),
        "total": numbers.in_all([row.area]).get(str(row.pk), numbers.Numbers()),
        "shifts": _shifts(row, noon, now),
        "latest": lines(who, list(passed), "checkpoints.post"),
        "hits": hits_at(who, row.pk),
        "needs": said.get(row.queue_entry, {}).get("note", "") if row.queue_entry else "",
        "may_record": row.open and who.may(RECORD, row.area),
        "now": now,
    }


def _shifts(row: Post, day: datetime, now: datetime) -> list[dict[str, Any]]:
    """The shifts that began on a day, each with what it counted and whether it is on duty."""
    those = numbers.shifts(row, day)
    hours = numbers.by_hour([row.area], those[0].since, those[-1].until, [row.pk])
    return [
        {
            "shift": one,
            "numbers": numbers.within_shift(hours, str(row.pk), one),
            "running": one.since <= now < one.until,
        }
        for one in those
    ]
