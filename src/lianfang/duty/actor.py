"""From a member's postings to the `Actor` that the door and every query ask."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from lianfang.duty.roles import rights_of
from lianfang.ledger import clock
from lianfang.ledger.scope import Actor, narrowest

if TYPE_CHECKING:
    from lianfang.duty.models import Member

# A phone may come back from the hills two weeks late: as long as one observation period.
GRACE = timedelta(days=14)

# Whoever is not signed in. Not `Actor(None)`: that is the system, which may do everything.
NOBODY = Actor(UUID(int=0))


def actor_of(member: "Member", at: datetime | None = None) -> Actor:
    """What a member may do at a moment (by default now), from one query over their postings.

    `former` holds the rights of postings that ended within the last 14 days. A closed account may do nothing.
    """
    return _held(member, at or clock.now()) if member.is_active else Actor(member.pk)


def author_of(member: "Member") -> Actor:
    """By what the facts are judged that a member recorded and somebody brings in for them.

    As `actor_of`, though the account may have been closed meanwhile: that ended its postings, and what was recorded
    in the 14 days before is still taken.
    """
    return _held(member, clock.now())


def _held(member: "Member", moment: datetime) -> Actor:
    recent = member.postings.filter(Q(until=None) | Q(until__gt=moment - GRACE), since__lte=moment)
    now: defaultdict[str, set[str]] = defaultdict(set)
    lately: defaultdict[str, set[str]] = defaultdict(set)
    for role, area, until in recent.values_list("role", "area_id", "until"):
        reach = now if until is None or until > moment else lately
        for right in rights_of(role):
            reach[right.value].add(area)
    return Actor(member.pk, _narrow(now), _narrow(lately))


def _narrow(reach: Mapping[str, set[str]]) -> dict[str, tuple[str, ...]]:
    return {right: narrowest(areas) for right, areas in reach.items()}
