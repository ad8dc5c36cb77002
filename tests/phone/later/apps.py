"""The app of a kind that came later."""

from django.apps import AppConfig


class LaterConfig(AppConfig):
    """Declares the kind, and that it changes nothing about where a target stands."""

    name = "tests.phone.later"
    label = "later"

    def ready(self) -> None:
        from lianfang.verification import standing
        from tests.phone.later.kinds import Sealed

        standing._STEPS[Sealed] = lambda _state, _entry, _fact: None
