"""Briefings as a Django app."""

from django.apps import AppConfig


class BriefingConfig(AppConfig):
    """The 08:30 briefing and every figure opened to its entries: H1 and the heart of H2."""

    name = "lianfang.briefing"
    label = "briefing"
