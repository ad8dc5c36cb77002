"""The register of duty as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DutyConfig(AppConfig):
    """Agencies, members, postings, groups and tokens."""

    name = "lianfang.duty"
    label = "duty"
    verbose_name = _("值守")

    def ready(self) -> None:
        """Put the pages into the navigation."""
        from lianfang.duty.menu import register  # noqa: PLC0415 - needs the apps to be loaded

        register()
