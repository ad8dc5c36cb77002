"""The vault as a Django app; it is the ledger's keeper of identities."""

from django.apps import AppConfig

from lianfang.ledger.hooks import use_identifier


class VaultConfig(AppConfig):
    """First floor: everything that says who somebody is lives here, encrypted."""

    name = "lianfang.vault"
    label = "vault"

    def ready(self) -> None:
        """Offer the vault to the ledger."""
        # The identifier reads the vault's tables, which exist only once the apps are loaded.
        from lianfang.vault.identifier import VaultIdentifier  # noqa: PLC0415

        use_identifier(VaultIdentifier())
