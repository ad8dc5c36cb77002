"""The board of posts: what they count, where the line is long, where somebody waits for an answer."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lianfang.checkpoints.kinds import MANAGE, VIEW
from lianfang.checkpoints.queries.board import board as whole_board
from lianfang.checkpoints.queries.scope import FOLLOW
from lianfang.desk.facts.recording import actor
from lianfang.ledger import clock


@login_required
@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """Every post in the member's areas; `closed=on` also those taken off the road, `wall=on` for a wall screen."""
    who, now = actor(request), clock.now()
    if not who.may(VIEW):
        raise Http404
    return render(
        request,
        "checkpoints/board.html",
        {
            "board": whole_board(who, now, closed=request.GET.get("closed") == "on"),
            "closed": request.GET.get("closed") == "on",
            "wall": request.GET.get("wall") == "on",
            "now": now,
            "may_manage": who.may(MANAGE),
            "may_follow": who.may(FOLLOW),
        },
    )
