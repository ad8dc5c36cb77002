"""Outreach as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutreachConfig(AppConfig):
    """What people need, from the door to the delivery: row G4."""

    name = "lianfang.outreach"
    label = "outreach"

    def ready(self) -> None:
        """Add the navigation, the home page's card and the panels."""
        from lianfang.desk import home, nav  # noqa: PLC0415 - needs the apps to be loaded
        from lianfang.outreach import mentions  # noqa: PLC0415
        from lianfang.outreach.queries import cards  # noqa: PLC0415
        from lianfang.outreach.queries.scope import VIEW  # noqa: PLC0415

        mentions.register()
        item = nav.Item(_("群众需求"), "outreach:needs", "hand-helping", VIEW, 25, cards.late_badge, key="n")
        nav.register(item)
        home.register(home.Card("outreach/card.html", cards.card, VIEW, 25))
