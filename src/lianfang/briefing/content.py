"""What a briefing knows, as plain data: numbers by figure, area and period. Wording and layout are made from it."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter

Sums = dict[str, int]
"""A value per figure code; a code that is missing stands at zero."""

PERIODS = ("total", "today", "yesterday", "before")
"""The periods of a briefing: from the beginning to the cut-off; the cut-off's local day so far; the local day
before it; the local day before that."""


@dataclass(frozen=True, slots=True)
class Spans:
    """Sums of every declared figure in each period; see `PERIODS`."""

    total: Sums = field(default_factory=dict)
    today: Sums = field(default_factory=dict)
    yesterday: Sums = field(default_factory=dict)
    before: Sums = field(default_factory=dict)

    def of(self, period: str) -> Sums:
        """The sums of one period."""
        sums: Sums = getattr(self, period)
        return sums


@dataclass(frozen=True, slots=True)
class Share:
    """One part of the area (a town, a village, a grid, or what is filed under the area itself)."""

    area: str
    name: str
    total: Sums
    yesterday: Sums


@dataclass(frozen=True, slots=True)
class Duty:
    """What a group or a member has before them on the day of the cut-off, in persons.

    Without `group` and `member` nobody has it. `answering`: nobody was told to; it is the member's because they
    answer for the grid. `due`: to be done by today; `again`: to be gone back to by today; `late`: past its date.
    """

    open: int
    due: int = 0
    again: int = 0
    late: int = 0
    group: UUID | None = None
    member: UUID | None = None
    answering: bool = False


@dataclass(frozen=True, slots=True)
class Reminders:
    """What must not be forgotten today. `waiting`: entries received before the cut-off which, when this was
    written, the door had still not been able to take."""

    late: int = 0
    again: int = 0
    doors_again: int = 0
    unplaced: int = 0
    undecided: int = 0
    doubted: int = 0
    needs_late: int = 0
    unanswered: tuple[str, ...] = ()
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """A figure of the last frozen briefing that reads otherwise today, and how many entries made it so."""

    figure: str
    period: str
    old: int
    new: int
    entries: int


@dataclass(frozen=True, slots=True)
class Corrections:
    """Differences against the last frozen briefing of the area."""

    briefing: UUID
    cutoff: datetime
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Briefing:
    """A briefing: every number in it, as of `cutoff`, as the ledger stood at `seq`."""

    area: str
    name: str
    cutoff: datetime
    seq: int
    spans: Spans
    shares: tuple[Share, ...] = ()
    duties: tuple[Duty, ...] = ()
    reminders: Reminders = field(default_factory=Reminders)
    corrections: Corrections | None = None

    def as_json(self) -> dict[str, Any]:
        """As JSON keeps it; `read` is the way back."""
        plain: dict[str, Any] = _ADAPTER.dump_python(self, mode="json")
        if not self.reminders.needs_late:
            del plain["reminders"]["needs_late"]  # briefings frozen before needs were counted keep their digest
        return plain

    def digest(self) -> str:
        """SHA-256 of the canonical JSON: what a signature signs."""
        canonical = json.dumps(self.as_json(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()

    def names(self) -> dict[str, str]:
        """The names of the area and of its parts as they were."""
        return {self.area: self.name} | {share.area: share.name for share in self.shares}


_ADAPTER = TypeAdapter(Briefing)


def read(plain: Any) -> Briefing:
    """A briefing from its JSON."""
    return _ADAPTER.validate_python(plain)


def lean(sums: Sums) -> Sums:
    """Sums without their zeros, in the order of codes, so that equal sums are equal bytes."""
    return {code: value for code, value in sorted(sums.items()) if value}


def added(sums: list[Sums]) -> Sums:
    """Sums of sums."""
    total: Sums = {}
    for each in sums:
        for code, value in each.items():
            total[code] = total.get(code, 0) + value
    return lean(total)
