"""What became of every row: counts that add up, and the rows a person has to look at."""

from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

_UUID = 16


class Fate(TextChoices):
    """What became of one person of a row; a row that cannot be read is one item as well."""

    NEW = "new", _("新增")
    KNOWN = "known", _("已在册")
    DECIDE = "decide", _("待判定")
    REFUSED = "refused", _("无法读取")


@dataclass(frozen=True, slots=True)
class Undecided:
    """A row whose person somebody has to decide; `person` is the record it stands under until then."""

    file: str
    row: int
    person: UUID
    candidates: tuple[UUID, ...]
    why: str

    def as_json(self) -> dict[str, Any]:
        """As the issue of the import's JSON prescribes."""
        return {
            "file": self.file,
            "row": self.row,
            "person": str(self.person),
            "candidates": [str(candidate) for candidate in self.candidates],
            "why": self.why,
        }


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that is not entered: where, why, and how to mend it; never what stood in it."""

    file: str
    row: int
    column: str
    why: str
    cure: str

    def as_json(self) -> dict[str, Any]:
        """As the report keeps it."""
        return {"file": self.file, "row": self.row, "column": self.column, "why": self.why, "cure": self.cure}


@dataclass(slots=True)
class FileOutcome:
    """One file: `rows` about people, `skipped` furniture, and the fates of its items, which add up to `items`.

    `total` is how many rows it has in all, 0 while nobody knows.

    `problem` is the sentence why nothing of it could be read.
    """

    name: str
    rows: int = 0
    skipped: int = 0
    total: int = 0
    fates: Counter[Fate] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)
    problem: str = ""
    again: bool = False

    @property
    def items(self) -> int:
        """How many items the file has: persons of its rows, and rows that cannot be read."""
        return self.fates.total()

    def as_json(self) -> dict[str, Any]:
        """For the report."""
        fates = {str(fate.value): self.fates[fate] for fate in Fate}
        told: dict[str, Any] = {"file": self.name, "rows": self.rows, "skipped": self.skipped, "items": self.items}
        told |= {"total": self.total, "again": self.again}
        return told | fates | {"notes": dict(self.notes)} | ({"problem": self.problem} if self.problem else {})


class Assigned:
    """Which person each accepted row went to, in 22 bytes a row."""

    def __init__(self) -> None:
        self._files: list[str] = []
        self._where = array("q")
        self._persons = bytearray()

    def add(self, file: str, row: int, person: UUID) -> None:
        """One more row and its person."""
        if not self._files or self._files[-1] != file:
            self._files.append(file)
        self._where.extend((len(self._files) - 1, row))
        self._persons += person.bytes

    def __iter__(self) -> Iterator[tuple[str, int, UUID]]:
        """(file, row, person) in the order of the rows."""
        for at in range(len(self._where) // 2):
            file, row = self._where[2 * at], self._where[2 * at + 1]
            yield self._files[file], row, UUID(bytes=bytes(self._persons[at * _UUID : (at + 1) * _UUID]))

    def persons(self) -> int:
        """How many different persons there are."""
        data = bytes(self._persons)
        return len({data[at : at + _UUID] for at in range(0, len(data), _UUID)})


@dataclass(slots=True)
class Outcome:
    """A whole import. `assigned_to` tells how many targets were given to somebody who answers."""

    campaign: UUID
    area: str
    dry_run: bool = False
    files: list[FileOutcome] = field(default_factory=list)
    decide: list[Undecided] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    assigned: Assigned = field(default_factory=Assigned)
    handed_out: int = 0

    @property
    def fates(self) -> Counter[Fate]:
        """The fates of all items."""
        return sum((file.fates for file in self.files), Counter[Fate]())

    @property
    def rows(self) -> int:
        """Rows about people, read or refused."""
        return sum(file.rows for file in self.files)

    @property
    def unreadable(self) -> list[FileOutcome]:
        """Files of which nothing could be read."""
        return [file for file in self.files if file.problem]

    def report(self) -> dict[str, Any]:
        """What the desk keeps: everything but the persons, who are in the ledger."""
        fates = self.fates
        return {
            "campaign": str(self.campaign),
            "rows": self.rows,
            "items": fates.total(),
            "persons": self.assigned.persons(),
            "new": fates[Fate.NEW],
            "known": fates[Fate.KNOWN],
            "decide": [one.as_json() for one in self.decide],
            "refused": [one.as_json() for one in self.refused],
            "files": [file.as_json() for file in self.files],
            "handed_out": self.handed_out,
        }

    def as_json(self) -> dict[str, Any]:
        """The whole outcome, as `lianfang import --json` prints it."""
        assigned = [{"file": file, "row": row, "person": str(person)} for file, row, person in self.assigned]
        return self.report() | {"assigned": assigned}
