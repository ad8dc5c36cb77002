"""`{% load shell %}`: what the frame of every page asks. Pages themselves need only `{% load desk %}`."""

from datetime import datetime

from django import template
from django.http import HttpRequest
from django.template import Context

from lianfang import __version__
from lianfang.desk import nav
from lianfang.desk.where import Where, where
from lianfang.ledger import clock

register = template.Library()

THEMES = ("auto", "light", "dark")


@register.simple_tag(takes_context=True)
def theme(context: Context) -> str:
    """The theme the member chose on this device: auto, light or dark."""
    request: HttpRequest | None = context.get("request")
    chosen = request.COOKIES.get("theme", "auto") if request else "auto"
    return chosen if chosen in THEMES else "auto"


@register.simple_tag(takes_context=True)
def nav_links(context: Context) -> list[nav.Link]:
    """The member's navigation."""
    return nav.links(context["request"])


@register.simple_tag(takes_context=True)
def here(context: Context) -> Where | None:
    """The member's area and response."""
    return where(context["request"])


@register.simple_tag
def exercise() -> datetime | None:
    """The exercise's time while one runs, so that no page of it is taken for the real thing."""
    return clock.now() if clock.is_exercise() else None


@register.simple_tag
def version() -> str:
    """The product's version."""
    return __version__
