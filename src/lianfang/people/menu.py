"""Where the pages on people stand in the navigation and on the home page."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from lianfang.desk import home, nav
from lianfang.desk.facts.recording import actor
from lianfang.duty.rights import Right
from lianfang.people.queries import undecided


def register() -> None:
    """Called once, when the app is ready."""
    nav.register(
        nav.Item(_("户与人"), "people:households", "house", right=Right.PEOPLE_RECORD, order=30, key="h"),
        nav.Item(_("身份判定"), "people:decisions", "git-compare", right=Right.PEOPLE_DECIDE, order=40, key="d"),
    )
    home.register(home.Card("people/card_decisions.html", waiting, right=Right.PEOPLE_DECIDE, order=30))


def waiting(request: HttpRequest) -> Mapping[str, Any] | None:
    """How many records wait for a decision; None when none does."""
    rows = undecided(actor(request))
    first = rows.first()
    return None if first is None else {"count": undecided(actor(request)).count(), "first": first}
