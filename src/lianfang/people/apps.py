"""Households and persons as a Django app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Which households there are and who belongs to them; who they are by name is the vault's."""

    name = "lianfang.people"
    label = "people"
