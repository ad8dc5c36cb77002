"""Verification as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VerificationConfig(AppConfig):
    """Campaigns from a list to the last person met: rows B1, B2, B4, B5, B6."""

    name = "lianfang.verification"
    label = "verification"

    def ready(self) -> None:
        """Add the navigation and the home page's cards."""
        from lianfang.desk import home, nav  # noqa: PLC0415 - needs the apps to be loaded
        from lianfang.screening import sources  # noqa: PLC0415
        from lianfang.verification import mentions, options  # noqa: PLC0415
        from lianfang.verification.queries import cards  # noqa: PLC0415
        from lianfang.verification.queries.scope import VIEW  # noqa: PLC0415
        from lianfang.verification.watching import Sought  # noqa: PLC0415

        sources.provide(Sought())
        mentions.register()
        options.register()
        record = "verification.record"
        nav.register(
            nav.Item(_("我的对象"), "verification:mine", "footprints", record, 10, cards.mine_badge, key="m"),
            nav.Item(_("核查"), "verification:campaigns", "list-checks", VIEW, 20, cards.late_badge, key="v"),
        )
        card = "verification/cards"
        home.register(
            home.Card(f"{card}/mine.html", cards.mine_card, record, 10),
            home.Card(f"{card}/late.html", cards.late_card, VIEW, 20),
            home.Card(f"{card}/unclear.html", cards.unclear_card, "verification.place", 30),
        )
