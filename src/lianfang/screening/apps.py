"""Screening as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ScreeningConfig(AppConfig):
    """Every traveller and vehicle against what is looked for: row C4."""

    name = "lianfang.screening"
    label = "screening"

    def ready(self) -> None:
        """Answer the door's question; add the navigation and the home page's card."""
        from lianfang.desk import home, nav  # noqa: PLC0415 - needs the apps to be loaded
        from lianfang.ledger.hooks import use_screener  # noqa: PLC0415
        from lianfang.screening import cards  # noqa: PLC0415
        from lianfang.screening.queries import VIEW  # noqa: PLC0415
        from lianfang.screening.screener import ListScreener  # noqa: PLC0415

        use_screener(ListScreener())
        nav.register(nav.Item(_("比对命中"), "screening:hits", "scan-search", VIEW, 28, cards.badge, key="s"))
        home.register(home.Card("screening/card.html", cards.card, VIEW, 12))
