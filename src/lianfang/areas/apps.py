"""The register of areas as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from lianfang.ledger.hooks import use_gazetteer


class AreasConfig(AppConfig):
    """Areas from the county down to the grid."""

    name = "lianfang.areas"
    label = "areas"
    verbose_name = _("辖区")

    def ready(self) -> None:
        """Tell the ledger which areas exist, so that no entry is filed under one that does not."""
        from lianfang.areas.queries import known  # noqa: PLC0415 - needs the apps to be loaded

        use_gazetteer(known)
