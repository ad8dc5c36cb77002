"""The entries an order rests on, or could: what was recorded about somebody, in words that name nobody."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from lianfang.areas.queries import labels
from lianfang.desk.facts.fields import Choices
from lianfang.desk.formats import moment
from lianfang.ledger import store
from lianfang.ledger.folds import effective
from lianfang.ledger.kinds import Voided, all_kinds
from lianfang.ledger.models import Entry, MentionRow
from lianfang.ledger.scope import Actor, covers, within
from lianfang.people.models import Person

MOST: Final = 50  # entries to choose from: the latest
_NO_EVIDENCE: Final = {"order", "hit", "report", "*"}
"""Types of things of which nothing recorded says that somebody was exposed."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One entry as evidence: what, when, where. `gone`: taken back since; `missing`: the ledger has no such entry."""

    id: UUID
    title: str
    at: datetime | None = None
    area: str = ""
    gone: bool = False

    @property
    def missing(self) -> bool:
        """Whether nobody recorded it."""
        return self.at is None

    def __str__(self) -> str:
        if self.at is None:
            return self.title
        said = {"title": self.title, "at": moment(self.at), "area": self.area}
        return _("%(title)s（%(at)s，%(area)s）") % said


def pieces(entries: Sequence[UUID]) -> list[Piece]:
    """These entries as evidence, in the order given. Three queries for any number."""
    rows = {row.id: row for chunk in store.chunks(entries) for row in Entry.objects.filter(id__in=chunk)}
    held = _held({row.subject for row in rows.values()})
    places = labels({row.area for row in rows.values()})
    return [
        _piece(rows[entry], places, gone=entry not in held)
        if entry in rows
        else Piece(entry, _("台账里没有这条记录"))
        for entry in entries
    ]


def _piece(row: Entry, places: Mapping[str, str], *, gone: bool) -> Piece:
    return Piece(row.id, _(all_kinds()[row.kind].title), row.at, places[row.area], gone)


def named(_actor: Actor, entries: Collection[Any]) -> dict[Any, str]:
    """Entries as stories call them."""
    return {piece.id: str(piece) for piece in pieces(list(entries))}


def about(actor: Actor, entities: Collection[UUID], right: str) -> Choices:
    """What was recorded about these persons or doors where the actor has the right, and still holds."""
    seqs = MentionRow.objects.filter(entity__in=entities).order_by("-at").values_list("entry", flat=True)
    rows = Entry.objects.filter(seq__in=list(seqs[: 4 * MOST]))
    return _choices(rows, actor.areas(right))


def around(actor: Actor, area: str, right: str) -> Choices:
    """What was recorded in an area, and still holds."""
    rows = Entry.objects.filter(within([area])).order_by("-at")
    return _choices(rows[: 4 * MOST], actor.areas(right))


def of_household(household: UUID) -> list[UUID]:
    """A household and those who live in it."""
    return [household, *Person.objects.filter(household=household).values_list("pk", flat=True)]


def _choices(rows: QuerySet[Entry], reach: Sequence[str]) -> Choices:
    fitting = [row for row in rows if covers(reach, row.area) and _may_be(row.kind)]
    held = _held({row.subject for row in fitting})
    kept = sorted((row for row in fitting if row.id in held), key=lambda row: (row.at, row.id), reverse=True)[:MOST]
    places = labels({row.area for row in kept})
    return [(str(row.id), str(_piece(row, places, gone=False))) for row in kept]


def _may_be(code: str) -> bool:
    kind = all_kinds().get(code)
    return kind is not None and not kind.setup and bool(kind.right) and kind.subject not in _NO_EVIDENCE


def _held(subjects: Collection[UUID]) -> set[UUID]:
    """The entries of these subjects that were not taken back. One that was put right still tells of what happened."""
    found: set[UUID] = set()
    for told in store.of_subjects(subjects).values():
        standing = {entry.id for entry in effective(told)}
        corrected = {e.corrects for e in told if e.id in standing and not isinstance(e.fact, Voided) and e.corrects}
        found |= standing | corrected
    return found
