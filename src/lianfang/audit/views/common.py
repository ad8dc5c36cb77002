"""The way between the auditor's pages."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lianfang.areas.levels import Level
from lianfang.areas.queries import in_use
from lianfang.audit.scope import reach
from lianfang.desk.components import Tab
from lianfang.ledger.scope import Actor

_PAGES = (("viewings", N_("谁看过谁")), ("entries", N_("操作记录")), ("destructions", N_("身份信息销毁")))
_UPPER = (Level.COUNTY, Level.TOWN, Level.VILLAGE)


def tabs(current: str) -> list[Tab]:
    """The three pages."""
    return [Tab(_(label), reverse(f"audit:{name}"), name == current) for name, label in _PAGES]


def places(who: Actor) -> list[tuple[str, str]]:
    """The auditor's areas down to the village, for a list of choices; what lies deeper is indented. One query."""
    rows = in_use(reach(who)).filter(level__in=_UPPER).order_by("code").values_list("code", "name")
    return [(code, "　" * sum(len(code) > digits for digits in (6, 9)) + name) for code, name in rows]
