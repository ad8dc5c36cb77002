"""Rebuild read models, figures and mentions from the ledger and compare: the proof that folds tell the truth."""

import json
from collections import Counter as Bag
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import models

from lianfang.ledger import bulk
from lianfang.ledger.folds import Folded, Seen, Slot, all_folds, fold
from lianfang.ledger.kinds import all_kinds
from lianfang.ledger.models import DayCount, Entry, HourCount, MentionRow, Waiting
from lianfang.ledger.refold import subject_type
from lianfang.ledger.store import COLUMNS, mentioned, seen

_AT_ONCE = 1_000  # subjects compared per query: memory stays flat at any size


@dataclass(frozen=True, slots=True)
class Difference:
    """Where what is kept and what the ledger says disagree."""

    what: str
    where: str
    kept: str
    rebuilt: str


@dataclass(slots=True)
class Report:
    """What was checked, and every difference found."""

    entries: int = 0
    subjects: int = 0
    rows: int = 0
    figures: int = 0
    mentions: int = 0
    waiting: int = 0
    differences: list[Difference] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Whether everything agrees."""
        return not self.differences

    def as_json(self) -> dict[str, Any]:
        """For `lianfang check --json`."""
        return asdict(self) | {"clean": self.clean}


def check() -> Report:
    """Read the whole ledger once, in the order of subjects, and compare with what is kept."""
    report = Report(waiting=Waiting.objects.count())
    counts: Bag[Slot] = Bag()
    rows: Bag[type[models.Model]] = Bag()
    for chunk in bulk.chunks(subjects(), _AT_ONCE):
        folded = {subject: _fold(report, subject, entries) for subject, entries in chunk}
        for result in folded.values():
            counts.update(result.tally.counts)
        _compare_rows(report, folded, rows)
    _count_rows(report, rows)
    _compare_figures(report, counts)
    _compare_mentions(report)
    return report


def subjects() -> Iterator[tuple[UUID, list[Seen]]]:
    """Every subject of the ledger with its entries; one pass, in flat memory."""
    ordered = Entry.objects.order_by("subject", "at", "id").values_list(*COLUMNS).iterator(chunk_size=5_000)
    for subject, group in groupby(map(seen, ordered), key=lambda entry: entry.subject):
        yield subject, list(group)


def _fold(report: Report, subject: UUID, entries: list[Seen]) -> Folded:
    report.entries += len(entries)
    report.subjects += 1
    return fold(subject_type(entries), subject, entries)


def _compare_rows(report: Report, folded: dict[UUID, Folded], rows: Bag[type[models.Model]]) -> None:
    expected: dict[type[models.Model], dict[UUID, models.Model]] = {}
    for subject, result in folded.items():
        if result.row is not None:
            expected.setdefault(type(result.row), {})[subject] = result.row
    for model, rebuilt in expected.items():
        rows[model] += len(rebuilt)
        kept = model._default_manager.in_bulk(list(rebuilt))
        for subject, row in rebuilt.items():
            _compare_row(report, model, kept.get(subject), row)


def _compare_row(report: Report, model: type[models.Model], kept: models.Model | None, row: models.Model) -> None:
    name = model._meta.label
    if kept is None:
        _differ(report, name, str(row.pk), "–", "row")
        return
    for column in model._meta.concrete_fields:
        ours, theirs = _plain(column, kept), _plain(column, row)
        if ours != theirs:
            _differ(report, name, f"{row.pk} {column.name}", ours, theirs)


def _plain(column: Any, row: models.Model) -> str:
    if isinstance(column, models.JSONField):  # PostgreSQL keeps keys in an order of its own
        return json.dumps(column.value_from_object(row), sort_keys=True, ensure_ascii=False, default=str)
    return str(column.value_to_string(row))


def _count_rows(report: Report, rows: Bag[type[models.Model]]) -> None:
    for teller in all_folds().values():
        kept = teller.model._default_manager.count()
        report.rows += kept
        if kept != rows[teller.model]:
            _differ(report, teller.model._meta.label, "rows", kept, rows[teller.model])


def _compare_figures(report: Report, counts: Bag[Slot]) -> None:
    days: Bag[tuple[Any, ...]] = Bag()
    hours: Bag[tuple[Any, ...]] = Bag()
    for slot, amount in counts.items():
        days[slot.figure, slot.day, slot.area, slot.place] += amount
        hours[slot.figure, slot.day, slot.hour, slot.area, slot.place] += amount
    report.figures = len(days)
    _compare_counters(report, "day", days, ("figure", "day", "area", "place"), DayCount)
    _compare_counters(report, "hour", hours, ("figure", "day", "hour", "area", "place"), HourCount)


def _compare_counters(
    report: Report,
    name: str,
    rebuilt: Bag[tuple[Any, ...]],
    key: tuple[str, ...],
    model: type[DayCount] | type[HourCount],
) -> None:
    kept: dict[tuple[Any, ...], int] = {}
    for *slot, value in model._default_manager.values_list(*key, "value").iterator():
        kept[tuple(slot)] = value
    for slot in kept.keys() | rebuilt.keys():
        if kept.get(slot, 0) != rebuilt[slot]:
            _differ(report, f"figure by {name}", " ".join(map(str, slot)), kept.get(slot, 0), rebuilt[slot])


def _compare_mentions(report: Report) -> None:
    """Every mention follows from its entry: compared piece by piece in the order of seq."""
    report.mentions = MentionRow.objects.count()
    total = 0
    for chunk in _entry_chunks():
        rebuilt = Bag(
            (entity, seq, role)
            for seq, kind, data in chunk
            for entity, role in mentioned(all_kinds()[kind].fact.model_validate(data))
        )
        first, last = chunk[0][0], chunk[-1][0]
        rows = MentionRow.objects.filter(entry__gte=first, entry__lte=last)
        kept = Bag(rows.values_list("entity", "entry", "role"))
        total += kept.total()
        for entity, seq, role in (kept - rebuilt) + (rebuilt - kept):
            _differ(
                report,
                "mention",
                f"{seq} {entity} {role}",
                kept[entity, seq, role],
                rebuilt[entity, seq, role],
            )
    if total != report.mentions:
        _differ(report, "mention", "rows of no entry", report.mentions, total)


def _entry_chunks() -> Iterator[list[tuple[int, str, Any]]]:
    last = 0
    while rows := list(Entry.objects.filter(seq__gt=last).order_by("seq").values_list("seq", "kind", "data")[:5_000]):
        yield rows
        last = rows[-1][0]


def _differ(report: Report, what: str, where: str, kept: object, rebuilt: object) -> None:
    report.differences.append(Difference(what, where, str(kept), str(rebuilt)))
