"""Found at start instead of on every page: an item of the navigation that leads nowhere."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import Error
from django.urls import NoReverseMatch, reverse

from lianfang.desk import nav


def navigation(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[Error]:
    """Each registered item's address exists."""
    return [error for item in nav.registered() if (error := _error(item))]


def _error(item: nav.Item) -> Error | None:
    try:
        reverse(item.url_name)
    except NoReverseMatch:
        return Error(
            f"The navigation's item {item.url_name!r} has no address.",
            hint="Add the slice's urls to lianfang.site.urls, or mend the item's url_name.",
            id="desk.E001",
        )
    return None
