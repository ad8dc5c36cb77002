"""Households and persons as a Django app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Which households there are and who belongs to them; who they are by name is the vault's."""

    name = "lianfang.people"
    label = "people"

    def ready(self) -> None:
        """Say how people and doors are called, and put the pages into the desk."""
        # These read the register's tables, which exist only once the apps are loaded.
        from lianfang.people import menu, naming  # noqa: PLC0415

        naming.register()
        menu.register()
