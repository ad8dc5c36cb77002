"""Screening as a Django app."""

from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    """Every traveller and vehicle against what is looked for: row C4."""

    name = "lianfang.screening"
    label = "screening"

    def ready(self) -> None:
        """Answer the door's question."""
        from lianfang.ledger.hooks import use_screener  # noqa: PLC0415 - needs the apps to be loaded
        from lianfang.screening.screener import ListScreener  # noqa: PLC0415

        use_screener(ListScreener())
