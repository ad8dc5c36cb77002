"""What the home page and the navigation say of posts and referrals."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Sum
from django.http import HttpRequest
from django.utils import timezone

from lianfang.checkpoints import figures
from lianfang.checkpoints.choices import Outcome
from lianfang.checkpoints.kinds import VIEW
from lianfang.checkpoints.queries.scope import FOLLOW, overdue, posts
from lianfang.desk.facts.recording import actor
from lianfang.ledger import clock
from lianfang.ledger.models import DayCount
from lianfang.ledger.scope import within

_SAID = {
    "vehicles": figures.VEHICLES,
    "persons": figures.PERSONS,
    "turned_back": figures.OUTCOMES[Outcome.TURNED_BACK],
    "hospital": figures.OUTCOMES[Outcome.HOSPITAL],
}


def card(request: HttpRequest) -> Mapping[str, Any] | None:
    """Today at the posts of the member's areas. None where there is no post. At most three queries."""
    who = actor(request)
    open_posts = posts(who).filter(open=True).count()
    if not open_posts:
        return None
    codes = {figure.code: name for name, figure in _SAID.items()}
    today = timezone.localtime(clock.now()).date()
    rows = DayCount.objects.filter(within(who.areas(VIEW)), figure__in=codes, day=today)
    sums = rows.order_by().values_list("figure").annotate(Sum("value"))
    late = overdue(who).count() if who.may(FOLLOW) else 0
    return (
        dict.fromkeys(_SAID, 0) | {codes[code]: total for code, total in sums} | {"posts": open_posts, "late": late}
    )


def late_badge(request: HttpRequest) -> int:
    """How many referrals no clinic has answered in time."""
    return overdue(actor(request)).count()
