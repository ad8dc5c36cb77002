"""The desk as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """Shell, components, sign-in. Imports nothing of the slices; they register what they add."""

    name = "lianfang.desk"
    label = "desk"
    verbose_name = _("办公桌面")
