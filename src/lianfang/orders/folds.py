"""How an order follows from its entries, in whatever order they come."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

from lianfang.ledger.figures import Figure
from lianfang.ledger.folds import Fold, Seen, Tally, register
from lianfang.orders import figures
from lianfang.orders.choices import Clash, State
from lianfang.orders.kinds import Proposed, Served
from lianfang.orders.models import Order
from lianfang.orders.standing import Standing, area, asked, settle, target


class Count(NamedTuple):
    """What an order adds to a figure that lapses, where and when; it moves whenever the order's start or end does."""

    figure: Figure
    amount: int
    area: str
    at: datetime


@dataclass(slots=True)
class OrderState:
    """An order as told so far: the proposal that holds, and everything else in fold order."""

    id: UUID
    proposal: Seen | None = None
    told: list[Seen] = field(default_factory=list)
    stand: Standing | None = None
    counted: dict[str, Count] = field(default_factory=dict)
    happened: set[Figure] = field(default_factory=set)


class OrderFold(Fold[OrderState]):
    """One row per order; see `standing` for the rules where statements do not agree.

    The first proposal holds: another one about the same order changes nothing, a correction of it does.
    """

    subject = "order"
    model = Order
    figures = (
        *figures.UNDER.values(),
        figures.HOUSEHOLDS,
        figures.OBSERVED,
        figures.OBSERVED_ENDED,
        figures.PROPOSED,
        figures.APPROVED,
        figures.REJECTED,
        figures.RELEASED,
    )

    def start(self, subject: UUID) -> OrderState:
        """Not yet proposed."""
        return OrderState(subject)

    def step(self, state: OrderState, entry: Seen, tally: Tally) -> None:
        """Take one entry in, see how the order stands now, and move what it counts as."""
        if not isinstance(entry.fact, Proposed):
            state.told.append(entry)
        elif state.proposal is None:
            state.proposal = entry
        if state.proposal is None:
            return
        state.stand = settle(state.proposal, state.told)
        here = area(state.proposal)
        for figure in _happened(state.stand):
            if figure not in state.happened:
                state.happened.add(figure)
                tally.add(figure, 1, entry, area=here)
        _move(state, dict(_runs(state.proposal, state.stand, here)), entry, tally)

    def project(self, state: OrderState) -> Order | None:
        """The order's row; none once its proposal was taken back, whatever else was said."""
        if state.proposal is None or state.stand is None:
            return None
        return _row(state.id, state.proposal, state.stand)


def _happened(stand: Standing) -> Iterator[Figure]:
    """What is counted once, at the moment it comes about, and stays counted whatever follows."""
    yield figures.PROPOSED
    if stand.approval is not None:
        yield figures.APPROVED
    if stand.state is State.REJECTED:
        yield figures.REJECTED
    if stand.state is State.RELEASED:
        yield figures.RELEASED


def _runs(proposal: Seen, stand: Standing, here: str) -> Iterator[tuple[str, Count]]:
    """What the order counts as while it runs: in when it starts, out when it ends, ahead of time."""
    fact = asked(proposal)
    begins, ends = stand.starts, stand.ends
    if begins is None or begins >= ends:
        return  # not in force, or released before it began
    whom = target(fact)
    held = figures.stock(fact.measure, whom)
    yield "begins", Count(held, 1, here, begins)
    yield "ends", Count(held, -1, here, ends)
    if figures.observes(fact.measure, whom):
        yield "observed", Count(figures.OBSERVED, 1, here, begins)
        yield "observed_ended", Count(figures.OBSERVED_ENDED, 1, here, ends)


def _move(state: OrderState, wanted: dict[str, Count], entry: Seen, tally: Tally) -> None:
    """Take out what holds no longer, put in what holds now."""
    for key in state.counted.keys() | wanted.keys():
        was, now = state.counted.get(key), wanted.get(key)
        if was != now:
            if was is not None:
                tally.add(was.figure, -was.amount, entry, area=was.area, at=was.at)
            if now is not None:
                tally.add(now.figure, now.amount, entry, area=now.area, at=now.at)
    state.counted = wanted


def _row(subject: UUID, proposal: Seen, stand: Standing) -> Order:
    fact, served = asked(proposal), stand.served.fact if stand.served else None
    clashes = [clash.value for clash in Clash if clash in stand.clashes]
    return Order(
        id=subject,
        area=area(proposal),
        measure=fact.measure.value,
        target=target(fact).value,
        person=fact.person,
        household=fact.household,
        place=fact.place,
        zone=fact.zone,
        at_household=fact.at_household,
        rule=fact.rule,
        evidence=[str(entry) for entry in fact.evidence],
        basis=[basis.value for basis in fact.basis],
        since=_utc(fact.since),
        until=_utc(stand.until),
        starts=stand.starts and _utc(stand.starts),
        ended=stand.ended,
        state=stand.state.value,
        responsible=fact.responsible,
        proposal=proposal.id,
        proposed_at=proposal.at,
        proposer=proposal.member or fact.proposed_by,
        approval=stand.approval.id if stand.approval else None,
        approved_at=stand.approval.at if stand.approval else None,
        approver=stand.approval.member if stand.approval else None,
        reject_reason=stand.reject_reason.value if stand.reject_reason else "",
        release_reason=stand.release_reason.value if stand.release_reason else "",
        served_at=stand.served.at if stand.served else None,
        served_how=served.how.value if isinstance(served, Served) else "",
        refused=isinstance(served, Served) and served.refused,
        objected=stand.objected,
        extensions=stand.extensions,
        clash=clashes[0] if clashes else "",
        clashes=clashes,
    )


def _utc(moment: datetime) -> datetime:
    """Moments as databases give them back, whatever zone they were written in."""
    return moment.astimezone(UTC)


register(OrderFold())
