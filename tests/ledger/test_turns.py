"""Processes that write one after another."""

import fcntl
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from lianfang.ledger.turns import turn


@pytest.mark.django_db
def test_another_process_has_to_wait_while_it_is_our_turn() -> None:
    def free() -> bool:
        """Whether somebody who opened the file anew, as another process does, could go in."""
        with (Path(settings.HOME) / "door.lock").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            return True

    on_sqlite = connection.vendor == "sqlite"
    with turn():
        assert free() is not on_sqlite
    assert free()


@pytest.mark.django_db
def test_a_turn_ends_with_an_error_too() -> None:
    with pytest.raises(ValueError, match="broken"), turn():
        raise ValueError("broken")
    with turn():
        pass
