"""An external list broken down to its last row (B6): the parts add up to the rows, always.

Counted are listings: one row naming one person. A row that names two people is two, so the total is the list's
rows and what such rows add; two rows naming the same person are two as well and stand together, under the
standing of the one target they lead to (a target merged into another stands under "duplicate").
"""

from collections import Counter as Bag
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from lianfang.ledger.folds import Seen, effective
from lianfang.ledger.models import Entry, MentionRow
from lianfang.ledger.scope import covers
from lianfang.ledger.store import of_subjects
from lianfang.verification.choices import Standing
from lianfang.verification.kinds import Listed
from lianfang.verification.models import SourceList, Target
from lianfang.verification.queries.scope import VIEW, Scope, held

_LISTED = Listed.kind.code


@dataclass(slots=True)
class Breakdown:
    """One list. With `whole` the equation is over its rows, otherwise over the listings in the member's areas.

    rows + several + unannounced = refused + sum of standings + elsewhere + withdrawn + missing
    """

    source: SourceList
    whole: bool
    standings: Bag[Standing] = field(default_factory=Bag)
    elsewhere: int = 0
    rows_holding: int = 0
    rows_ever: int = 0
    targets: int = 0

    @property
    def listings(self) -> int:
        """Listings that hold."""
        return self.standings.total() + self.elsewhere

    @property
    def several(self) -> int:
        """What rows that name more than one person add to the number of rows."""
        return self.listings - self.rows_holding

    @property
    def withdrawn(self) -> int:
        """Rows all of whose listings were taken back as mistakes."""
        return self.rows_ever - self.rows_holding

    @property
    def missing(self) -> int:
        """Rows announced as readable of which no listing has come in (yet)."""
        return max(0, self._gap)

    @property
    def unannounced(self) -> int:
        """Rows that were listed although the list did not announce them."""
        return max(0, -self._gap)

    @property
    def _gap(self) -> int:
        return self.source.rows - self.source.refused - self.rows_ever

    @property
    def repeated(self) -> int:
        """Listings beyond the first of a target within this list."""
        return self.listings - self.targets

    @property
    def total(self) -> int:
        """What the parts add up to."""
        return self.source.rows + self.several + self.unannounced if self.whole else self.standings.total()


def breakdowns(scope: Scope) -> list[Breakdown]:
    """Every list of the campaign that concerns the member, broken down. A fixed number of queries."""
    reach = scope.actor.areas(VIEW)
    found = {
        source.pk: Breakdown(source, whole=covers(reach, source.area))
        for source in SourceList.objects.filter(campaign=scope.campaign.pk)
    }
    touched = _touched(found)
    _count_plain({pk: one for pk, one in found.items() if one.whole}, scope, touched)
    _count_within({pk: one for pk, one in found.items() if not one.whole}, scope, touched)
    _count_touched(found, scope, touched)
    return [one for one in found.values() if one.whole or one.standings.total()]


def _of(lists: Iterable[UUID]) -> QuerySet[Any]:
    """Listings on these lists, with their target."""
    subject = Entry.objects.filter(seq=OuterRef("entry")).values("subject")[:1]
    return MentionRow.objects.filter(entity__in=lists, role="listed_in").annotate(subject=Subquery(subject))


def _touched(lists: Mapping[UUID, Breakdown]) -> list[UUID]:
    """Targets one of whose listings on these lists was corrected or voided: few, folded one by one."""
    corrected = Entry.objects.filter(id=OuterRef("corrects"), kind=_LISTED)
    corrections = Entry.objects.filter(Exists(corrected), corrects__isnull=False)
    subjects = _of(lists).filter(subject__in=corrections.values("subject"))
    return list(subjects.values_list("subject", flat=True).distinct())


def _count_plain(found: Mapping[UUID, Breakdown], scope: Scope, touched: Sequence[UUID]) -> None:
    if not found:
        return
    plain = _of(found).exclude(subject__in=touched)
    stands = Target.objects.filter(pk=OuterRef("subject"))
    places = plain.annotate(
        standing=Subquery(stands.values("standing")[:1]), spot=Subquery(stands.values("area")[:1])
    )
    here = Count("pk", filter=held(scope.actor.areas(VIEW), "spot"))
    for source, standing, n, inside in places.values_list("entity", "standing").annotate(n=Count("pk"), here=here):
        found[source].standings[Standing(standing)] += inside
        found[source].elsewhere += n - inside
    spread = plain.annotate(row=_row()).values_list("entity")
    counts = spread.annotate(rows=Count("row", distinct=True), targets=Count("subject", distinct=True))
    for source, rows, targets in counts.values_list("entity", "rows", "targets"):
        found[source].rows_holding = found[source].rows_ever = rows
        found[source].targets = targets


def _count_within(found: Mapping[UUID, Breakdown], scope: Scope, touched: Sequence[UUID]) -> None:
    """For whoever sees a part of the list: from their targets to its listings, however long the list is."""
    theirs = Target.objects.filter(held(scope.actor.areas(VIEW)), campaign=scope.campaign.pk).exclude(pk__in=touched)
    listings = Entry.objects.filter(subject__in=theirs.values("pk"), kind=_LISTED)
    standing = Subquery(Target.objects.filter(pk=OuterRef("subject")).values("standing")[:1])
    inside = _of(found).filter(entry__in=listings.values("seq")).annotate(standing=standing)
    for source, stands, n in inside.values_list("entity", "standing").annotate(n=Count("pk")):
        found[source].standings[Standing(stands)] += n


def _count_touched(found: Mapping[UUID, Breakdown], scope: Scope, touched: Sequence[UUID]) -> None:
    if not touched:
        return
    told = of_subjects(touched)
    stands = Target.objects.in_bulk(touched)
    plain = _rows_of(found, told, touched)
    ever, holding = set(plain), set(plain)
    for subject, entries in told.items():
        ever |= {(fact.list, fact.row) for fact in _listings(entries, found)}
        held_now = _listings(effective(entries), found)
        for fact in held_now:
            holding.add((fact.list, fact.row))
            _stand(found[fact.list], stands[subject], scope)
        for source in {fact.list for fact in held_now}:
            found[source].targets += 1
    for source, _row in ever - plain:
        found[source].rows_ever += 1
    for source, _row in holding - plain:
        found[source].rows_holding += 1


def _listings(entries: Iterable[Seen], lists: Mapping[UUID, Breakdown]) -> list[Listed]:
    return [e.fact for e in entries if isinstance(e.fact, Listed) and e.fact.list in lists]


def _stand(breakdown: Breakdown, target: Target, scope: Scope) -> None:
    if covers(scope.actor.areas(VIEW), target.area):
        breakdown.standings[Standing(target.standing)] += 1
    else:
        breakdown.elsewhere += 1


def _rows_of(
    found: Mapping[UUID, Breakdown], told: Mapping[UUID, Sequence[Seen]], touched: Sequence[UUID]
) -> set[tuple[UUID, int]]:
    """Rows of touched targets that name an untouched one, too: they are counted already."""
    rows = {fact.row for entries in told.values() for fact in _listings(entries, found)}
    shared = _of(found).exclude(subject__in=touched).annotate(row=_row()).filter(row__in=rows)
    return set(shared.values_list("entity", "row"))


def _row() -> Subquery:
    """The row number of the listing at hand."""
    entries = Entry.objects.filter(seq=OuterRef("entry")).annotate(row=Cast(KT("data__row"), IntegerField()))
    return Subquery(entries.values("row")[:1])
