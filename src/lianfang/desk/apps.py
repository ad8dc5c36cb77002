"""The desk as a Django app."""

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """Shell, components, sign-in. Imports nothing of the slices; they register what they add."""

    name = "lianfang.desk"
    label = "desk"
    verbose_name = _("办公桌面")

    def ready(self) -> None:
        """Have the navigation looked over at start."""
        from lianfang.desk.checks import navigation  # noqa: PLC0415  # must not load before the apps

        register(navigation, Tags.urls)
