"""A figure opened: the entries that make it up, and exact sums up to any moment."""

from collections import Counter as Bag
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from lianfang.ledger import counting
from lianfang.ledger.figures import all_figures
from lianfang.ledger.folds import Seen, all_folds, tally_of
from lianfang.ledger.kinds import all_kinds
from lianfang.ledger.models import Entry
from lianfang.ledger.refold import subject_type
from lianfang.ledger.scope import covers, within
from lianfang.ledger.store import of_subjects

_SUBJECTS_AT_ONCE = 500
_BRIEF = timedelta(hours=1)
_COUNTY = 6  # digits


@dataclass(frozen=True, slots=True)
class Question:
    """Which figures, where and when; `until_seq` asks as the ledger stood then."""

    figures: frozenset[str]
    areas: tuple[str, ...]
    since: datetime
    until: datetime
    until_seq: int | None = None


@dataclass(frozen=True, slots=True)
class Cause:
    """One entry behind a figure, and how much it adds there. Its `at` is when it counts."""

    entry: Seen
    figure: str
    area: str
    amount: int


def feeding(figures: Collection[str]) -> set[str]:
    """The kinds whose entries can move any of these figures."""
    types = {t for t, teller in all_folds().items() if any(f.code in figures for f in teller.figures)}
    return {
        code
        for code, kind in all_kinds().items()
        if kind.subject in types or kind.subject == "*" or any(c.figure.code in figures for c in kind.counts)
    }


def _candidates(asked: Question) -> QuerySet[Entry]:
    """Entries in the period that may count in these areas: those of every subject that was ever recorded there.

    A subject may count where no entry in the period is filed, because an earlier or later one brought it there.
    Within an hour, or a whole county, the period leaves fewer to look at; otherwise the areas do. What counts into
    figures that lapse is looked at whenever it happened: its count may fall into the period all the same.
    """
    then = Q(kind__in=feeding(asked.figures), at__gte=asked.since, at__lt=asked.until)
    lapsing = [code for code in asked.figures if all_figures()[code].lapses]
    found = Entry.objects.filter(then | Q(kind__in=feeding(lapsing)) if lapsing else then)
    if asked.until_seq is not None:
        found = found.filter(seq__lte=asked.until_seq)
    here, brought = within(asked.areas), within(asked.areas, "into")
    if asked.until - asked.since <= _BRIEF or any(len(area) <= _COUNTY for area in asked.areas):
        same = Entry.objects.filter(subject=OuterRef("subject"))
        return found.filter(Exists(same.filter(here | brought)))
    subjects = Entry.objects.filter(here).values("subject").union(Entry.objects.filter(brought).values("subject"))
    return found.filter(subject__in=subjects)


def causes(asked: Question) -> Iterator[Cause]:
    """Every entry behind these figures in a period, subject by subject; exact at any moment."""
    subjects = list(_candidates(asked).order_by("subject").values_list("subject", flat=True).distinct())
    for start in range(0, len(subjects), _SUBJECTS_AT_ONCE):
        yield from _of(subjects[start : start + _SUBJECTS_AT_ONCE], asked)


def _of(subjects: Sequence[UUID], asked: Question) -> Iterator[Cause]:
    for subject, entries in of_subjects(subjects, asked.until_seq).items():
        tally = tally_of(subject_type(entries), subject, entries, explain=True)
        for slot, amount, entry in tally.causes:
            if (
                slot.figure in asked.figures
                and asked.since <= entry.at < asked.until
                and covers(asked.areas, slot.area)
            ):
                yield Cause(entry, slot.figure, slot.area, amount)


def totals(
    figures: Collection[str], areas: Sequence[str], cutoff: datetime, *, by: int | None = None
) -> dict[tuple[str, str], int]:
    """Sums from the beginning to any moment: counters to the full hour, then the entries since."""
    hour = counting.whole_hour(cutoff)
    sums: Bag[tuple[str, str]] = Bag(counting.upto(figures, areas, hour, by=by))
    for cause in causes(Question(frozenset(figures), tuple(areas), hour, cutoff)) if cutoff > hour else ():
        sums[cause.figure, "" if by is None else cause.area[:by]] += cause.amount
    return dict(sums)


def flows(
    figures: Collection[str], areas: Sequence[str], since: datetime, until: datetime, *, by: int | None = None
) -> dict[tuple[str, str], int]:
    """What happened within a period, exact at both ends."""
    sums: Bag[tuple[str, str]] = Bag(totals(figures, areas, until, by=by))
    sums.subtract(totals(figures, areas, since, by=by))
    return dict(sums)


def recount(asked: Question) -> dict[str, int]:
    """The sums from entries alone, as the ledger stood at a seq: how a frozen report is proved."""
    sums: Bag[str] = Bag()
    for cause in causes(asked):
        sums[cause.figure] += cause.amount
    return dict(sums)
