"""Whose turn it is to write, among the processes of an installation on SQLite.

SQLite makes a second writer try again after ever longer naps, a tenth of a second in the end; a lock on a file wakes
the next at once. It is a courtesy between those who come often: whoever writes without it is merely slower.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import IO

from django.conf import settings
from django.db import connection

_files: dict[Path, IO[str]] = {}
_opening = Lock()


@contextmanager
def turn() -> Iterator[None]:
    """Hold the installation's turn to write. One thread of a process at a time: see `together`."""
    if connection.vendor != "sqlite":
        yield  # PostgreSQL wakes those who wait by itself
        return
    file = _file()
    fcntl.flock(file, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)


def _file() -> IO[str]:
    path = Path(settings.HOME) / "door.lock"
    with _opening:
        if path not in _files:
            _files[path] = path.open("w")
        return _files[path]
