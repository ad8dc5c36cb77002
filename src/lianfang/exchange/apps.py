"""Exchange as a Django app: spreadsheets in."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    """Lists of agencies read, reconciled and entered; what could not be read is kept in sight."""

    name = "lianfang.exchange"
    label = "exchange"

    def ready(self) -> None:
        """Put the pages into the navigation."""
        from lianfang.desk import nav  # noqa: PLC0415 - needs the apps to be loaded

        nav.register(nav.Item(_("导入"), "exchange:imports", "upload", "import.run", 30, key="i"))
