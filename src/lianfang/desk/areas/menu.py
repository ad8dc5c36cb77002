"""Where the pages on areas stand in the navigation, and what the top bar says of where one is."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from lianfang.areas.queries import names
from lianfang.desk import nav, where
from lianfang.duty.models import Member
from lianfang.duty.rights import Right


def register() -> None:
    """Called once, when the desk is ready."""
    nav.register(nav.Item(_("辖区"), "areas:index", "network", right=Right.AREA_VIEW, order=60, key="a"))
    where.provide(here)


def here(request: HttpRequest) -> where.Where | None:
    """The widest areas in which the member may look at anything."""
    member = request.user
    if not isinstance(member, Member) or not member.areas(Right.AREA_VIEW):
        return None
    reach = member.areas(Right.AREA_VIEW)
    known = names(reach[:3])
    shown = "、".join(known.get(code, code) for code in reach[:3])
    return where.Where(shown if len(reach) <= 3 else shown + "…")
