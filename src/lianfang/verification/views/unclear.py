"""The queue of unclear addresses: one at a time, what is written beside what it may mean; the next one follows."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lianfang.areas.queries import labels
from lianfang.desk import keyset
from lianfang.desk.address import changed
from lianfang.duty.responsible import assignee
from lianfang.ledger.door import submit
from lianfang.ledger.kinds import Fact
from lianfang.ledger.scope import Actor
from lianfang.verification.assigning import ASSIGN
from lianfang.verification.entries import entry, reasons, taken
from lianfang.verification.kinds import Assigned, Placed
from lianfang.verification.models import Target
from lianfang.verification.queries.scope import Scope
from lianfang.verification.queries.unclear import PLACE, case, chosen, queue
from lianfang.verification.views.common import address, frame, here, scoped, target_href


@login_required
@require_http_methods(["GET", "POST"])
def unclear(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """Show the next unclear address; posted, place the one that was shown."""
    scope = scoped(request, campaign, PLACE)
    if request.method == "POST":
        return _place(request, scope)
    waiting = queue(scope)
    page = keyset.page(waiting, ("area", "id"), request.GET.get("cursor"), 1)
    found = here(scope, PLACE)
    shown = case(scope.actor, page.rows[0]) if page.rows else None
    return render(
        request,
        "verification/unclear.html",
        frame(scope, found, "unclear")
        | {
            "case": shown,
            "skip": changed(request, cursor=page.next) if page.next else "",
            "count": waiting.order_by().count(),
            "href": target_href(shown.target.pk) if shown else "",
        },
    )


def _place(request: HttpRequest, scope: Scope) -> HttpResponse:
    try:
        target = scope.targets().filter(pk=UUID(request.POST.get("target", ""))).first()
    except ValueError:
        target = None
    if target is None:
        raise Http404
    where = chosen(scope.actor, request.POST.get("to") or request.POST.get("other", ""))
    if where is None:
        messages.error(request, _("没有落到网格：请选择一个网格或一户。"))
        return HttpResponseRedirect(request.get_full_path())
    area, door = where
    facts: list[Fact] = [Placed(to=area, household=door), *_passed_on(scope.actor, target, area)]
    answers = submit([entry(fact, target.pk, target.area) for fact in facts], scope.actor)
    if taken(answers[0]):
        messages.success(request, _("已落到「%(area)s」。") % {"area": labels({area})[area]})
    for why in reasons(answers):
        messages.error(request, why)
    return HttpResponseRedirect(address(scope, "unclear"))


def _passed_on(actor: Actor, target: Target, area: str) -> list[Assigned]:
    """Whoever answers for the grid takes over, unless a group or somebody named by hand sees to it."""
    if target.group is not None or not actor.may(ASSIGN, target.area):
        return []
    answering = assignee({area, target.area})
    before = answering.get(target.area)
    by_rule = target.member is None or (before is not None and before.member.pk == target.member)
    return [Assigned(to_member=answering[area].member.pk)] if by_rule and area in answering else []
