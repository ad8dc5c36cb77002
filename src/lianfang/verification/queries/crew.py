"""Who can see to targets: members posted there and groups, and what they are called."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from lianfang.areas.levels import ancestors
from lianfang.duty.models import Group, GroupMember, Member, Posting
from lianfang.duty.roles import ROLES, Role
from lianfang.ledger import clock
from lianfang.ledger.scope import within

MOST = 200  # names in one list of choices; a county's thousands are reached by choosing an area first
_VISITING = [role for role, duties in ROLES.items() if "verification.record" in duties.rights and duties.answers]


@dataclass(frozen=True, slots=True)
class Hand:
    """A member in a post: who, as what, and for which area."""

    member: UUID
    name: str
    role: str
    area: str


@dataclass(frozen=True, slots=True)
class Crew:
    """The members and groups that targets of some areas can go to."""

    hands: tuple[Hand, ...]
    groups: tuple[Group, ...]


def crew(areas: Sequence[str]) -> Crew:
    """Who is posted in these areas or answers for an area around them, nearest to the county first. Two queries."""
    around = {code for area in areas for code in ancestors(area)}
    reach = within(areas) | Q(area__in=around)
    return Crew(_hands(reach), tuple(Group.objects.filter(reach)[:MOST]))


def _hands(reach: Q) -> tuple[Hand, ...]:
    now = clock.now()
    rows = Posting.objects.filter(reach, Q(until=None) | Q(until__gt=now), since__lte=now, role__in=_VISITING)
    rows = rows.filter(member__is_active=True).order_by("area_id", "role", "since")
    found: dict[UUID, Hand] = {}
    for member, name, role, area in rows.values_list("member", "member__name", "role", "area_id")[: 2 * MOST]:
        found.setdefault(member, Hand(member, name, str(Role(role).label), area))
    return tuple(found.values())[:MOST]


def groups_of(member: UUID | None) -> tuple[UUID, ...]:
    """The groups a member belongs to. One query."""
    if member is None:
        return ()
    return tuple(GroupMember.objects.filter(member=member, until=None).values_list("group", flat=True))


def called(members: Collection[UUID | None], groups: Collection[UUID | None] = ()) -> Mapping[UUID, str]:
    """The names of members and groups. At most two queries; none for nobody."""
    found: dict[UUID, str] = {}
    if wanted := {member for member in members if member is not None}:
        found |= dict(Member.objects.filter(pk__in=wanted).values_list("id", "name"))
    if named := {group for group in groups if group is not None}:
        found |= dict(Group.objects.filter(pk__in=named).values_list("id", "name"))
    return found
