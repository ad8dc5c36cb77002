"""My work today, for a phone at a door: the next one on top, one tap to claim it."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianfang.desk import keyset
from lianfang.desk.formats import moment
from lianfang.ledger import clock
from lianfang.ledger.door import submit
from lianfang.verification.entries import entry, reasons, taken
from lianfang.verification.kinds import Claimed
from lianfang.verification.queries.crew import called
from lianfang.verification.queries.lines import lines
from lianfang.verification.queries.mine import mine, own
from lianfang.verification.queries.scope import campaigns
from lianfang.verification.steps import next_step
from lianfang.verification.views.common import actor_of, target_href

SIZE = 20
CLAIM = timedelta(hours=2)  # long enough for the way there and the talk; afterwards others may go


@login_required
@require_GET
def work(request: HttpRequest) -> HttpResponse:
    """The member's open targets, what is late or promised first, then in walking order."""
    actor, today = actor_of(request), clock.today()
    running = campaigns(actor)
    rows = mine(actor, running, today)
    page = keyset.page(rows, ("turn", "area", "walk", "id"), request.GET.get("cursor"), SIZE)
    shown = lines(actor, page.rows, running, "verification.mine")
    names = {campaign.pk: campaign.name for campaign in running}
    cards = [
        {
            "line": line,
            "href": target_href(line.pk),
            "campaign": names.get(line.target.campaign, ""),
            "step": next_step(line.target, actor).label,
        }
        for line in shown
    ]
    first = bool(cards) and not request.GET.get("cursor")
    return render(
        request,
        "verification/mine.html",
        {
            "next": cards[0] if first else None,
            "cards": cards[1:] if first else cards,
            "page": page,
            "today": today,
            "count": rows.order_by().count(),
            "several": len(names) > 1,
        },
    )


@login_required
@require_POST
def claim(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take the next contact upon oneself, so that nobody is called ten times; another's claim is respected."""
    actor = actor_of(request)
    target = own(actor, pk)
    if target is None:
        raise Http404
    now = clock.now()
    if target.claimed_until and target.claimed_until > now and target.claimed_by != actor.member:
        names = called([target.claimed_by])
        said = {"name": names.get(target.claimed_by or pk, ""), "until": moment(target.claimed_until)}
        messages.warning(request, _("「%(name)s」已经认领，%(until)s 前由其联系。") % said)
        return HttpResponseRedirect(reverse("verification:mine"))
    [answer] = submit([entry(Claimed(until=now + CLAIM), target.pk, target.area)], actor)
    if taken(answer):
        messages.success(request, _("已认领：两小时内由您联系，其他人会看到。"))
    for why in reasons([answer]):
        messages.error(request, why)
    return HttpResponseRedirect(reverse("verification:mine"))
