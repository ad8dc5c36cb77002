"""The ledger as a Django app; once every app is loaded it finds the slices' kinds, folds and reactions."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class LedgerConfig(AppConfig):
    """Ground floor. It knows no slice by name: slices declare themselves in rooms of a fixed name."""

    name = "lianfang.ledger"
    label = "ledger"

    def ready(self) -> None:
        """Load every app's `kinds`, `folds` and `reactions`, whichever it has."""
        autodiscover_modules("kinds", "folds", "reactions")
