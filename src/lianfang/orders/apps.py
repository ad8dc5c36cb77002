"""Orders as a Django app."""

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    """Measures on a person, household, place or area, with a basis and an end: row D3."""

    name = "lianfang.orders"
    label = "orders"
