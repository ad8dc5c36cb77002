"""Where these pages stand in the navigation, and what the top bar says of where one is."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianfang.areas.levels import VILLAGE_DIGITS
from lianfang.areas.queries import names
from lianfang.desk import nav, where
from lianfang.duty.models import Member
from lianfang.duty.rights import Right

_NAMED_AT_MOST = 3


def register() -> None:
    """Called once, when the app is ready."""
    nav.register(
        nav.Item(
            pgettext_lazy("several", "辖区"), "areas:index", "network", right=Right.AREA_VIEW, order=60, key="a"
        ),
        nav.Item(
            pgettext_lazy("several", "人员"), "duty:members", "users", right=Right.MEMBER_EDIT, order=70, key="p"
        ),
        nav.Item(pgettext_lazy("several", "单位"), "duty:agencies", "building-2", right=Right.MEMBER_EDIT, order=71),
        nav.Item(pgettext_lazy("several", "小组"), "duty:groups", "user-check", right=Right.MEMBER_EDIT, order=72),
        nav.Item(_("我的设备"), "duty:devices", "key-round", right=Right.DEVICE_OWN, order=90),
    )
    where.provide(here)


def here(request: HttpRequest) -> where.Where | None:
    """The widest areas in which the member may look at anything."""
    member = request.user
    if not isinstance(member, Member) or not member.areas(Right.AREA_VIEW):
        return None
    reach = member.areas(Right.AREA_VIEW)
    shown = _("、").join(_spoken(reach[:_NAMED_AT_MOST]))
    return where.Where(shown if len(reach) <= _NAMED_AT_MOST else shown + "…")


def _spoken(codes: Sequence[str]) -> list[str]:
    """The areas' names; below the village, with the village's: every village has a first grid."""
    known = names([*codes, *(code[:VILLAGE_DIGITS] for code in codes)])
    return [
        " ".join(known.get(part, part) for part in dict.fromkeys((code[:VILLAGE_DIGITS], code)))
        if len(code) > VILLAGE_DIGITS
        else known.get(code, code)
        for code in codes
    ]
