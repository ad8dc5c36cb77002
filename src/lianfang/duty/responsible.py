"""Who answers: at every level of the grid a named person does. One query, however many areas are asked about."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from lianfang.areas.levels import ancestors
from lianfang.duty.models import Member, Posting
from lianfang.duty.roles import ROLES, Role
from lianfang.ledger import clock

# Above so many codes it is cheaper to read every posting than to name the areas.
_NAMED_AT_MOST = 5_000
_RANK = {role: duties.answers for role, duties in ROLES.items() if duties.answers is not None}


@dataclass(frozen=True, slots=True)
class Answering:
    """A member who answers for an area, in which role, and for how wide an area they were named."""

    member: Member
    role: Role
    area: str


def answers_for(codes: Collection[str], at: datetime | None = None) -> Mapping[str, list[Answering]]:
    """Who answers for each area at a moment (by default now): the chain, nearest to the door first.

    "Nearest" is the smallest area, then the order of roles in `roles.ROLES`, then who has held it longest.
    Every code asked about is in the answer, with an empty list where nobody answers.
    """
    prefixes = {code: (code, *ancestors(code)) for code in codes}
    by_area: defaultdict[str, list[Answering]] = defaultdict(list)
    named = set().union(*prefixes.values())
    for posting in _current(named, at or clock.now()):
        by_area[posting.area_id].append(_answering(posting))
    return {code: _chain(by_area, chain) for code, chain in prefixes.items()}


def assignee(codes: Collection[str], at: datetime | None = None) -> Mapping[str, Answering]:
    """The one person an area's work goes to: the first of the chain. Areas nobody answers for are left out."""
    return {code: chain[0] for code, chain in answers_for(codes, at).items() if chain}


def _current(areas: Collection[str], at: datetime) -> QuerySet[Posting]:
    holding = Posting.objects.filter(Q(until=None) | Q(until__gt=at), since__lte=at, role__in=_RANK)
    if len(areas) <= _NAMED_AT_MOST:
        holding = holding.filter(area__in=areas)
    return holding.filter(member__is_active=True).select_related("member").order_by("since", "id")


def _answering(posting: Posting) -> Answering:
    return Answering(posting.member, Role(posting.role), posting.area_id)


def _chain(by_area: Mapping[str, list[Answering]], areas: Iterable[str]) -> list[Answering]:
    return [
        answering
        for area in areas
        if area in by_area
        for answering in sorted(by_area[area], key=lambda answering: _RANK[answering.role])
    ]
