"""Imports as they are kept for the desk: begun, how far, and the report sealed at the end."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils import timezone

from lianfang.exchange.importing.campaign import destination
from lianfang.exchange.importing.errors import ImportRefused
from lianfang.exchange.importing.outcome import FileOutcome, Outcome
from lianfang.exchange.importing.run import Progress, import_returnees
from lianfang.exchange.models import Import, State
from lianfang.ledger.hooks import identifier
from lianfang.ledger.scope import Actor
from lianfang.vault.errors import DestroyedKeyError


@dataclass(slots=True)
class Keeper:
    """Writes down how far an import has come, and at the end its report."""

    row: Import
    also: Progress | None = None

    def begin(self) -> None:
        """It runs from now on."""
        now = timezone.now()
        self.row.state, self.row.started, self.row.touched = State.RUNNING, now, now
        self.row.ended = self.row.report = None
        self.row.progress = {}
        self.row.save()

    def step(self, outcome: Outcome, file: FileOutcome) -> None:
        """A batch is done."""
        self.row.touched = timezone.now()
        self.row.progress = {
            "files": [one.as_json() for one in outcome.files],
            "at": next(at for at, one in enumerate(outcome.files, 1) if one is file),
        }
        self.row.save(update_fields=["touched", "progress"])
        if self.also:
            self.also(outcome, file)

    def end(self, outcome: Outcome) -> None:
        """It is done: the report is kept, as are the refused rows in it."""
        self.row.campaign = outcome.campaign
        read = any(not file.problem for file in outcome.files)
        self.row.state = State.DONE if read else State.FAILED
        self.row.touched = self.row.ended = timezone.now()
        told = json.dumps(outcome.report(), ensure_ascii=False).encode()
        (self.row.report,) = identifier().seal([told])
        self.row.save()

    def fail(self, why: str) -> None:
        """It could not be done, and why."""
        self.row.state, self.row.ended = State.FAILED, timezone.now()
        self.row.progress = self.row.progress | {"problem": why}
        self.row.save()


def report_of(row: Import) -> dict[str, Any] | None:
    """The report of a finished import; None while there is none, or once its key was destroyed."""
    if row.report is None:
        return None
    try:
        (told,) = identifier().unseal([bytes(row.report)])
    except DestroyedKeyError:
        return None
    report: dict[str, Any] = json.loads(told)
    return report


def run_kept(
    files: Sequence[Path],
    campaign: str | UUID,
    actor: Actor,
    *,
    area: str = "",
    progress: Progress | None = None,
    dry_run: bool = False,
    **options: Any,
) -> Outcome:
    """Import as `import_returnees` does, and keep the run for the desk (a dry run is not kept)."""
    if dry_run:
        return import_returnees(files, campaign, actor, area=area, dry_run=True, progress=progress, **options)
    where = destination(campaign, actor, area)
    row = Import(name=where.name, area=where.area, member=actor.member, files=[file.name for file in files])
    return run_again(row, files, campaign, actor, progress=progress, **options)


def run_again(
    row: Import,
    files: Sequence[Path],
    campaign: str | UUID,
    actor: Actor,
    *,
    progress: Progress | None = None,
    **options: Any,
) -> Outcome:
    """Run an import that is kept already: what it has entered before is not entered twice."""
    keeper = Keeper(row, progress)
    keeper.begin()
    try:
        outcome = import_returnees(files, campaign, actor, area=row.area, progress=keeper.step, **options)
    except ImportRefused as error:
        keeper.fail(str(error))
        raise
    except Exception:
        keeper.fail("")
        raise
    keeper.end(outcome)
    return outcome


def options_of(row: Import) -> dict[str, Any]:
    """What was chosen at upload, as `import_returnees` takes it."""
    told = row.options
    return {
        "year": told.get("year"),
        "agency": UUID(told["agency"]) if told.get("agency") else None,
        "due": date.fromisoformat(told["due"]) if told.get("due") else None,
    }
