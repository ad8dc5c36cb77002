"""What has changed since the last frozen briefing: late entries and corrections, figure by figure."""

from collections import Counter as Bag
from collections.abc import Iterable, Iterator
from uuid import UUID

from django.db.models import Q

from lianfang.briefing.clock import BEGINNING, days
from lianfang.briefing.content import Briefing, Change, Corrections
from lianfang.ledger import store
from lianfang.ledger.explain import feeding
from lianfang.ledger.figures import all_figures
from lianfang.ledger.folds import Seen, tally_of
from lianfang.ledger.models import Entry
from lianfang.ledger.refold import subject_type
from lianfang.ledger.scope import covers

_AT_ONCE = 500
_PERIODS = ("total", "yesterday")
_Key = tuple[str, str]


def since(last: Briefing, id_: UUID) -> Corrections:
    """The differences between a frozen briefing and what the ledger says today about the same periods.

    Costs as many queries as there are late entries in thousands, whatever the size of the ledger: only subjects
    with something new about the time before the cut-off can count differently now.
    """
    delta: Bag[_Key] = Bag()
    entries: Bag[_Key] = Bag()
    for moved, fresh in _differences(last):
        for key, amount in moved.items():
            if amount:
                delta[key] += amount
                entries[key] += fresh
    keys = [(code, period) for period in _PERIODS for code in all_figures() if delta[code, period]]
    changes = (_change(last, key, delta[key], entries[key]) for key in keys)
    return Corrections(id_, last.cutoff, tuple(changes))


def _change(last: Briefing, key: _Key, moved: int, entries: int) -> Change:
    code, period = key
    old = last.spans.of(period).get(code, 0)
    return Change(code, period, old, old + moved, entries)


def _differences(last: Briefing) -> Iterator[tuple[Bag[_Key], int]]:
    """For each subject with late entries: how its counts moved, and how many entries did it."""
    late = _late(last)
    listed = sorted(late)
    for start in range(0, len(listed), _AT_ONCE):
        chunk = listed[start : start + _AT_ONCE]
        then, now = store.of_subjects(chunk, last.seq), store.of_subjects(chunk)
        for subject in chunk:
            moved = _counts(last, subject, now[subject])
            moved.subtract(_counts(last, subject, then.get(subject, ())))
            yield moved, late[subject]


def _late(last: Briefing) -> Bag[UUID]:
    """Subjects that got entries since, about the time before the cut-off (or correcting some), and how many."""
    about = Q(at__gte=BEGINNING, at__lt=last.cutoff) | Q(corrects__isnull=False)
    fresh = Entry.objects.filter(about, seq__gt=last.seq, kind__in=feeding(all_figures().keys()))
    return Bag(fresh.values_list("subject", flat=True).iterator())


def _counts(last: Briefing, subject: UUID, entries: Iterable[Seen]) -> Bag[_Key]:
    """What a subject adds to the briefing's figures in its periods."""
    listed = list(entries)
    found: Bag[_Key] = Bag()
    if not listed:
        return found
    around = days(last.cutoff)
    for slot, amount, entry in tally_of(subject_type(listed), subject, listed, explain=True).causes:
        for period in _PERIODS:
            begin, end = around.span(period)
            if begin <= entry.at < end and covers([last.area], slot.area):
                found[slot.figure, period] += amount
    return found
