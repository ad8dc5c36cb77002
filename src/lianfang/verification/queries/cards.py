"""What the home page and the navigation say of verification: how much is late, unclear."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from lianfang.ledger import clock
from lianfang.ledger.scope import Actor
from lianfang.verification.models import Campaign, Target
from lianfang.verification.queries.mine import mine
from lianfang.verification.queries.scope import VIEW, again, campaigns, held, late
from lianfang.verification.queries.unclear import PLACE, unclear


def _actor(request: HttpRequest) -> Actor:
    return request.user.actor  # type: ignore[union-attr]  # asked of signed-in members only


def late_card(request: HttpRequest) -> Mapping[str, Any] | None:
    """Targets past their due date in the member's areas, campaign by campaign; and those promised for today."""
    actor, today = _actor(request), clock.today()
    rows = []
    for campaign in campaigns(actor):
        targets = Target.objects.filter(held(actor.areas(VIEW)), campaign=campaign.pk)
        overdue, promised = targets.filter(late([campaign], today)).count(), targets.filter(again(today)).count()
        if overdue or promised:
            rows.append({"campaign": campaign, "late": overdue, "again": promised})
    return {"rows": rows, "late": sum(row["late"] for row in rows)} if rows else None


def mine_card(request: HttpRequest) -> Mapping[str, Any] | None:
    """How many open targets are the member's own."""
    actor, today = _actor(request), clock.today()
    if not actor.may("verification.record"):
        return None
    every = campaigns(actor)
    targets = mine(actor, every, today).order_by()
    count = targets.count()
    return {"count": count, "late": targets.filter(late(every, today)).count()} if count else None


def unclear_card(request: HttpRequest) -> Mapping[str, Any] | None:
    """Addresses waiting to be placed where the member places them."""
    actor = _actor(request)
    rows = [(campaign, n) for campaign in campaigns(actor, PLACE) if (n := _unclear(actor, campaign))]
    return {"rows": rows, "count": sum(n for _campaign, n in rows)} if rows else None


def _unclear(actor: Actor, campaign: Campaign) -> int:
    reach = actor.areas(PLACE)
    return Target.objects.filter(held(reach), unclear(reach), campaign=campaign.pk).count()


def late_badge(request: HttpRequest) -> int:
    """How many targets are late in the member's areas. Two queries beside those for the campaigns."""
    actor, every = _actor(request), campaigns(_actor(request))
    targets = Target.objects.filter(held(actor.areas(VIEW)), campaign__in=[campaign.pk for campaign in every])
    return targets.filter(late(every, clock.today())).count()


def mine_badge(request: HttpRequest) -> int:
    """How many of the member's own targets are late."""
    actor, every, today = _actor(request), campaigns(_actor(request)), clock.today()
    return mine(actor, every, today).order_by().filter(late(every, today)).count()
