"""Outreach as a Django app."""

from django.apps import AppConfig


class OutreachConfig(AppConfig):
    """What people need: rows of G4."""

    name = "lianfang.outreach"
    label = "outreach"
