"""Checkpoints as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CheckpointsConfig(AppConfig):
    """Posts on the roads, what passes them and what is done: rows C1–C4, C7."""

    name = "lianfang.checkpoints"
    label = "checkpoints"

    def ready(self) -> None:
        """Add the navigation, the home page's card, names in stories, and the vehicles that screening asks for."""
        from lianfang.checkpoints import mentions  # noqa: PLC0415 - needs the apps to be loaded
        from lianfang.checkpoints.kinds import VIEW  # noqa: PLC0415
        from lianfang.checkpoints.queries import cards  # noqa: PLC0415
        from lianfang.checkpoints.watching import Lookouts  # noqa: PLC0415
        from lianfang.desk import home, nav  # noqa: PLC0415
        from lianfang.screening import sources  # noqa: PLC0415

        mentions.register()
        sources.provide(Lookouts())
        nav.register(nav.Item(_("卡点"), "checkpoints:board", "truck", VIEW, 22, cards.late_badge, key="k"))
        home.register(home.Card("checkpoints/card.html", cards.card, VIEW, 22))
