"""Writing read models, counters and mentions anew from the ledger: what to do when `check` finds differences."""

from collections.abc import Iterator
from uuid import UUID

from django.db import transaction

from lianfang.ledger import bulk, counting, store
from lianfang.ledger.check import subjects
from lianfang.ledger.folds import Seen, all_folds, fold
from lianfang.ledger.kinds import all_kinds
from lianfang.ledger.models import DayCount, Entry, HourCount, MentionRow
from lianfang.ledger.refold import subject_type, write

_AT_ONCE = 1_000  # subjects folded, or entries read, at a time: memory stays flat


def rebuild() -> int:
    """Everything that follows from entries, written anew in one transaction; gives how many subjects there are.

    The door stays shut meanwhile. Entries, the vault and the registers' own rows are not touched.
    """
    with transaction.atomic():
        store.lock()
        for teller in all_folds().values():
            teller.model._default_manager.all().delete()
        DayCount.objects.all().delete()
        HourCount.objects.all().delete()
        MentionRow.objects.all().delete()
        _mentions()
        return sum(_refolded(chunk) for chunk in bulk.chunks(subjects(), _AT_ONCE))


def _refolded(chunk: list[tuple[UUID, list[Seen]]]) -> int:
    folded = {subject: fold(subject_type(entries), subject, entries) for subject, entries in chunk}
    write(folded)
    for result in folded.values():
        counting.add(result.tally.counts)
    return len(folded)


def _mentions() -> None:
    for rows in bulk.chunks(_entries(), _AT_ONCE):
        said = [
            (entity, seq, role, at, place)
            for seq, kind, at, place, data in rows
            for entity, role in store.mentioned(all_kinds()[kind].fact.model_validate(data))
        ]
        bulk.insert(MentionRow, store.MENTIONED, said)


def _entries() -> Iterator[tuple[int, str, object, str, object]]:
    return Entry.objects.order_by("seq").values_list("seq", "kind", "at", "place", "data").iterator()
