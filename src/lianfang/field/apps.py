"""The phone as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FieldConfig(AppConfig):
    """The phone's app and what stands behind it: enrolment, the slice carried, the queue file."""

    name = "lianfang.field"
    label = "field"
    verbose_name = _("手机")

    def ready(self) -> None:
        """Add the way to the phone's app to the navigation of those who visit, and buttons to the devices' pages."""
        from lianfang.desk import nav  # noqa: PLC0415 - needs the apps to be loaded
        from lianfang.field import menu  # noqa: PLC0415

        menu.register()

        nav.register(nav.Item(_("手机版"), "field:shell", "smartphone", "verification.record", 15, alone=True))
