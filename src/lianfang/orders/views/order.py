"""An order's page: what, on whom, why, until when, the one next step, every form, the story."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lianfang.areas import queries as areas
from lianfang.desk.facts.forms import FactForm
from lianfang.desk.facts.recording import actor, say
from lianfang.desk.facts.story import story
from lianfang.duty.responsible import answers_for
from lianfang.ledger import clock
from lianfang.ledger.kinds import Kind
from lianfang.ledger.scope import Actor, covers
from lianfang.orders import rules
from lianfang.orders.basis import Basis
from lianfang.orders.choices import Measure, Standing, Target
from lianfang.orders.forms import ApproveForm, ExtendForm
from lianfang.orders.kinds import APPROVE, PROPOSE, VIEW, Objected, ObjectionDecided, Rejected, Released, Served
from lianfang.orders.models import Order
from lianfang.orders.queries.evidence import pieces
from lianfang.orders.queries.lines import lines
from lianfang.orders.queries.scope import own
from lianfang.people.queries import RECORD, areas_of

_RUNNING = ("serve", "object", "decide", "extend", "release")
_STEPS: dict[Standing, tuple[str, ...]] = {
    Standing.PROPOSED: ("approve", "reject", "object", "decide"),
    Standing.AHEAD: _RUNNING,
    Standing.RUNNING: _RUNNING,
    Standing.EXPIRED: ("decide",),
    Standing.RELEASED: ("decide",),
    Standing.REJECTED: ("decide",),
}
_PLAIN: dict[str, Kind] = {
    "reject": Rejected.kind,
    "serve": Served.kind,
    "object": Objected.kind,
    "decide": ObjectionDecided.kind,
    "release": Released.kind,
}
_RIGHTS = {"serve": PROPOSE, "object": PROPOSE}  # the other steps are for those who approve


@login_required
@require_http_methods(["GET", "POST"])
def order(request: HttpRequest, order: UUID) -> HttpResponse:
    """Everything about one order, and every form that records something about it."""
    who = actor(request)
    row = own(who, order)
    if row is None:
        raise Http404
    blocked = _blocked(who, row)
    forms = _forms(request, who, row, blocked)
    for form in forms.values():
        if form.is_bound and form.is_valid():
            answer = form.record(request, row.pk, row.area)
            if not form.errors:
                say(request, form.kind, answer)
                return HttpResponseRedirect(request.path)
    return render(request, "orders/order.html", _context(who, row) | {"forms": forms, "blocked": blocked})


def _blocked(who: Actor, row: Order) -> str:
    """Why this member cannot approve the proposal, whatever their rights; "" when nothing is in the way."""
    measure = Measure(row.measure)
    if who.member == row.proposer:
        return _("提请人不能批准自己的提请，须由另一位有批准权限的人批准。")
    if rules.most_days(row.rule, measure) is None:
        return _("引用的规则查不到，或没有这项措施。请不批准，改用现行规则重新提请。")
    evidence = pieces([UUID(entry) for entry in row.evidence])
    if all(piece.missing or piece.gone for piece in evidence):
        return _("所依据的记录查不到或已经撤销。没有依据不能批准。")
    return _("期限已过，不能再批准。") if row.until <= clock.now() else ""


def _forms(request: HttpRequest, who: Actor, row: Order, blocked: str) -> dict[str, FactForm]:
    """Every form this member may send now, by step; the one that was sent holds what was sent."""
    steps = _STEPS[row.standing(clock.now())]
    found: dict[str, FactForm] = {}
    for step in steps:
        needless = (step == "approve" and blocked) or (step == "decide" and row.objected is None)
        if not needless and who.may(_RIGHTS.get(step, APPROVE), row.area):
            found[step] = _form(request, row, step)
    return found


def _form(request: HttpRequest, row: Order, step: str) -> FactForm:
    sent = request.POST.get("kind")
    if step == "approve":
        return ApproveForm(request.POST if sent == "orders.approved" else None, row)
    if step == "extend":
        return ExtendForm(request.POST if sent == "orders.extended" else None, row)
    kind = _PLAIN[step]
    return FactForm(kind, request.POST if sent == kind.code else None, values=_likely(row, step))


def _likely(row: Order, step: str) -> dict[str, Any]:
    """What is mostly said at this step."""
    if step != "serve" or row.target == Target.PERSON:
        return {}
    return {"how": "posted", "to": "public"} if row.target == Target.ZONE else {"to": "adult_family"}


def _context(who: Actor, row: Order) -> dict[str, Any]:
    """What surrounds an order: on whom, why, by which law, who answers, its story."""
    [line] = lines(who, [row], "orders.order")
    person = row.person if row.person and who.may(RECORD, areas_of(who, [row.person])[row.person]) else None
    cited = rules.cited(row.rule)
    return {
        "order": row,
        "line": line,
        "state": line.standing.value,
        "rule": cited,
        "days": rules.most_days(row.rule, Measure(row.measure)),
        "evidence": pieces([UUID(entry) for entry in row.evidence]),
        "articles": [(Basis(code).label, Basis(code).article) for code in row.basis],
        "person": person,
        "household": row.household or row.at_household,
        "path": [one for one in areas.path(row.area) if covers(who.areas(VIEW), one.pk)],
        "chain": answers_for([row.area])[row.area],
        "told": story(row.pk, who),
    }
