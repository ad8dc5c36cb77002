"""Reading statements and keeping their blind indexes, a batch at a time. Only the vault calls this."""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from lianfang.ledger import bulk
from lianfang.ledger.kinds import all_kinds
from lianfang.ledger.models import Entry
from lianfang.vault import claims, overwriting
from lianfang.vault.ids import person_of
from lianfang.vault.keyring import Ring
from lianfang.vault.models import Statement, Token

CHUNK = 5_000  # ids in one IN (...), well under SQLite's limit of bound values


@dataclass(frozen=True, slots=True)
class Said:
    """One statement, unsealed."""

    id: UUID
    entry: UUID
    field: str
    entity: UUID
    entity_type: str
    area: str
    at: datetime
    content: dict[str, Any]

    @property
    def order(self) -> tuple[datetime, str, str]:
        """The one order in which statements are folded."""
        return self.at, self.entry.hex, self.id.hex


def binding(statement: UUID, entity: UUID) -> bytes:
    """What a sealed statement is bound to: nobody can give one row's content to another row or person."""
    return statement.bytes + entity.bytes


def unsealed(rows: Iterable[Statement], ring: Ring) -> Iterator[Said]:
    """These statements in clear. What was sealed with a destroyed key is gone, as if it had been erased."""
    for row in rows:
        if not ring.is_destroyed(row.key):
            plain = json.loads(ring.open(row.key, bytes(row.sealed), binding(row.id, row.entity)))
            yield Said(row.id, row.entry, row.field, row.entity, row.entity_type, row.area, row.at, plain)


def holding(entities: Collection[UUID], ring: Ring) -> dict[UUID, list[Said]]:
    """Every statement that holds about these entities, in order."""
    found: dict[UUID, list[Said]] = {}
    for chunk in bulk.chunks(entities, CHUNK):
        rows = Statement.objects.filter(entity__in=chunk, retracted=False).exclude(entity_type="")
        for said in unsealed(rows, ring):
            found.setdefault(said.entity, []).append(said)
    for statements in found.values():
        statements.sort(key=lambda said: said.order)
    return found


def index(words: Iterable[tuple[str, str, UUID]], ring: Ring) -> None:
    """Let entities be found by words: each given with the area where it was said, and whom it is about."""
    rows = {(ring.token(word), area, entity) for word, area, entity in words}
    # In the index's own order, so that a batch touches each page of it once.
    bulk.insert(Token, ("token", "area", "entity"), sorted(rows))


def words(
    said: dict[str, Any], area: str, entity_type: str, entity: UUID, ring: Ring, *, exact: bool
) -> Iterator[str]:
    """What an entity can be found by, by what a statement says; of an `exact` one by whole numbers only."""
    if not exact:
        yield from claims.words(said, area, entity_type)
        return
    # Whose id follows from their document is found by that id: no row is needed.
    number = claims.holder_of(said)
    if number and person_of(number, ring) != entity:
        yield claims.holder_word(number)
    yield from claims.exact_words(said)


def reindex(entities: Collection[UUID], ring: Ring) -> None:
    """Make the blind indexes of these entities anew from what still holds about them."""
    with overwriting.erasing():
        for chunk in bulk.chunks(entities, CHUNK):
            Token.objects.filter(entity__in=chunk).delete()
    told = [said for statements in holding(entities, ring).values() for said in statements]
    exact = _said_exactly({said.entry for said in told})
    found_by = (
        (word, said.area, said.entity)
        for said in told
        for word in words(said.content, said.area, said.entity_type, said.entity, ring, exact=said.entry in exact)
    )
    index(found_by, ring)


def _said_exactly(entries: Collection[UUID]) -> set[UUID]:
    """Which of these entries are of a kind that is indexed exactly."""
    kinds = [code for code, kind in all_kinds().items() if kind.index == "exact"]
    found: set[UUID] = set()
    for chunk in bulk.chunks(entries, CHUNK):
        found.update(Entry.objects.filter(id__in=chunk, kind__in=kinds).values_list("id", flat=True))
    return found
