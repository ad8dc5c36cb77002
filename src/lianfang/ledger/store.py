"""Writing to and reading from the ledger's own tables. Only the door and the checker call this."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from lianfang.ledger.envelope import Sent
from lianfang.ledger.folds import Seen
from lianfang.ledger.kinds import Fact, all_kinds
from lianfang.ledger.models import Entry, MentionRow

_LOCK = 0x6C66  # one writer at a time per database, so that seq is the order of commit and feeds miss nothing
CHUNK = 5_000  # ids in one IN (...), well under SQLite's limit of bound values


def lock() -> None:
    """Make this transaction the only writer. SQLite's IMMEDIATE transactions are that already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def chunks(ids: Collection[UUID]) -> Iterable[list[UUID]]:
    """The ids in pieces small enough for one query."""
    listed = list(ids)
    return (listed[start : start + CHUNK] for start in range(0, len(listed), CHUNK))


def known(ids: Collection[UUID]) -> dict[UUID, int]:
    """Which of these entries the ledger already has, with their seq."""
    found: dict[UUID, int] = {}
    for chunk in chunks(ids):
        found |= dict(Entry.objects.filter(id__in=chunk).values_list("id", "seq"))
    return found


COLUMNS = ("id", "kind", "subject", "area", "place", "at", "member", "corrects", "data")


def seen(row: tuple[Any, ...]) -> Seen:
    """A ledger row as folds see it."""
    id_, kind, subject, area, place, at, member, corrects, data = row
    fact = all_kinds()[kind].fact.model_validate(data)
    return Seen(id_, kind, subject, area, place, at, member, corrects, fact)


def of_subjects(subjects: Collection[UUID], until_seq: int | None = None) -> dict[UUID, list[Seen]]:
    """Every entry of these subjects (as of a seq, if named), by subject."""
    found: dict[UUID, list[Seen]] = {}
    for chunk in chunks(subjects):
        rows = Entry.objects.filter(subject__in=chunk)
        if until_seq is not None:
            rows = rows.filter(seq__lte=until_seq)
        for row in rows.values_list(*COLUMNS):
            found.setdefault(row[2], []).append(seen(row))
    return found


def by_id(ids: Collection[UUID]) -> Iterator[Seen]:
    """These entries, whatever their subject."""
    for chunk in chunks(ids):
        yield from map(seen, Entry.objects.filter(id__in=chunk).values_list(*COLUMNS))


def stored(fact: Fact) -> dict[str, Any]:
    """A fact as JSON for the ledger: what is default or empty is not written."""
    return fact.model_dump(mode="json", exclude_none=True, exclude_defaults=True)


def append(batch: Collection[Sent], received: datetime) -> dict[UUID, int]:
    """Insert entries and their mentions; gives each entry's seq."""
    rows = [_entry(sent, received) for sent in batch]
    Entry.objects.bulk_create(rows)
    seqs = {row.id: row.seq for row in rows}
    mentions = [
        MentionRow(entity=entity, entry=seqs[sent.id], role=role, at=sent.seen.at, place=sent.seen.place)
        for sent in batch
        if sent.seen is not None
        for entity, role in mentioned(sent.seen.fact)
    ]
    MentionRow.objects.bulk_create(mentions)
    return seqs


def _entry(sent: Sent, received: datetime) -> Entry:
    entry = sent.seen
    assert entry is not None  # noqa: S101 - only entries that were read get here
    return Entry(
        id=entry.id,
        kind=entry.kind,
        subject=entry.subject,
        area=entry.area,
        place=entry.place,
        at=entry.at,
        received=received,
        member=entry.member,
        device=sent.device,
        corrects=entry.corrects,
        cause=sent.cause,
        flags=list(sent.flags),
        data=stored(entry.fact),
    )


def mentioned(fact: Fact) -> list[tuple[UUID, str]]:
    """Every entity a fact mentions, with its role."""
    found = [(entity, name) for name, part in fact.parts() if (entity := part.entity()) is not None]
    for name, mark in fact.kind.references:
        value = getattr(fact, name)
        values = value if isinstance(value, (list, tuple)) else (value,)
        found.extend((entity, mark.role) for entity in values if entity is not None)
    return found
