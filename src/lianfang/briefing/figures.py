"""Which figures a briefing adds together, and how every figure it shows is called."""

from dataclasses import dataclass

from django.utils.translation import gettext_noop as N_

from lianfang.ledger.figures import Figure, Unit, all_figures
from lianfang.orders.choices import Measure
from lianfang.orders.figures import UNDER
from lianfang.outreach.figures import STATES
from lianfang.verification.choices import Standing
from lianfang.verification.figures import STANDINGS

CLOSED = STANDINGS[Standing.CLOSED].code
DUPLICATE = STANDINGS[Standing.DUPLICATE].code
OPEN = {standing: each.code for standing, each in STANDINGS.items() if each.code not in {CLOSED, DUPLICATE}}


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as a briefing shows it: a declared one, or several that add up to something worth a name."""

    figure: Figure
    of: frozenset[str]

    @property
    def code(self) -> str:
        """The code it is opened by."""
        return self.figure.code


_COMBINED = {
    combined.code: combined
    for combined in (
        Shown(
            Figure(
                "briefing.open", N_("尚未销号"), Unit.PERSONS, N_("核查对象中尚未销号者，各有一个原因"), stock=True
            ),
            frozenset(OPEN.values()),
        ),
        Shown(
            Figure(
                "briefing.distinct", N_("实有核查对象"), Unit.PERSONS, N_("剔除与他人重复者后的核查对象"), stock=True
            ),
            frozenset({CLOSED, *OPEN.values()}),
        ),
        Shown(
            Figure(
                "briefing.needs_settled",
                N_("需求已办结"),
                Unit.MATTERS,
                N_("已办到，或已写明原因不能办到"),
                stock=True,
            ),
            frozenset(figure.code for state, figure in STATES.items() if not state.open),
        ),
        Shown(
            Figure("briefing.needs_open", N_("需求未办"), Unit.MATTERS, N_("待认领和办理中的需求"), stock=True),
            frozenset(figure.code for state, figure in STATES.items() if state.open),
        ),
        Shown(
            Figure(
                "briefing.observed",
                N_("正在医学观察"),
                Unit.PERSONS,
                N_("集中和居家隔离医学观察，尚未期满或解除"),
                stock=True,
                lapses=True,
            ),
            frozenset(UNDER[measure].code for measure in (Measure.CENTRAL, Measure.HOME)),
        ),
    )
}
OPEN_TOTAL, DISTINCT = "briefing.open", "briefing.distinct"
NEEDS_SETTLED, NEEDS_OPEN = "briefing.needs_settled", "briefing.needs_open"
OBSERVED_OPEN = "briefing.observed"


def shown(code: str) -> Shown:
    """The figure behind a code. Raises KeyError when there is none."""
    return _COMBINED[code] if code in _COMBINED else Shown(all_figures()[code], frozenset({code}))


def value(sums: dict[str, int], code: str) -> int:
    """A shown figure's value."""
    return sum(sums.get(part, 0) for part in shown(code).of)


def every() -> list[Shown]:
    """Every figure that can be shown and opened, in the order of declaration."""
    return [*(shown(code) for code in all_figures()), *_COMBINED.values()]
