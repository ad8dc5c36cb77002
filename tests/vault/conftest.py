from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def own_keys(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test has a key ring of its own, made when it is first needed."""
    monkeypatch.delenv("LIANFANG_MASTER_KEY", raising=False)
    settings.HOME = tmp_path
    return tmp_path / "keys"
