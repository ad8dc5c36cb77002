"""Proofs as a Django app."""

from django.apps import AppConfig


class ProofsConfig(AppConfig):
    """The proofs a resident may need, checked by QR: row C7."""

    name = "lianfang.proofs"
    label = "proofs"
