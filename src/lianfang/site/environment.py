"""What the installation tells us through environment variables, read once at start."""

import os
import secrets
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit


def home() -> Path:
    """The folder that holds database, keys and exports (`LIANFANG_HOME`, default `var/`)."""
    return Path(os.environ.get("LIANFANG_HOME", "var")).resolve()


def flag(name: str) -> bool:
    """True when the variable says yes in any common spelling."""
    return os.environ.get(name, "").strip().lower() in {"1", "true", "yes", "on"}


def words(name: str, *, default: str) -> list[str]:
    """A variable holding words separated by spaces or commas."""
    return os.environ.get(name, default).replace(",", " ").split()


def seconds(name: str) -> float:
    """A variable holding a number of seconds; none means zero."""
    return float(os.environ.get(name) or 0)


def span(name: str, *, default: str) -> tuple[int, int]:
    """A variable holding two whole numbers, such as "14-16"."""
    first, _dash, last = (os.environ.get(name) or default).partition("-")
    return int(first), int(last or first)


def testing() -> bool:
    """True under pytest, where static files are served from their sources."""
    return "pytest" in sys.modules


def secret_key(folder: Path) -> str:
    """The session-signing key: from `LIANFANG_SECRET_KEY`, else a file made at first use, readable by its owner."""
    given = os.environ.get("LIANFANG_SECRET_KEY")
    if given:
        return given
    path = folder / "keys" / "session.key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()


def database(folder: Path) -> dict[str, Any]:
    """Django's database entry: SQLite in the home folder, or the PostgreSQL of `LIANFANG_DATABASE_URL`."""
    url = os.environ.get("LIANFANG_DATABASE_URL", "")
    return postgres(url) if url else sqlite(folder / "lianfang.sqlite3")


def sqlite(path: Path) -> dict[str, Any]:
    """SQLite set up so that an acknowledged entry survives a power cut and writers queue instead of failing.

    The log grows to 64 MB before it is written back: batches touch the same pages of indexes again and again.
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                "PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;"
                "PRAGMA wal_autocheckpoint=16000;"
            ),
        },
        "TEST": {"NAME": None},
    }


def postgres(url: str) -> dict[str, Any]:
    """A `postgresql://user:password@host:port/name` address as Django wants it."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise SystemExit(f"LIANFANG_DATABASE_URL must begin with postgresql://, not {parts.scheme}://")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
