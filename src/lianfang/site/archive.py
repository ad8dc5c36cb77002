"""Backup files: a tar of one database snapshot and a manifest that says what it is and proves it whole."""

import hashlib
import io
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Max
from django.utils import timezone

import lianfang
from lianfang.ledger.models import Entry

SNAPSHOT = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}


class ArchiveError(Exception):
    """A sentence: what is wrong with the archive, or with the place it should go to."""


def write(target: Path) -> dict[str, Any]:
    """Write a consistent snapshot and its manifest; readers and writers go on meanwhile."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        snapshot = Path(folder) / SNAPSHOT[connection.vendor]
        # Counted before the snapshot is taken: whatever it says is surely in there.
        manifest = {
            "format": 1,
            "lianfang": lianfang.__version__,
            "database": connection.vendor,
            "written": timezone.now().isoformat(timespec="seconds"),
            "seq": Entry.objects.aggregate(last=Max("seq"))["last"] or 0,
            "entries": Entry.objects.count(),
        }
        _snapshot(snapshot)
        manifest["sha256"] = _digest(snapshot)
        _pack(target, snapshot, manifest)
    return manifest


def _snapshot(path: Path) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(path)])
        return
    _postgres("pg_dump", "--format=custom", f"--file={path}", "--no-owner")


def _postgres(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's own tools on this database; the password goes by the environment."""
    if shutil.which(program) is None:
        raise ArchiveError(f"{program} is not installed: install the package postgresql-client.")
    database = connection.settings_dict
    known = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    given = {name: str(database[key]) for name, key in known.items() if database[key]}
    done = subprocess.run([program, *arguments], env=os.environ | given, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ArchiveError(f"{program}: {done.stderr.strip().splitlines()[-1]}")


def _pack(target: Path, snapshot: Path, manifest: Mapping[str, Any]) -> None:
    partial = target.with_name(target.name + ".part")
    with tarfile.open(partial, "w:gz", compresslevel=3) as tar:
        content = json.dumps(manifest, indent=2).encode()
        info = tarfile.TarInfo("manifest.json")
        info.size = len(content)
        tar.addfile(info, io.BytesIO(content))
        tar.add(snapshot, snapshot.name)
    partial.chmod(0o600)
    partial.replace(target)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read(source: Path, *, force: bool) -> dict[str, Any]:
    """Put the snapshot in the place of the database; gives the manifest. Raises ArchiveError, changing nothing."""
    settings.HOME.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.HOME) as folder:
        manifest, snapshot = _unpack(source, Path(folder))
        if connection.vendor == "sqlite":
            _place_sqlite(snapshot, force=force)
        else:
            _place_postgres(snapshot, force=force)
    return manifest


def _unpack(source: Path, folder: Path) -> tuple[dict[str, Any], Path]:
    try:
        with tarfile.open(source) as tar:
            tar.extractall(folder, filter="data")
        manifest = json.loads((folder / "manifest.json").read_text())
        snapshot = folder / SNAPSHOT[manifest["database"]]
    except (tarfile.TarError, OSError, ValueError, KeyError) as error:
        raise ArchiveError(f"{source} is not a backup of Lianfang, or is cut off.") from error
    if not snapshot.exists() or _digest(snapshot) != manifest["sha256"]:
        raise ArchiveError(f"{source} is damaged: its contents do not match its manifest.")
    if manifest["database"] != connection.vendor:
        raise ArchiveError(
            f"This backup is of {manifest['database']}, this installation runs on {connection.vendor}."
        )
    return manifest, snapshot


def _place_sqlite(snapshot: Path, *, force: bool) -> None:
    present = Path(settings.DATABASES["default"]["NAME"])
    if present.exists() and not force:
        raise ArchiveError(f"There is a county in {present.parent} already: give --force to replace it.")
    connection.close()
    for suffix in ("", "-wal", "-shm"):
        old = present.with_name(present.name + suffix)
        if old.exists():
            old.replace(old.with_name(old.name + ".before-restore"))
    snapshot.replace(present)


def _place_postgres(snapshot: Path, *, force: bool) -> None:
    if connection.introspection.table_names() and not force:
        raise ArchiveError("The database is not empty: give --force to replace what is in it.")
    connection.close()
    clean = ("--clean", "--if-exists") if force else ()
    database = connection.settings_dict["NAME"]
    _postgres("pg_restore", *clean, "--no-owner", "--single-transaction", f"--dbname={database}", str(snapshot))


def write_keys(target: Path, folder: Path) -> None:
    """All keys in one tar that only its owner may read."""
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file, tarfile.open(fileobj=file, mode="w") as tar:
        for path in sorted(folder.iterdir()):
            if path.is_file():
                tar.add(path, path.name)


def read_keys(source: Path, folder: Path) -> None:
    """Put the keys back. Keys that are here and differ are kept: they may open what came later."""
    with tempfile.TemporaryDirectory(dir=folder.parent) as unpacked:
        try:
            with tarfile.open(source) as tar:
                tar.extractall(unpacked, filter="data")
        except (tarfile.TarError, OSError) as error:
            raise ArchiveError(f"{source} is not a file of keys, or is cut off.") from error
        folder.mkdir(mode=0o700, exist_ok=True)
        for path in sorted(Path(unpacked).iterdir()):
            place = folder / path.name
            if place.exists() and place.read_bytes() != path.read_bytes():
                place.replace(place.with_name(place.name + ".before-restore"))
            path.chmod(0o600)
            path.replace(place)
