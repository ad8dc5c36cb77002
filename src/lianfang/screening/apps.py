"""Screening as a Django app."""

from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    """Every traveller and vehicle against what is looked for: row C4."""

    name = "lianfang.screening"
    label = "screening"
