"""The vault as a Django app; it is the ledger's keeper of identities."""

from django.apps import AppConfig

from lianfang.ledger.answers import FLAGS
from lianfang.ledger.hooks import use_identifier


class VaultConfig(AppConfig):
    """First floor: everything that says who somebody is lives here, encrypted."""

    name = "lianfang.vault"
    label = "vault"

    def ready(self) -> None:
        """Offer the vault to the ledger, and the words for what it finds odd."""
        # The identifier reads the vault's tables, which exist only once the apps are loaded.
        from lianfang.vault import claims  # noqa: PLC0415
        from lianfang.vault.identifier import VaultIdentifier  # noqa: PLC0415

        FLAGS.update(claims.FLAGS)
        use_identifier(VaultIdentifier())
