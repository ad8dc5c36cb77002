"""Where am I: the area and the response that the top bar names."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Where:
    """The member's area, the response that runs there and its level (e.g. 一级响应)."""

    area: "StrOrPromise"
    response: "StrOrPromise" = ""
    level: "StrOrPromise" = ""


_providers: list[Callable[[HttpRequest], Where | None]] = []


def provide(provider: Callable[[HttpRequest], Where | None]) -> None:
    """Say who knows where a member is; called in `AppConfig.ready`. The last one given wins."""
    _providers.append(provider)


def where(request: HttpRequest) -> Where | None:
    """Where the signed-in member is, or None when nobody knows."""
    if not _providers or not request.user.is_authenticated:
        return None
    return _providers[-1](request)
