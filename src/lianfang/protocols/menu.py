"""Where protocols stand on the desk, and how editions and tables are called in stories and forms."""

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from lianfang.desk import home, nav
from lianfang.desk.facts import naming, offers
from lianfang.protocols.cards import card
from lianfang.protocols.divisions import named
from lianfang.protocols.editions import editions
from lianfang.protocols.kinds import ResponseDeclared
from lianfang.protocols.scope import VIEW
from lianfang.protocols.tables import tables


def register() -> None:
    """Called once, when the app is ready."""
    nav.register(nav.Item(_("应急响应"), "protocols:index", "shield-alert", VIEW, 55, key="e"))
    home.register(home.Card("protocols/card.html", card, VIEW, 1))
    naming.register("edition", lambda _actor, codes: _titles(codes))
    naming.register("decision_table", lambda _actor, codes: _tables(codes))
    naming.register("division", lambda _actor, codes: named(codes))
    declared = ResponseDeclared.kind.code
    offers.offer(declared, "edition", lambda *_: [*_titles(editions()).items()])
    offers.offer(declared, "table", lambda *_: [*_tables(tables()).items()])


def _titles(codes: Collection[Any]) -> Mapping[Any, str]:
    return {code: str(editions()[code].title) for code in codes if code in editions()}


def _tables(codes: Collection[Any]) -> Mapping[Any, str]:
    return {code: str(tables()[code].title) for code in codes if code in tables()}
