"""Where the pages on duty stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from lianfang.desk import nav
from lianfang.duty.rights import Right


def register() -> None:
    """Called once, when the desk is ready."""
    nav.register(
        nav.Item(_("人员"), "duty:members", "users", right=Right.MEMBER_EDIT, order=70, key="m"),
        nav.Item(_("单位"), "duty:agencies", "building-2", right=Right.MEMBER_EDIT, order=71),
        nav.Item(_("小组"), "duty:groups", "user-check", right=Right.MEMBER_EDIT, order=72),
        nav.Item(_("我的设备"), "duty:devices", "key-round", right=Right.DEVICE_OWN, order=90),
    )
