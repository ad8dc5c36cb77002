"""How proofs stand at a moment. Nothing is written for it: a day passes, an order begins or is taken back."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from lianfang.ledger.scope import Actor, within
from lianfang.proofs.choices import ProofKind, Standing
from lianfang.proofs.kinds import ISSUE
from lianfang.proofs.models import Proof
from lianfang.proofs.queries import grounds

VIEW: Final = ISSUE


def standing(rows: QuerySet[Proof], now: datetime) -> QuerySet[Proof]:
    """The same proofs with `standing`, how each stands.

    A proof that an observation has ended rests on that order; neither it nor a pass holds while an order keeps its
    holder at home or in a centre. Both are looked up in the register of orders, never copied.
    """
    over = Exists(grounds.of_holder(grounds.ended(now).filter(pk=OuterRef("order"))))
    kept_in = Exists(grounds.of_holder(grounds.confining(now)))
    ended = Q(what=ProofKind.OBSERVATION_ENDED)
    stands = Case(
        When(revoked_at__isnull=False, then=Value(Standing.REVOKED)),
        When(ended & ~over, then=Value(Standing.UNFOUNDED)),
        When(~Q(what=ProofKind.RESIDENCE) & kept_in, then=Value(Standing.UNFOUNDED)),
        When(until__lt=timezone.localdate(now), then=Value(Standing.EXPIRED)),
        default=Value(Standing.VALID),
        output_field=CharField(max_length=12),
    )
    return rows.annotate(standing=stands)


def proofs(actor: Actor, now: datetime, area: str = "") -> QuerySet[Proof]:
    """The proofs in the areas where the member issues them, narrowed to one of these areas where it is named."""
    rows = Proof.objects.filter(within(actor.areas(VIEW)))
    return standing(rows.filter(within([area])) if area else rows, now)


def own(actor: Actor, proof: UUID, now: datetime) -> Proof | None:
    """A proof in the areas where the member issues them, or None. One query."""
    return proofs(actor, now).filter(pk=proof).first()
