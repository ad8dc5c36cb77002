"""Erasing: which rows of the vault a selection means, and taking them out with their blind indexes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Max, Min, Q, QuerySet
from django.utils import timezone

from lianfang.ledger import bulk
from lianfang.ledger.hooks import known_areas
from lianfang.ledger.models import Entry, MentionRow, Waiting
from lianfang.ledger.scope import within
from lianfang.vault import overwriting, store
from lianfang.vault.keyring import ring
from lianfang.vault.models import Statement, Token

PROVINCE = 2  # digits of the shortest area code


@dataclass(frozen=True, slots=True)
class Selection:
    """What to destroy; every condition given must hold, and at least one must be given.

    `persons`: what was said about these persons or households, and the notes of entries that mention them.
    `before`: what happened before this local day. `area`: what was recorded in this area.
    The last two take waiting entries with them, unless persons are named.
    """

    persons: frozenset[UUID] = frozenset()
    before: date | None = None
    area: str = ""

    def __post_init__(self) -> None:
        if not (self.persons or self.before or self.area):
            raise ValueError("a selection needs persons, a date or an area")

    def as_json(self) -> dict[str, Any]:
        """For the certificate, which counts persons and does not list them."""
        told = {"persons": len(self.persons), "area": self.area}
        return told | {"before": self.before.isoformat() if self.before else ""}

    def statements(self) -> Iterator[QuerySet[Statement]]:
        """The rows meant, in pieces that one query can take."""
        rows = Statement.objects.filter(_earlier(self.before, "at"), _inside(self.area))
        if not self.persons:
            yield rows
        for chunk in bulk.chunks(sorted(self.persons), store.CHUNK):
            mentioning = MentionRow.objects.filter(entity__in=chunk).values("entry")
            notes = Q(entity_type="", entry__in=Entry.objects.filter(seq__in=mentioning).values("id"))
            yield rows.filter(Q(entity__in=chunk) | notes)

    def waiting(self) -> QuerySet[Waiting]:
        """The waiting entries meant; whom they name is not known before they come in."""
        if self.persons:
            return Waiting.objects.none()
        return Waiting.objects.filter(_earlier(self.before, "received"), _inside(self.area))


def reach(selection: Selection) -> str:
    """The smallest area that holds everything selected; "" when nothing is."""
    codes: list[str] = []
    for rows in (*selection.statements(), selection.waiting().exclude(area="")):
        ends = rows.aggregate(first=Min("area"), last=Max("area"))
        codes += [code for code in ends.values() if code]
    above = {codes[0][:size] for size in range(PROVINCE, len(codes[0]) + 1)} if codes else set()
    common = {area for area in above if all(code.startswith(area) for code in codes)}
    return max(known_areas(common), key=len, default="")


def erase(selection: Selection) -> dict[str, int]:
    """Delete what is selected; gives counts of entities, statements and waiting entries.

    Whoever is still named by other statements stays findable by those.
    """
    counts = {"entities": 0, "statements": 0, "waiting": 0}
    with overwriting.erasing():
        for rows in selection.statements():
            named = rows.exclude(entity_type="")
            entities = set(named.values_list("entity", flat=True).distinct())
            Token.objects.filter(entity__in=named.values("entity")).delete()
            counts["statements"] += rows.delete()[0]
            counts["entities"] += len(entities)
            _reindex_rest(entities)
        counts["waiting"] = selection.waiting().delete()[0]
    return counts


def _reindex_rest(entities: set[UUID]) -> None:
    for chunk in bulk.chunks(entities, store.CHUNK):
        left = Statement.objects.filter(entity__in=chunk, retracted=False)
        store.reindex(set(left.values_list("entity", flat=True)), ring())


def _earlier(before: date | None, column: str) -> Q:
    if before is None:
        return Q()
    midnight: datetime = timezone.make_aware(datetime.combine(before, time.min))
    return Q(**{f"{column}__lt": midnight})


def _inside(area: str) -> Q:
    return within((area,)) if area else Q()
