"""The desk by itself: its own addresses and the gallery, whatever the slices are doing."""

import pytest
from pytest_django import Settings

from lianfang.desk import home, nav, where


@pytest.fixture(autouse=True)
def desk_alone(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Addresses of the desk and the gallery only, nothing registered, forms as the desk draws them."""
    settings.ROOT_URLCONF = "tests.desk.urls"
    settings.FORM_RENDERER = "lianfang.desk.forms.DeskRenderer"
    monkeypatch.setattr(nav, "_items", {})
    monkeypatch.setattr(home, "_cards", {})
    monkeypatch.setattr(where, "_providers", [])
