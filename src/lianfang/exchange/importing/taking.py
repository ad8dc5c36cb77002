"""One batch of rows, taken all the way in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from lianfang.exchange.importing import companions, entered
from lianfang.exchange.importing.campaign import Destination
from lianfang.exchange.importing.items import Item
from lianfang.exchange.importing.lists import Lists
from lianfang.exchange.importing.outcome import Fate, FileOutcome, Outcome, Refused, Undecided
from lianfang.exchange.importing.preparing import Batch
from lianfang.exchange.importing.targets import aim
from lianfang.exchange.reading import Row
from lianfang.ledger.answers import Answer, Status
from lianfang.ledger.door import submit
from lianfang.ledger.scope import Actor
from lianfang.vault.matching.verdict import Why

_TAKEN = {Status.ACCEPTED, Status.FLAGGED, Status.KNOWN}


@dataclass(frozen=True, slots=True)
class Frame:
    """What all batches of one import share."""

    where: Destination
    actor: Actor
    outcome: Outcome
    at: datetime


class Taking:
    """Takes the batches of one file, in order, and tells their outcome."""

    def __init__(self, frame: Frame, told: FileOutcome, lists: Lists) -> None:
        self.where, self.actor, self.at = frame.where, frame.actor, frame.at
        self.outcome, self.told, self.lists = frame.outcome, told, lists

    def take(self, batch: Batch) -> None:
        """Aim, enter and tell every row of a batch."""
        rows, items = batch.rows, batch.items
        self.told.skipped += batch.skipped
        self.told.rows += len(rows)
        for row in rows:
            self.lists.of(row.sheet)  # sheets are numbered in the order of their rows
        fresh = [item for item in items if not item.entered]
        aim(fresh, self.where.campaign)
        problems = {} if self.outcome.dry_run else self._enter(fresh)
        self._count_first(items, problems)
        again = [item for item in items if item.entered and self.lists.of(item.row.sheet).before]
        if again:
            self.told.again = True
            entered.settle(again)
        self._tell(rows, items, problems)

    def _enter(self, items: Sequence[Item]) -> dict[UUID, str]:
        """Through the door in one transaction; gives the sentence for each listing that was not taken."""
        entries = [entry for item in items for entry in item.entries(self.where.campaign, self.at)]
        with transaction.atomic():
            answers = submit(entries, self.actor) if entries else []
            companions.index(items)
        problems = {answer.id: _sentence(answer) for answer in answers if answer.status not in _TAKEN}
        return {
            item.entry: problems.get(item.entry) or problems[item.doubt]
            for item in items
            if item.entry in problems or item.doubt in problems
        }

    def _count_first(self, items: Sequence[Item], problems: dict[UUID, str]) -> None:
        """The list's own counts are those of its first coming."""
        for item in items:
            one = self.lists.of(item.row.sheet)
            one.fates[Fate.REFUSED if item.entry in problems else item.fate] += 1
            one.touched |= not item.entered and item.entry not in problems

    def _tell(self, rows: Sequence[Row], items: Sequence[Item], problems: dict[UUID, str]) -> None:
        for row in rows:
            self.told.notes.update(note.code.value for note in row.notes)
            if row.fatal is not None:
                self.lists.of(row.sheet).fates[Fate.REFUSED] += 1
                self._refuse(row, row.fatal.column, row.fatal.why, row.fatal.cure)
        for item in items:
            if item.entry in problems:
                cure = _("请由有权限的人员导入这一行，或更正其住址后再导入。")
                self._refuse(item.row, "", problems[item.entry], cure)
            else:
                self._accept(item)

    def _accept(self, item: Item) -> None:
        assert item.person is not None  # noqa: S101 - placed by `identify` or found in the ledger
        self.told.fates[item.fate] += 1
        if item.fate is Fate.DECIDE:
            why = str(Why(item.reason).label) if item.reason in Why.values else item.reason
            self.outcome.decide.append(Undecided(self.told.name, item.row.row, item.person, item.candidates, why))
        else:
            self.outcome.assigned.add(self.told.name, item.row.row, item.person)

    def _refuse(self, row: Row, column: str, why: str, cure: str) -> None:
        self.told.fates[Fate.REFUSED] += 1
        self.outcome.refused.append(Refused(self.told.name, row.row, column, why, cure))


def _sentence(answer: Answer) -> str:
    return answer.problem.sentence() if answer.problem else ""
