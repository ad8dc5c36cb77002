"""Folding the subjects a batch has touched: rows upserted per model, counters moved by the difference."""

from collections import Counter as Bag
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db import models

from lianfang.ledger import bulk, counting, store
from lianfang.ledger.folds import Folded, Seen, Slot, fold, tally_of
from lianfang.ledger.kinds import all_kinds


def subject_type(entries: Iterable[Seen]) -> str:
    """What type of thing these entries are about (a voiding takes the type of what it voids)."""
    types = (all_kinds()[entry.kind].subject for entry in entries)
    return next((name for name in types if name != "*"), "*")


def refold(prior: Mapping[UUID, Sequence[Seen]], fresh: Mapping[UUID, Sequence[Seen]]) -> dict[UUID, Folded]:
    """Fold every subject that has new entries; write rows and counts; give what came out."""
    folded: dict[UUID, Folded] = {}
    delta: Bag[Slot] = Bag()
    for subject, entries in fresh.items():
        before = prior.get(subject, ())
        name = subject_type((*before, *entries))
        now = folded[subject] = fold(name, subject, (*before, *entries))
        delta.update(now.tally.counts)
        if before:
            delta.subtract(tally_of(name, subject, before).counts)
    write(folded)
    counting.add(delta)
    return folded


def write(folded: Mapping[UUID, Folded]) -> None:
    """Upsert the rows, one statement per model; a subject of which nothing is left loses its row."""
    rows: dict[type[models.Model], list[models.Model]] = {}
    gone: dict[type[models.Model], list[UUID]] = {}
    for subject, result in folded.items():
        if result.row is not None:
            rows.setdefault(type(result.row), []).append(result.row)
        elif result.model is not None:
            gone.setdefault(result.model, []).append(subject)
    for written in rows.values():
        bulk.upsert(written)
    for model, subjects in gone.items():
        for chunk in bulk.chunks(subjects, store.CHUNK):
            model._default_manager.filter(pk__in=chunk).delete()
