"""The whole way of an import: files → rows → people → places → persons → targets → the door, batch by batch."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from django.utils import timezone

from lianfang.exchange.ahead import LARGE, batches_ahead
from lianfang.exchange.importing.campaign import Destination, destination
from lianfang.exchange.importing.lists import Lists
from lianfang.exchange.importing.outcome import FileOutcome, Outcome
from lianfang.exchange.importing.preparing import Batch, Plan, batches
from lianfang.exchange.importing.sight import Overlay, Sight
from lianfang.exchange.importing.sources import Source, open_sources, year_of
from lianfang.exchange.importing.taking import Frame, Taking
from lianfang.exchange.reading import Mapping, Unreadable
from lianfang.ledger import clock
from lianfang.ledger.scope import Actor
from lianfang.verification.assigning import assign_new

Progress = Callable[[Outcome, FileOutcome], None]


@dataclass(frozen=True, slots=True)
class Choices:
    """How lists are to be read and entered. `at` is the moment they are taken to have come in (default now)."""

    mapping: Mapping | None = None
    year: int | None = None
    agency: UUID | None = None
    due: date | None = None
    at: datetime | None = None
    dry_run: bool = False


def import_returnees(
    files: Sequence[Path],
    campaign: str | UUID,
    actor: Actor,
    *,
    area: str = "",
    mapping: Mapping | None = None,
    dry_run: bool = False,
    year: int | None = None,
    agency: UUID | None = None,
    due: date | None = None,
    at: datetime | None = None,
    progress: Progress | None = None,
) -> Outcome:
    """Import lists into the campaign of this name or id, which is opened if there is none.

    Every row ends in exactly one outcome. Ids follow from the files' contents: the same files again, or after a
    crash, enter only what is missing. A dry run tells the same and writes nothing. `progress` is called after
    every batch with the outcome so far and the file in hand. A file that cannot be read does not stop the others.

    Raises:
        ImportRefused: the campaign or area is missing, unknown or out of the actor's reach.
    """
    where = destination(campaign, actor, area)
    choices = Choices(mapping, year, agency, due, at, dry_run)
    return _Run(where, actor, choices, progress or _silent).over(files)


def _silent(_outcome: Outcome, _file: FileOutcome) -> None:
    return None


class _Run:
    """One import on its way."""

    def __init__(self, where: Destination, actor: Actor, choices: Choices, progress: Progress) -> None:
        self.where, self.actor, self.choices, self.progress = where, actor, choices, progress
        self.at = choices.at or clock.now()
        self.outcome = Outcome(where.campaign, where.area, choices.dry_run)
        self.would_be = Overlay(Sight())
        self.frame = Frame(where, actor, self.outcome, self.at)

    def over(self, files: Sequence[Path]) -> Outcome:
        """All files, one after another."""
        write = not self.choices.dry_run
        sources = open_sources(files, self.choices.mapping, self.actor, keep=write)
        opened = timezone.localdate(self.where.opened or self.at)
        year = self.choices.year or year_of(sources, opened)
        if write and not all(source.problem for source in sources):
            self.where.open(self.actor, self.choices.due, self.at)
        self.outcome.files = [FileOutcome(one.path.name, total=one.rows, problem=one.problem) for one in sources]
        for source, told in zip(sources, self.outcome.files, strict=True):
            self._file(source, told, year)
        if write:
            self.outcome.handed_out = assign_new(self.where.campaign, self.actor).assigned
        return self.outcome

    def _file(self, source: Source, told: FileOutcome, year: int) -> None:
        if source.problem:
            return
        self.progress(self.outcome, told)
        lists = Lists(self.where, source, self.choices.agency, self.at)
        taking = Taking(self.frame, told, lists)
        try:
            for batch in self._batches(source, year):
                taking.take(batch)
                self.progress(self.outcome, told)
        except Unreadable as error:
            told.problem = str(error)  # damaged half-way: what came before it stands
        if not self.choices.dry_run:
            lists.close(self.actor)
        self.progress(self.outcome, told)

    def _batches(self, source: Source, year: int) -> Iterator[Batch]:
        where = self.where
        plan = Plan(source.path, source.mapping, year, where.campaign, source.digest, where.area)
        if self.choices.dry_run:
            return batches(plan, self.would_be)
        return batches_ahead(plan) if source.path.stat().st_size >= LARGE else batches(plan, Sight())
