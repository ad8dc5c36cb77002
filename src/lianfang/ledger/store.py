"""Writing to and reading from the ledger's own tables. Only the door and the checker call this."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from lianfang.ledger import bulk
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


def study() -> None:
    """Let SQLite look at a sample of its tables, so that it chooses indexes well. PostgreSQL does so by itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit = 1000")
            cursor.execute("ANALYZE")


def chunks(ids: Iterable[UUID]) -> Iterable[list[UUID]]:
    """The ids in pieces small enough for one query."""
    return bulk.chunks(ids, CHUNK)


def known(ids: Collection[UUID]) -> dict[UUID, int]:
    """Which of these entries the ledger already has, with their seq."""
    return dict(bulk.find(Entry, "id", ids, ("id", "seq")))


MENTIONED = ("entity", "entry", "role", "at", "place")
COLUMNS = ("id", "kind", "subject", "area", "place", "at", "member", "corrects", "data")


def seen(row: tuple[Any, ...]) -> Seen:
    """A ledger row as folds see it."""
    id_, kind, subject, area, place, at, member, corrects, data = row
    fact = all_kinds()[kind].fact.model_validate(data)
    return Seen(id_, kind, subject, area, place, at, member, corrects, fact)


def of_subjects(subjects: Collection[UUID], until_seq: int | None = None) -> dict[UUID, list[Seen]]:
    """Every entry of these subjects (as of a seq, if named), by subject."""
    found: dict[UUID, list[Seen]] = {}
    known = {subject for (subject,) in bulk.find(Entry, "subject", subjects, ("subject",))}
    for chunk in chunks(known):
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
    """Insert entries and their mentions; gives each entry's seq. The lock makes this the only writer."""
    seqs = {sent.id: seq for seq, sent in enumerate(batch, _last() + 1)}
    entries = [(sent, sent.seen) for sent in batch if sent.seen is not None]
    bulk.insert(Entry, _INSERTED, [_row(seqs[sent.id], sent, entry, received) for sent, entry in entries])
    mentions = [
        (entity, seqs[sent.id], role, entry.at, entry.place)
        for sent, entry in entries
        for entity, role in mentioned(entry.fact)
    ]
    bulk.insert(MentionRow, MENTIONED, mentions)
    return seqs


_INSERTED = ("seq", *COLUMNS, "into", "received", "device", "cause", "flags")


def _last() -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT MAX(seq) FROM {Entry._meta.db_table}")  # noqa: S608 - the model's own name
        return int(cursor.fetchone()[0] or 0)


def _row(seq: int, sent: Sent, entry: Seen, received: datetime) -> tuple[Any, ...]:
    said = (entry.id, entry.kind, entry.subject, entry.area, entry.place, entry.at, entry.member, entry.corrects)
    how = (entry.fact.brings_to(), received, sent.device, sent.cause, list(sent.flags))
    data = entry.fact.model_dump_json(exclude_none=True, exclude_defaults=True)  # as `stored`, written once
    return (seq, *said, bulk.Json(data), *how)


def mentioned(fact: Fact) -> list[tuple[UUID, str]]:
    """Every entity a fact mentions, with its role."""
    found = [(entity, name) for name, part in fact.parts() if (entity := part.entity()) is not None]
    for name, mark in fact.kind.references:
        value = getattr(fact, name)
        values = value if isinstance(value, (list, tuple)) else (value,)
        found.extend((entity, mark.role) for entity in values if entity is not None)
    return found
