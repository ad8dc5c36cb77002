"""Verification as a Django app."""

from django.apps import AppConfig


class VerificationConfig(AppConfig):
    """Campaigns from a list to the last person met: rows B1, B2, B4, B5, B6."""

    name = "lianfang.verification"
    label = "verification"
