"""Publishing below county level: counts under 5 are hidden, and so is what would give them away.

Small counts single people out. Hiding them alone is not enough where parts and their sum are published together,
so in every sum with a single hidden term another term is hidden too. Not covered: subtracting two bulletins of
different days from one another.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lianfang.briefing.figures import (
    CLOSED,
    DISTINCT,
    DUPLICATE,
    NEEDS_OPEN,
    NEEDS_SETTLED,
    OBSERVED_OPEN,
    OPEN,
    OPEN_TOTAL,
)
from lianfang.briefing.report import Report, redraw
from lianfang.briefing.teller import Teller
from lianfang.briefing.wording import Key, Number
from lianfang.checkpoints.choices import Outcome
from lianfang.checkpoints.figures import OUTCOMES, REFERRALS
from lianfang.orders.choices import Measure
from lianfang.orders.figures import OBSERVED, OBSERVED_ENDED, UNDER
from lianfang.outreach.choices import State
from lianfang.outreach.figures import HELPED, NEEDS, STATES
from lianfang.verification.figures import TARGETS, VISITS

LEAST = 5
_COUNTY = 6  # digits; longer codes lie below county level
SMALL, ALSO = "＜5", "＊"


@dataclass(frozen=True, slots=True)
class Sum:
    """A number and those that add up to it."""

    whole: Number
    parts: tuple[Number, ...]

    def terms(self) -> tuple[Number, ...]:
        """All of them; any one follows from the others."""
        return (self.whole, *self.parts)


def suppress(report: Report, teller: Teller) -> Report:
    """The report with small numbers hidden, together with those they could be worked out from."""
    published = {number.key: number for number in report.numbers()}
    masks = {key: SMALL for key, number in published.items() if _small(number)}
    known = [each for each in _sums(teller) if any(term.key in published for term in each.terms())]
    while (found := _leak(known, published.keys(), masks)) is not None:
        masks[found] = ALSO
    return redraw(report, masks)


def _small(number: Number) -> bool:
    return len(number.area) > _COUNTY and 0 < abs(number.value) < LEAST


def _leak(sums: Iterable[Sum], published: Iterable[Key], masks: dict[Key, str]) -> Key | None:
    """The next number to hide, because without it one that is hidden could be worked out."""
    shown = set(published) - masks.keys()
    for each in sums:
        unknown = [term for term in each.terms() if term.key not in shown and not _given(term, published)]
        if not unknown or not _told(unknown, masks):
            continue
        choice = [term for term in each.terms() if term.key in shown]
        if choice:
            return min(choice, key=lambda term: (term is each.whole, term.value == 0, term.value)).key
    return None


def _given(term: Number, published: Iterable[Key]) -> bool:
    """A term that is left out because it is zero is known to be zero."""
    return term.value == 0 and term.key not in published


def _told(unknown: list[Number], masks: dict[Key, str]) -> bool:
    """Whether the hidden terms follow from the rest: a single one, or several that can only be one way."""
    if not any(term.key in masks for term in unknown):
        return False
    if len(unknown) == 1:
        return True
    small = all(masks.get(term.key) == SMALL for term in unknown)
    return small and len({abs(term.value) for term in unknown}) == 1 and abs(unknown[0].value) in {1, LEAST - 1}


def _sums(teller: Teller) -> Iterator[Sum]:
    """What adds up in a briefing, across figures and across areas."""
    number = teller.number
    yield Sum(number(DISTINCT), (number(CLOSED), number(OPEN_TOTAL)))
    yield Sum(number(OPEN_TOTAL), tuple(map(number, OPEN.values())))
    yield Sum(number(TARGETS.code), (number(DISTINCT), number(DUPLICATE)))
    for period in ("yesterday", "today"):
        standings = (CLOSED, DUPLICATE, *OPEN.values())
        yield Sum(number(TARGETS.code, period), tuple(number(code, period) for code in standings))
    for period in ("total", "yesterday", "today"):
        yield from _of_needs(teller, period)
        yield from _of_measures(teller, period)
    for share in teller.briefing.shares:
        part = [teller.part(share, code) for code in (DISTINCT, CLOSED, OPEN_TOTAL)]
        yield Sum(part[0], tuple(part[1:]))
    shares = teller.briefing.shares
    for code, period in ((DISTINCT, "total"), (CLOSED, "total"), (OPEN_TOTAL, "total"), (VISITS.code, "yesterday")):
        yield Sum(number(code, period), tuple(teller.part(share, code, period) for share in shares))


def _of_needs(teller: Teller, period: str) -> Iterator[Sum]:
    """Needs by their states, and by what the states add up to; who was helped follows from what was delivered."""

    def number(code: str) -> Number:
        return teller.number(code, period)

    states = {state: number(figure.code) for state, figure in STATES.items()}
    settled, still = number(NEEDS_SETTLED), number(NEEDS_OPEN)
    yield Sum(number(NEEDS.code), (settled, still))
    yield Sum(number(NEEDS.code), tuple(states.values()))
    yield Sum(settled, (states[State.DELIVERED], states[State.CLOSED]))
    yield Sum(still, (states[State.OPEN], states[State.TAKEN]))
    yield Sum(number(HELPED.code), (states[State.DELIVERED],))


def _of_measures(teller: Teller, period: str) -> Iterator[Sum]:
    """Who was observed is so still or no longer; who was sent to a clinic is waited for or answered for."""

    def number(code: str) -> Number:
        return teller.number(code, period)

    central, home, ended = number(UNDER[Measure.CENTRAL].code), number(UNDER[Measure.HOME].code), OBSERVED_ENDED.code
    yield Sum(number(OBSERVED_OPEN), (central, home))
    yield Sum(number(OBSERVED.code), (number(ended), number(OBSERVED_OPEN)))
    yield Sum(number(OBSERVED.code), (number(ended), central, home))
    yield Sum(number(OUTCOMES[Outcome.HOSPITAL].code), tuple(number(one.code) for one in REFERRALS.values()))
