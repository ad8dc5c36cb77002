"""Checking a slip: a page for anybody, which says valid or not and no more; members at posts learn whose it is."""

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lianfang.areas.queries import names
from lianfang.duty.models import Member
from lianfang.ledger import clock
from lianfang.ledger.scope import Actor
from lianfang.people.queries import areas_of
from lianfang.proofs.choices import Found
from lianfang.proofs.kinds import CHECK, ISSUE
from lianfang.proofs.printed import printed
from lianfang.proofs.queries.checking import Checked, check
from lianfang.vault.reading import show

RATE = {"check": "30/m/ip"}
"""Checks by somebody who is not signed in. A short code has 40 bits: at this pace nobody finds one by trying."""


@never_cache
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Ask for a code; POST says what it is worth. Nothing that was asked stands in an address or a log."""
    member = request.user if isinstance(request.user, Member) else None
    text = request.POST.get("code", "").strip() if request.method == "POST" else ""
    limited = bool(text) and member is None and _limited(request)
    found = check(text, clock.now()) if text and not limited else None
    context = {"member": member, "limited": limited, "asked": found is not None} | (told(found) if found else {})
    if found is not None and member is not None and knows(member.actor):
        context |= {"found": found, "holder": holder(member.actor, found), "village": village(found)}
    return render(request, "proofs/check.html", context, status=429 if limited else 200)


def told(found: Checked) -> dict[str, object]:
    """What anybody may know: whether it is valid, and if so, what it is and until when."""
    if found.found is not Found.VALID or found.proof is None:
        return {"valid": False}
    return {"valid": True, "what": found.proof.get_what_display(), "until": found.proof.until}


def knows(actor: Actor) -> bool:
    """Whether this member checks or issues proofs, and learns why one is not valid and for whom it is."""
    return actor.may(CHECK) or actor.may(ISSUE)


def holder(actor: Actor, found: Checked) -> str:
    """Whose proof it is, as the slip has it; "" where that is not known."""
    if found.ticket is not None:
        return found.ticket.printed
    person = found.proof.person if found.proof is not None else None
    if person is None:
        return ""
    who = show(actor, areas_of(actor, [person]), "proofs.check")[person]
    return " ".join(filter(None, printed(who))) if who.name else ""


def village(found: Checked) -> str:
    """Where somebody lives who holds a proof of residence; "" for other proofs."""
    code = found.ticket.area if found.ticket is not None else ""
    return names([code]).get(code, code) if code else ""


def _limited(request: HttpRequest) -> bool:
    return ratelimit.consume(request, app="lianfang.proofs", action="check", config=RATE) is None
