"""Exchange as a Django app: spreadsheets in."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Lists of agencies read, reconciled and entered; what could not be read is kept in sight."""

    name = "lianfang.exchange"
    label = "exchange"
