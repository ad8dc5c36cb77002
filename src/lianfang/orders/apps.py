"""Orders as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrdersConfig(AppConfig):
    """Measures on a person, household, place or area, with a basis and an end: row D3."""

    name = "lianfang.orders"
    label = "orders"

    def ready(self) -> None:
        """Add the navigation, the home page's card, the panels, the names and the list that screening asks."""
        from lianfang.desk import home, nav  # noqa: PLC0415 - needs the apps to be loaded
        from lianfang.orders import mentions  # noqa: PLC0415
        from lianfang.orders.kinds import VIEW  # noqa: PLC0415
        from lianfang.orders.queries import cards  # noqa: PLC0415
        from lianfang.orders.watching import OrderSource  # noqa: PLC0415
        from lianfang.screening import sources  # noqa: PLC0415

        mentions.register()
        sources.provide(OrderSource())
        nav.register(nav.Item(_("防控措施"), "orders:orders", "file-check", VIEW, 35, cards.badge, key="o"))
        home.register(home.Card("orders/card.html", cards.card, VIEW, 22))
