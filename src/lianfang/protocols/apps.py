"""Protocols as a Django app."""

from django.apps import AppConfig


class ProtocolsConfig(AppConfig):
    """Dated rule sets, the response level and listed areas: rows D7's rules, A6."""

    name = "lianfang.protocols"
    label = "protocols"
