"""Briefings as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BriefingConfig(AppConfig):
    """The 08:30 briefing and every figure opened to its entries: H1 and the heart of H2."""

    name = "lianfang.briefing"
    label = "briefing"

    def ready(self) -> None:
        """Plug into the shell."""
        from lianfang.briefing import cards  # noqa: PLC0415 - needs the apps to be loaded
        from lianfang.desk import home, nav  # noqa: PLC0415

        right = "briefing.view"
        nav.register(
            nav.Item(_("简报"), "briefing:list", "newspaper", right=right, order=50, badge=cards.late_badge, key="b")
        )
        home.register(home.Card("briefing/cards/today.html", cards.today_card, right=right, order=10))
