"""One member's work today: what to do first, then door by door."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from lianfang.ledger.scope import Actor
from lianfang.people.models import Household
from lianfang.verification.choices import Standing
from lianfang.verification.models import Campaign, Target
from lianfang.verification.queries.crew import groups_of
from lianfang.verification.queries.scope import VIEW, held, late

#: Nothing for the member at the door: somebody else decides first.
_OTHERS = (Standing.UNDECIDED, Standing.UNPLACED)


def mine(actor: Actor, campaigns: list[Campaign], today: date) -> QuerySet[Any]:
    """Open targets that are the member's or their groups', in the areas of their right.

    First what is late, then what was promised for today, then the others; each in walking order. What was
    promised for a later day comes last. One query beside it (the groups).
    """
    yours = Q(member=actor.member) | Q(group__in=groups_of(actor.member))
    rows = Target.objects.filter(yours, held(actor.areas(VIEW)), open=True).exclude(standing__in=_OTHERS)
    turn = Case(
        When(again_on__gt=today, then=Value(3)),
        When(late(campaigns, today), then=Value(0)),
        When(again_on__lte=today, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return walking(rows.annotate(turn=turn)).order_by("turn", "area", "walk", "id")


def walking(rows: QuerySet[Target]) -> QuerySet[Any]:
    """With `walk`, the place of the target's door in the walking order of its grid; unknown doors first."""
    walk = Household.objects.filter(pk=OuterRef("household")).values("walk")[:1]
    return rows.annotate(walk=Coalesce(Subquery(walk), Value(0), output_field=IntegerField()))


def own(actor: Actor, target: UUID) -> Target | None:
    """A target in the areas where the member records visits, or None."""
    return Target.objects.filter(held(actor.areas("verification.record")), pk=target).first()
