"""Proofs as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProofsConfig(AppConfig):
    """The proofs a resident may need, checked by QR: row C7."""

    name = "lianfang.proofs"
    label = "proofs"

    def ready(self) -> None:
        """Add the navigation, the panel of persons, and whom proofs are known to be for."""
        from lianfang.desk import nav  # noqa: PLC0415 - needs the apps to be loaded
        from lianfang.proofs import mentions  # noqa: PLC0415
        from lianfang.proofs.queries.standing import VIEW  # noqa: PLC0415

        mentions.register()
        nav.register(nav.Item(_("证明"), "proofs:proofs", "stamp", VIEW, 45))
