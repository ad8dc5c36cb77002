"""The register of areas as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AreasConfig(AppConfig):
    """Areas from the county down to the grid."""

    name = "lianfang.areas"
    label = "areas"
    verbose_name = _("辖区")
