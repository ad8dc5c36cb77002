"""The side navigation: each slice registers its items in its `AppConfig.ready`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.urls import reverse

from lianfang.desk.rights import permitted

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Item:
    """One place to go.

    `right`: shown only to members who hold it (None: to everyone signed in). `badge`: how many things are
    late there; asked after the page has loaded, never while it renders. `key`: the letter that follows `g`.
    `alone`: pages below its address are not its own, so that it is current on its own page only.
    """

    label: "StrOrPromise"
    url_name: str
    icon: str
    right: str | None = None
    order: int = 100
    badge: Callable[[HttpRequest], int] | None = None
    key: str = ""
    alone: bool = False

    @property
    def slug(self) -> str:
        """The item's name inside the page, for its badge."""
        return self.url_name.replace(":", "-")


@dataclass(frozen=True, slots=True)
class Link:
    """An item as one member sees it on one page."""

    item: Item
    href: str
    current: bool


_items: dict[str, Item] = {}


def register(*items: Item) -> None:
    """Add places to the navigation. Registering the same `url_name` again replaces the item."""
    for item in items:
        _items[item.url_name] = item


def registered() -> list[Item]:
    """Every item, whoever may see it, in order."""
    return sorted(_items.values(), key=lambda item: (item.order, item.url_name))


def permitted_items(request: HttpRequest) -> list[Item]:
    """The items this member may see, in order."""
    return [item for item in registered() if permitted(request, item.right)]


def links(request: HttpRequest) -> list[Link]:
    """The member's navigation; the item whose address is the longest prefix of the page's is current."""
    found = [(item, reverse(item.url_name)) for item in permitted_items(request)]
    leading = (href for item, href in found if _leads_to(href, request.path, alone=item.alone))
    here = max(leading, key=len, default=None)
    return [Link(item, href, href == here) for item, href in found]


def badges(request: HttpRequest) -> list[tuple[str, int]]:
    """(slug, number of late things) for each item that counts."""
    return [(item.slug, item.badge(request)) for item in permitted_items(request) if item.badge]


def _leads_to(href: str, path: str, *, alone: bool) -> bool:
    return path == href or (href != "/" and not alone and path.startswith(href.rstrip("/") + "/"))
