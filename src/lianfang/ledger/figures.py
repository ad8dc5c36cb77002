"""What is counted: each figure is declared once, with its unit, and opens to the entries behind it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Unit(TextChoices):
    """Units as field reports use them; a figure without its unit is not a figure."""

    PERSONS = "persons", _("人")
    PERSON_TIMES = "person_times", _("人次")
    HOUSEHOLDS = "households", _("户")
    HOUSEHOLD_TIMES = "household_times", _("户次")
    VEHICLE_TIMES = "vehicle_times", _("辆次")
    CASES = "cases", pgettext_lazy("unit", "起")
    ITEMS = "items", _("条")
    MATTERS = "matters", pgettext_lazy("unit", "件")
    COPIES = "copies", _("份")
    PLACES = "places", _("处")


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing that is counted.

    `stock` figures are sums of everything up to a moment (targets still open); the others count what happened
    within a period (visits made). Both are stored as flows: a stock's flows are its +1 and -1. A figure that
    `lapses` may count at another moment than its entry's: what is approved until Friday leaves on Friday.
    """

    code: str
    title: str
    unit: Unit
    about: str
    stock: bool = False
    lapses: bool = False


_figures: dict[str, Figure] = {}


def figure(code: str, title: str, unit: Unit, about: str, *, stock: bool = False, lapses: bool = False) -> Figure:
    """Declare a figure. `title` and `about` are Chinese, marked with `gettext_noop`; `code` is `slice.name`."""
    if code in _figures:
        raise ValueError(f"figure {code} is declared twice")
    _figures[code] = Figure(code, title, unit, about, stock, lapses)
    return _figures[code]


def all_figures() -> Mapping[str, Figure]:
    """Every declared figure by its code."""
    return MappingProxyType(_figures)
