"""Reading a large list in a process of its own, so that two cores share the work of an import.

Stands outside `importing` because the new process imports it before Django is set up.
"""

from collections.abc import Iterator
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import django
from django.utils import translation

from lianfang.exchange.reading import Mapping, Row, Skipped, Unreadable, read_rows

LARGE = 1 << 20  # bytes; below, starting a process takes longer than reading
PIECE = 500  # rows handed over at once

Line = Row | Skipped


def read_ahead(path: Path, mapping: Mapping | None, year: int | None) -> Iterator[Line]:
    """As `read_rows`; a large file is read while the caller is still busy with the rows before.

    Raises:
        Unreadable: as `read_rows`.
        ReaderGone: the reading process was ended from outside.
    """
    if path.stat().st_size < LARGE:
        yield from read_rows(path, mapping, year)
        return
    # Spawned, not forked: a fork would share the database's connection and the threads of a server.
    context = get_context("spawn")
    receiving, sending = context.Pipe(duplex=False)
    reader = context.Process(
        target=_read, args=(sending, path, mapping, year, translation.get_language()), daemon=True
    )
    reader.start()
    sending.close()
    try:
        yield from _received(receiving)
    finally:
        receiving.close()
        reader.terminate()
        reader.join()


class ReaderGone(RuntimeError):  # noqa: N818  what happened, named as one says it
    """The reading process ended before the list did."""


def _received(receiving: Connection) -> Iterator[Line]:
    while True:
        try:
            piece: list[Line] | str | None = receiving.recv()
        except EOFError as error:
            raise ReaderGone from error
        if piece is None:
            return
        if isinstance(piece, str):
            raise Unreadable(piece)
        yield from piece


def _read(sending: Connection, path: Path, mapping: Mapping | None, year: int | None, language: str | None) -> None:
    """Run in the new process. Sending waits until the importer takes the rows, so memory stays flat."""
    django.setup()
    with translation.override(language):
        try:
            rows = read_rows(path, mapping, year)
            while piece := list(islice(rows, PIECE)):
                sending.send(piece)
            sending.send(None)
        except Unreadable as error:
            sending.send(str(error))
        except BrokenPipeError:
            return  # the importer is gone
