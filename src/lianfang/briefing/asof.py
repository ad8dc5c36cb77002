"""Read models as they were at a cut-off, exactly: rows nothing has happened to since are read as they stand, the
others are folded again from what happened before it. At a cut-off of "now" that is none."""

from collections.abc import Iterator
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from lianfang.ledger import store
from lianfang.ledger.folds import Seen, effective, fold
from lianfang.ledger.kinds import Voided, all_kinds
from lianfang.ledger.models import Entry
from lianfang.ledger.refold import subject_type
from lianfang.ledger.scope import covers, within
from lianfang.outreach.models import Need
from lianfang.verification.kinds import Placed
from lianfang.verification.models import Door, Target

Row = TypeVar("Row", Target, Door, Need)
_AT_ONCE = 500


def standing(model: type[Row], area: str, cutoff: datetime) -> QuerySet[Row]:
    """Rows of the area that are today what they were at the cut-off."""
    since = Entry.objects.filter(subject=OuterRef("pk"), at__gte=cutoff)
    rows: QuerySet[Row] = model._default_manager.filter(within([area])).filter(~Exists(since))
    return rows


def folded(model: type[Row], subject: str, area: str, cutoff: datetime) -> Iterator[Row]:
    """Rows of the area as they were at the cut-off, of subjects to which something has happened since."""
    listed = _touched(subject, area, cutoff)
    for start in range(0, len(listed), _AT_ONCE):
        for id_, entries in store.of_subjects(listed[start : start + _AT_ONCE]).items():
            row = _then(subject, id_, entries, cutoff)
            if isinstance(row, model) and covers([area], row.area):
                yield row


def _then(subject: str, id_: UUID, entries: list[Seen], cutoff: datetime) -> Model | None:
    """The row that what happened before the cut-off makes; what was corrected since is taken as corrected."""
    if subject_type(entries) != subject:
        return None
    return fold(subject, id_, [entry for entry in effective(entries) if entry.at < cutoff]).row


def _touched(subject: str, area: str, cutoff: datetime) -> list[UUID]:
    """Subjects with entries since the cut-off that were ever recorded in the area, or placed there from elsewhere."""
    kinds = {code for code, kind in all_kinds().items() if kind.subject == subject or kind is Voided.kind}
    same = Entry.objects.filter(subject=OuterRef("subject"))
    placed = same.filter(kind=Placed.kind.code, data__to__startswith=area)
    since = Entry.objects.filter(kind__in=kinds, at__gte=cutoff)
    here = since.filter(Q(Exists(same.filter(within([area])))) | Q(Exists(placed)))
    # Not DISTINCT: for that SQLite would read the whole ledger in the order of subjects.
    return sorted(set(here.order_by().values_list("subject", flat=True)))
