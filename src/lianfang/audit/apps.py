"""The audit as a Django app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Records nothing of its own: it shows what the ledger and the vault have kept."""

    name = "lianfang.audit"
    label = "audit"

    def ready(self) -> None:
        """Plug into the shell."""
        from lianfang.audit import menu  # noqa: PLC0415 - needs the apps to be loaded

        menu.register()
