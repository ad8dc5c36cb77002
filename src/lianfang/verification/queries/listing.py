"""Which targets a member asks for: filters as conditions, orders, and search by identity."""

from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import DateField, DateTimeField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from lianfang.ledger.models import Entry, MentionRow
from lianfang.vault.search import search
from lianfang.verification.kinds import Listed
from lianfang.verification.models import Target
from lianfang.verification.queries.crew import groups_of
from lianfang.verification.queries.scope import Scope, again, held, late

FOUND_AT_MOST = 200
TOWN_DIGITS = 9
# Name in the address → field; the first is the order in which the index lies.
ORDERS: Final = {
    "area": "area",
    "due": "due_on",
    "returned": "returned",
    "attempts": "attempts",
    "contact": "contact",
}
_NEVER = date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Filters of the target list; what is empty does not filter. `who` is "", "me", "none", a member or a group."""

    standing: tuple[str, ...] = ()
    who: str = ""
    member: UUID | None = None
    group: UUID | None = None
    late: bool = False
    again: bool = False
    source: UUID | None = None
    origin: str = ""
    returned_from: date | None = None
    returned_to: date | None = None
    extra: Q = field(default_factory=Q)


def wanted(scope: Scope, asked: Wanted) -> QuerySet[Target]:
    """The targets that fit. Always a range of the campaign's areas; at most one query beside it (groups of mine)."""
    rows = scope.targets().filter(_who(scope, asked), asked.extra)
    if asked.standing:
        rows = rows.filter(standing__in=asked.standing)
    if asked.late:
        rows = rows.filter(late([scope.campaign], scope.today))
    if asked.again:
        rows = rows.filter(again(scope.today))
    if asked.source:
        rows = rows.filter(Exists(listings(asked.source)))
    if asked.origin:
        rows = rows.filter(origin__icontains=asked.origin)
    if asked.returned_from:
        rows = rows.filter(returned_on__gte=asked.returned_from)
    if asked.returned_to:
        rows = rows.filter(returned_on__lte=asked.returned_to)
    return rows


def ordered(rows: QuerySet[Target], field: str) -> QuerySet[Target]:
    """With the annotation an order needs: what is not known comes last. See `ORDERS`."""
    if field == "due_on":
        return rows.annotate(due_on=Coalesce("due", Value(_NEVER), output_field=DateField()))
    if field == "returned":
        return rows.annotate(returned=Coalesce("returned_on", Value(_NEVER), output_field=DateField()))
    if field == "contact":
        return rows.annotate(contact=Coalesce("last_contact", "listed", output_field=DateTimeField()))
    return rows


def _who(scope: Scope, asked: Wanted) -> Q:
    if asked.who == "me":
        return Q(member=scope.actor.member) | Q(group__in=groups_of(scope.actor.member))
    if asked.who == "none":
        return Q(member=None, group=None)
    if asked.member:
        return Q(member=asked.member)
    return Q(group=asked.group) if asked.group else Q()


def listings(source: UUID) -> QuerySet[Entry]:
    """The listings of the target at hand on one list that hold: neither corrected nor voided."""
    on_list = MentionRow.objects.filter(entry=OuterRef("seq"), entity=source, role="listed_in")
    undone = Entry.objects.filter(corrects=OuterRef("id"))
    rows = Entry.objects.filter(subject=OuterRef("pk"), kind=Listed.kind.code)
    return rows.filter(Exists(on_list)).exclude(Exists(undone))


def found(scope: Scope, text: str, rows: QuerySet[Target]) -> list[Target]:
    """The targets among `rows` whose person or door fits what was typed, the best first.

    What was said of a person lies in the area where they were listed, which may be above the grid they turned
    out to live in: so the towns around the member's areas are searched too, and only targets within the
    member's areas are given. Five queries.
    """
    towns = tuple(sorted({area[:TOWN_DIGITS] for area in scope.areas}))
    fits = [*search(text, scope.areas, FOUND_AT_MOST), *search(text, towns, FOUND_AT_MOST)]
    rank = {entity: place for place, entity in reversed(list(enumerate(fits)))}
    hits = rows.filter(held(scope.areas), Q(person__in=rank) | Q(household__in=rank))
    last = len(rank)
    return sorted(hits, key=lambda t: (min(rank.get(t.person, last), rank.get(t.household or t.pk, last)), t.pk.hex))
