"""Preparing a large list in a process of its own, so that two cores share the work of an import.

While the importer takes one batch through the door, the next is read, placed and matched here. Stands outside
`importing` because the new process imports this module before Django is set up.
"""

from collections.abc import Iterator
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

import django
from django.utils import translation

from lianfang.exchange.reading import Unreadable

if TYPE_CHECKING:
    from lianfang.exchange.importing.preparing import Batch, Plan

LARGE = 1 << 20  # bytes; below, starting a process takes longer than it saves


class PreparerGone(RuntimeError):  # noqa: N818  what happened, named as one says it
    """The preparing process was ended before the list was."""


def batches_ahead(plan: "Plan") -> Iterator["Batch"]:
    """As `preparing.batches`, one batch ahead. A batch counts as entered when the next one is asked for.

    Raises:
        Unreadable: as `preparing.batches`.
        PreparerGone: the preparing process was ended from outside.
    """
    # Spawned, not forked: a fork would share the database's connection and the threads of a server.
    context = get_context("spawn")
    here, there = context.Pipe()
    told = (plan.path, plan.mapping, plan.year, plan.campaign, plan.digest, plan.area)
    preparer = context.Process(target=_prepare, args=(there, told, translation.get_language()), daemon=True)
    preparer.start()
    there.close()
    try:
        yield from _received(here)
    finally:
        here.close()
        preparer.terminate()
        preparer.join()


def _received(here: Connection) -> Iterator["Batch"]:
    while True:
        try:
            batch: Batch | str | None = here.recv()
        except EOFError as error:
            raise PreparerGone from error
        if batch is None:
            return
        if isinstance(batch, str):
            raise Unreadable(batch)
        yield batch
        with suppress(BrokenPipeError):  # it has given its last batch, or is gone: the next `recv` tells
            here.send(None)


def _prepare(there: Connection, told: tuple[Any, ...], language: str | None) -> None:
    """Run in the new process. Sending waits until the importer takes the batch, so memory stays flat."""
    django.setup()
    from lianfang.exchange.importing.preparing import MANY, Plan, batches  # noqa: PLC0415 - needs Django to be set up
    from lianfang.exchange.importing.sight import InFlight, Sight  # noqa: PLC0415

    sight = InFlight(Sight())
    with translation.override(language):
        try:
            for batch in batches(Plan(*told), sight, MANY):
                there.send(batch)
                sight.next_batch()
                while there.poll():
                    there.recv()
                    sight.entered()
            there.send(None)
        except Unreadable as error:
            there.send(str(error))
        except (BrokenPipeError, EOFError):
            return  # the importer is gone
