"""Uploaded lists between upload and import: sealed on disk, readable by the owner only, deleted once read."""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from lianfang.exchange.models import Import, State
from lianfang.ledger.hooks import identifier

FORGOTTEN = timedelta(days=2)  # an upload that nobody started is deleted with its draft


def folder(import_id: UUID) -> Path:
    """Where an import's files wait."""
    return Path(settings.HOME) / "incoming" / str(import_id)


def keep(row: Import, uploads: "Sequence[UploadedFile[Any]]") -> None:
    """Seal the uploaded files; the import remembers their names."""
    place = folder(row.pk)
    place.mkdir(parents=True, mode=0o700)
    names = []
    for number, upload in enumerate(uploads):
        (sealed,) = identifier().seal([upload.read()])
        _write(place / f"{number}.sealed", sealed)
        names.append(Path(upload.name or "").name)
    row.files = names


def held(row: Import) -> bool:
    """Whether the import's files are still here, so that it can be run (again)."""
    return folder(row.pk).is_dir()


@contextmanager
def opened(row: Import) -> Iterator[list[Path]]:
    """The files in clear under their own names, for as long as the block lasts."""
    place = folder(row.pk) / f"open-{os.getpid()}"
    place.mkdir(mode=0o700, exist_ok=True)
    try:
        yield [_unsealed(row.pk, number, place / str(number), name) for number, name in enumerate(row.files)]
    finally:
        shutil.rmtree(place, ignore_errors=True)


def discard(row: Import) -> None:
    """Delete the import's files."""
    shutil.rmtree(folder(row.pk), ignore_errors=True)


def sweep() -> None:
    """Delete drafts nobody started, with their files, and what a killed import left open."""
    for row in Import.objects.filter(state=State.DRAFT, created__lt=timezone.now() - FORGOTTEN):
        discard(row)
        row.delete()
    for row in Import.objects.filter(state=State.RUNNING):
        if row.standing is State.INTERRUPTED:
            for left in folder(row.pk).glob("open-*"):
                shutil.rmtree(left, ignore_errors=True)


def _unsealed(import_id: UUID, number: int, place: Path, name: str) -> Path:
    place.mkdir(mode=0o700)
    (plain,) = identifier().unseal([(folder(import_id) / f"{number}.sealed").read_bytes()])
    return _write(place / name, plain)


def _write(path: Path, content: bytes) -> Path:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    return path
