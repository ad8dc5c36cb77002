"""The notice on paper (告知书): what, why, by which law, from when until when, whom to ask, how to object."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lianfang.desk.facts.naming import members
from lianfang.desk.facts.recording import actor
from lianfang.duty.models import Member
from lianfang.duty.responsible import answers_for
from lianfang.orders import rules
from lianfang.orders.basis import Basis
from lianfang.orders.choices import Measure, Target
from lianfang.orders.kinds import PROPOSE
from lianfang.orders.queries.evidence import pieces
from lianfang.orders.queries.lines import lines
from lianfang.orders.queries.scope import own


@login_required
@require_safe
def notice(request: HttpRequest, order: UUID) -> HttpResponse:
    """One sheet to hand over and one to keep. There is none of an order that nobody approved."""
    who = actor(request)
    row = own(who, order)
    if row is None or row.approval is None or row.starts is None or not who.may(PROPOSE, row.area):
        raise Http404
    [line] = lines(who, [row], "orders.notice")
    named = members(who, {member for member in (row.responsible, row.approver) if member})
    approver = Member.objects.filter(pk__in=filter(None, [row.approver])).select_related("agency").first()
    chain = answers_for([row.area])[row.area]
    return render(
        request,
        "orders/notice.html",
        {
            "order": row,
            "line": line,
            "rule": rules.cited(row.rule),
            "evidence": [piece for piece in pieces([UUID(one) for one in row.evidence]) if not piece.gone],
            "articles": [(Basis(code).label, Basis(code).article) for code in row.basis],
            "agency": approver.agency.name if approver and approver.agency else "",
            "approver": named.get(row.approver, ""),
            "ask": named.get(row.responsible, "") or (chain[0].member.name if chain else ""),
            "confines": Measure(row.measure).confines,
            "place": row.target in {Target.PLACE, Target.ZONE},
        },
    )
