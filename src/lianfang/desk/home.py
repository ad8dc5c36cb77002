"""The home page's cards: each slice registers what its members should see first."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from lianfang.desk.rights import permitted

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Card:
    """A piece of the home page.

    `context` is called once per page with the request; returning None leaves the card out (nothing to say).
    """

    template: str
    context: Callable[[HttpRequest], Mapping[str, Any] | None]
    right: str | None = None
    order: int = 100


_cards: dict[str, Card] = {}


def register(*cards: Card) -> None:
    """Add cards to the home page. Registering the same template again replaces the card."""
    for card in cards:
        _cards[card.template] = card


def render(request: HttpRequest) -> list[SafeString]:
    """The member's cards as HTML, in order."""
    shown = sorted(
        (card for card in _cards.values() if permitted(request, card.right)),
        key=lambda card: (card.order, card.template),
    )
    return [html for html in (_rendered(card, request) for card in shown) if html]


def _rendered(card: Card, request: HttpRequest) -> SafeString | None:
    """One card; a card that fails says so in its place, since one slice's trouble must not blind the rest."""
    try:
        context = card.context(request)
        return None if context is None else render_to_string(card.template, dict(context), request)
    except Exception:
        log.exception("The home page's card %s failed", card.template)
        return render_to_string("desk/parts/card_failed.html", request=request)
