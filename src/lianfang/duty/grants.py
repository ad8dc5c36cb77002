"""Who may give what to whom: nobody gives what reaches beyond their own areas and rights, nor to themselves."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from lianfang.duty.models import Member, Posting
from lianfang.duty.rights import Right
from lianfang.duty.roles import Role, rights_of
from lianfang.ledger import clock
from lianfang.ledger.scope import Actor


def may_grant(actor: Actor, role: str, area: str) -> bool:
    """Whether the actor may give or end this post there.

    They need every right the post gives, in that whole area, or the right `role.grant`, which administrators
    hold because they set the house up without having the rights themselves.
    """
    if not actor.may(Right.MEMBER_EDIT, area):
        return False
    return actor.may(Right.ROLE_GRANT, area) or all(actor.may(right, area) for right in rights_of(role))


def grantable(actor: Actor, area: str) -> list[Role]:
    """The posts an actor may give in an area, for the form."""
    return [role for role in Role if may_grant(actor, role, area)]


def require_edit(actor: Actor, area: str) -> None:
    """Raise PermissionDenied unless the actor keeps the register of duty in this area."""
    if not actor.may(Right.MEMBER_EDIT, area):
        raise PermissionDenied(_("该单位或人员不在您的维护范围内。"))


def require_grant(actor: Actor, member: Member, role: str, area: str) -> None:
    """Raise PermissionDenied unless the actor may give this post to this member."""
    if member.pk == actor.member:
        raise PermissionDenied(_("不能给自己任命岗位，请由上级办理。"))
    require_reach(actor, role, area)


def require_reach(actor: Actor, role: str, area: str) -> None:
    """Raise PermissionDenied unless the actor may give or end this post there."""
    if not may_grant(actor, role, area):
        raise PermissionDenied(_("这个岗位或区域超出了您自己的权限，请由上级办理。"))


def require_over(actor: Actor, member: Member) -> None:
    """Raise PermissionDenied unless the actor may change this member's account.

    Whoever holds an account's password holds its posts, so every post it has must be one the actor could give.
    """
    if member.agency is not None:
        require_edit(actor, member.agency.area_id)
    for posting in current(member):
        if not may_grant(actor, posting.role, posting.area_id):
            raise PermissionDenied(_("该人员有您无权任命的岗位，请由上级办理。"))


def current(member: Member) -> list[Posting]:
    """The member's postings that have not ended, those that begin later included."""
    now = clock.now()
    return [posting for posting in member.postings.all() if posting.until is None or posting.until > now]
