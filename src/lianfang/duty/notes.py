"""The entry that a change of each sort of row leaves."""

from collections.abc import Iterable

from lianfang.areas.recording import Note
from lianfang.duty.kinds import Change, DeviceChanged, DutyChanged, Thing
from lianfang.duty.models import Agency, Group, GroupMember, Member, Posting, Token


def of_agency(row: Agency, change: Change, fields: Iterable[str] = ()) -> Note:
    """An agency, filed under its area."""
    return Note(row.pk, row.area_id, DutyChanged(thing=Thing.AGENCY, change=change, fields=list(fields)))


def of_member(row: Member, change: Change, fields: Iterable[str] = ()) -> Note:
    """A member, filed under the agency's area."""
    fact = DutyChanged(thing=Thing.MEMBER, change=change, fields=list(fields), agency=row.agency_id)
    return Note(row.pk, home(row), fact)


def of_posting(row: Posting, change: Change) -> Note:
    """A posting, filed under its area."""
    fact = DutyChanged(thing=Thing.POSTING, change=change, role=row.role, member=row.member_id)
    return Note(row.pk, row.area_id, fact)


def of_group(row: Group, change: Change, fields: Iterable[str] = ()) -> Note:
    """A group, filed under its area."""
    fact = DutyChanged(
        thing=Thing.GROUP, change=change, fields=list(fields), agency=row.agency_id, member=row.lead_id
    )
    return Note(row.pk, row.area_id, fact)


def of_membership(row: GroupMember, change: Change) -> Note:
    """Somebody's belonging to a group, filed under the group's area."""
    fact = DutyChanged(thing=Thing.MEMBERSHIP, change=change, group=row.group_id, member=row.member_id)
    return Note(row.pk, row.group.area_id, fact)


def of_token(row: Token, change: Change, area: str) -> Note:
    """A device, filed under an area of its member."""
    return Note(row.pk, area, DeviceChanged(change=change, member=row.member_id))


def home(member: Member) -> str:
    """The area under which what concerns a member is filed: that of the agency."""
    return member.agency.area_id if member.agency is not None else ""
