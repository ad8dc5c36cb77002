"""Exchange as a Django app: spreadsheets in."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Lists of agencies read, reconciled and entered; what could not be read is kept in sight."""

    name = "lianfang.exchange"
    label = "exchange"

    def ready(self) -> None:
        """The reports of imports are sealed: say so to whoever retires keys."""
        from lianfang.exchange.models import Import  # noqa: PLC0415 - models exist only now
        from lianfang.vault.identifier import keeps_sealed  # noqa: PLC0415

        keeps_sealed(Import, "report")
