"""Leads to verify: where statements do not agree. Somebody asks and writes down what is true."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lianfang.desk import keyset
from lianfang.verification.choices import Standing
from lianfang.verification.queries.doubts import doubts
from lianfang.verification.queries.lines import lines
from lianfang.verification.views.common import frame, here, scoped, target_href

SIZE = 20


@login_required
@require_GET
def doubtful(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """Targets with a doubt that nobody has settled, each with what was said."""
    scope = scoped(request, campaign)
    rows = scope.targets().filter(standing=Standing.DOUBTED)
    page = keyset.page(rows, ("area", "id"), request.GET.get("cursor"), SIZE)
    raised = doubts(scope.actor, page.rows)
    shown = lines(scope.actor, page.rows, [scope.campaign], "verification.doubts")
    cards = [{"line": line, "href": target_href(line.pk), "doubts": raised.get(line.pk, ())} for line in shown]
    context = frame(scope, here(scope), "doubts") | {"cards": cards, "page": page}
    return render(request, "verification/doubts.html", context)
