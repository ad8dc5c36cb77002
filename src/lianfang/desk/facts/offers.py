"""The options that a slice offers for ids and codes in its facts: lists, agencies, grids."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from lianfang.ledger.scope import Actor

if TYPE_CHECKING:
    from lianfang.desk.facts.fields import Choices

Offer = Callable[[Actor, UUID, str], "Choices"]
_offers: dict[tuple[str, str], Offer] = {}


def offer(kind: str, field: str, options: Offer) -> None:
    """Say what may be chosen in a kind's field: called with the actor, the subject and its area."""
    _offers[kind, field] = options


def offered(kind: str, actor: Actor, subject: UUID, area: str) -> dict[str, "Choices"]:
    """Every field of this kind that has options, with them."""
    return {field: ask(actor, subject, area) for (code, field), ask in _offers.items() if code == kind}
