"""Which posts, passages, lookouts and referrals a member may see."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from lianfang.checkpoints.choices import ReferralState
from lianfang.checkpoints.kinds import MANAGE, VIEW
from lianfang.checkpoints.models import Lookout, Passage, Post, Referral
from lianfang.ledger import clock
from lianfang.ledger.scope import Actor, within

FOLLOW: Final = "orders.view"
"""What a clinic said of somebody is for those who follow people up, not for every guard."""

ANSWER_WITHIN: Final = timedelta(hours=6)
"""A clinic that has not answered by then is asked again. A rule of this house: plans name no hours."""


def posts(actor: Actor, right: str = VIEW) -> QuerySet[Post]:
    """The posts in the areas of the member's right."""
    return Post.objects.filter(within(actor.areas(right)))


def passages(actor: Actor, right: str = VIEW) -> QuerySet[Passage]:
    """The passages recorded in the areas of the member's right."""
    return Passage.objects.filter(within(actor.areas(right)))


def lookouts(actor: Actor) -> QuerySet[Lookout]:
    """The vehicles looked for, for those who open lookouts: a post can ask for a plate, but not list them."""
    return Lookout.objects.filter(within(actor.areas(MANAGE)))


def referrals(actor: Actor, right: str = FOLLOW) -> QuerySet[Referral]:
    """Who was sent to a clinic, for those who follow people up."""
    return Referral.objects.filter(within(actor.areas(right)))


def overdue(actor: Actor) -> QuerySet[Referral]:
    """Referrals that no clinic answered in time."""
    late = clock.now() - ANSWER_WITHIN
    return referrals(actor).filter(state=ReferralState.WAITING, referred_at__lt=late)


def own_post(actor: Actor, post: UUID, right: str = VIEW) -> Post | None:
    """A post where the member holds this right, or None."""
    return posts(actor, right).filter(pk=post).first()
