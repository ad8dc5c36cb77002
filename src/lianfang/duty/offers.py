"""What rooms above offer on the pages about devices: each registers its buttons in its `AppConfig.ready`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lianfang.duty.models import Member

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Offer:
    """A button beside a member's devices. `url` gives its address for that member; `main`: the one to press first."""

    label: "StrOrPromise"
    icon: str
    url: Callable[[Member], str]
    main: bool = False


@dataclass(frozen=True, slots=True)
class Button:
    """An offer for one member."""

    offer: Offer
    href: str


_offers: dict[str, Offer] = {}


def register(name: str, offer: Offer) -> None:
    """Add a button. Registering the same name again replaces it."""
    _offers[name] = offer


def buttons(member: Member) -> list[Button]:
    """What is offered for a member's devices, in the order of registration."""
    return [Button(offer, offer.url(member)) for offer in _offers.values()]
