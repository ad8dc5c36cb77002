"""Protocols as a Django app."""

from django.apps import AppConfig


class ProtocolsConfig(AppConfig):
    """Dated rule sets, the response level and listed areas: rows D7's rules, A6."""

    name = "lianfang.protocols"
    label = "protocols"

    def ready(self) -> None:
        """Add the navigation, the home page's card and the names of things."""
        from lianfang.protocols import menu  # noqa: PLC0415 - needs the apps to be loaded

        menu.register()
