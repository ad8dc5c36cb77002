"""Reading figures for a briefing: a fixed number of queries at any size of the ledger, and the sums proved."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from lianfang.areas import queries as areas
from lianfang.briefing.clock import Days
from lianfang.briefing.content import Share, Spans, Sums, added, lean
from lianfang.ledger import explain
from lianfang.ledger.figures import Figure, all_figures
from lianfang.orders.choices import Measure
from lianfang.orders.figures import OBSERVED, OBSERVED_ENDED, UNDER
from lianfang.outreach.figures import NEEDS, STATES
from lianfang.verification.figures import STANDINGS, TARGETS

_PARTS = {2: 4, 4: 6, 6: 9, 9: 12}
_WHOLE = 24  # from the village down: every code for itself, since grids differ in length
ByArea = dict[str, Sums]


class DoesNotAddUpError(Exception):
    """The parts of a figure do not add up to it. Such a briefing is not written: something is wrong in the house."""

    def __init__(self, area: str, whole: Figure, listed: int, parts: int) -> None:
        sentence = _("%(area)s %(what)s共 %(listed)s，各类情况合计 %(parts)s，账目不平，请运行 lianfang check。")
        super().__init__(sentence % {"area": area, "what": _(whole.title), "listed": listed, "parts": parts})


def by_area(area: str, moment: datetime) -> ByArea:
    """Every declared figure from the beginning to a moment, by part of the area."""
    digits = parts_by(area)
    found: ByArea = {}
    for (code, part), value in explain.totals(all_figures().keys(), [area], moment, by=digits).items():
        found.setdefault(part, {})[code] = value
    return found


def spans_and_shares(area: str, days: Days) -> tuple[Spans, tuple[Share, ...]]:
    """The area's sums in each period and its parts. Raises DoesNotAddUpError rather than give wrong numbers."""
    at_cutoff = by_area(area, days.cutoff)
    at_today, at_yesterday, at_before = (by_area(area, m) for m in (days.today, days.yesterday, days.before))
    prove(at_cutoff)
    yesterday = _between(at_today, at_yesterday)
    spans = Spans(
        total=_whole(at_cutoff),
        today=_whole(_between(at_cutoff, at_today)),
        yesterday=_whole(yesterday),
        before=_whole(_between(at_yesterday, at_before)),
    )
    return spans, _shares(area, at_cutoff, yesterday)


def prove(parts: ByArea) -> None:
    """In every part each target has one standing, each need one state, and who was observed still is or no longer."""
    observed = (OBSERVED_ENDED, UNDER[Measure.CENTRAL], UNDER[Measure.HOME])
    for whole, standings in (
        (TARGETS, STANDINGS.values()),
        (NEEDS, STATES.values()),
        (OBSERVED, observed),
    ):
        for area, sums in parts.items():
            listed = sums.get(whole.code, 0)
            standing = sum(sums.get(figure.code, 0) for figure in standings)
            if listed != standing:
                raise DoesNotAddUpError(area, whole, listed, standing)


def parts_by(area: str) -> int:
    """How many digits tell an area's parts apart."""
    return _PARTS.get(len(area), _WHOLE)


def part_of(whole: str, area: str) -> str:
    """The part of an area that a code counts to; what is filed under the whole itself stays there."""
    return area[: parts_by(whole)]


def _whole(parts: Mapping[str, Sums]) -> Sums:
    return added(list(parts.values()))


def _between(until: ByArea, since: ByArea) -> ByArea:
    return {
        part: {
            code: until.get(part, {}).get(code, 0) - since.get(part, {}).get(code, 0)
            for code in until.get(part, {}).keys() | since.get(part, {}).keys()
        }
        for part in until.keys() | since.keys()
    }


def _shares(area: str, at_cutoff: ByArea, yesterday: ByArea) -> tuple[Share, ...]:
    """Parts in which anything stands or happened, in the order of codes."""
    found = [
        (part, lean(at_cutoff.get(part, {})), lean(yesterday.get(part, {})))
        for part in sorted(at_cutoff.keys() | yesterday.keys())
    ]
    names = areas.names([part for part, *_sums in found])
    return tuple(Share(part, names.get(part, part), total, flow) for part, total, flow in found if total or flow)
