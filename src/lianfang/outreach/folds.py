"""How a need follows from its entries, whatever phones without network say of it at the same time."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from lianfang.ledger.folds import Balance, Fold, Seen, Tally, register
from lianfang.ledger.kinds import Fact
from lianfang.outreach import figures
from lianfang.outreach.choices import Clash, Heard, NeedKind, Reason, State
from lianfang.outreach.kinds import NeedClosed, NeedDelivered, NeedRaised, NeedTaken
from lianfang.outreach.models import Need


@dataclass(slots=True)
class NeedState:
    """A need as told so far."""

    id: UUID
    area: str = ""
    household: UUID | None = None
    person: UUID | None = None
    what: NeedKind = NeedKind.OTHER
    urgent: bool = False
    channel: Heard = Heard.DOOR
    wanted_by: date | None = None
    state: State = State.OPEN
    member: UUID | None = None
    raised: UUID | None = None
    raised_at: datetime | None = None
    taken_at: datetime | None = None
    delivered_at: datetime | None = None
    closed_at: datetime | None = None
    reason: Reason | None = None
    clashes: set[Clash] = field(default_factory=set)
    helped: bool = False
    balance: Balance = field(default_factory=Balance)


class NeedFold(Fold[NeedState]):
    """One row per need. The rules where statements do not agree:

    - two take it: it stays with the first, until somebody hands it on by name;
    - not met, then taken: it is under way again;
    - met is met: neither taking nor closing undoes it (voiding the delivery does), and it counts once.
    """

    subject = "need"
    model = Need
    figures = (figures.NEEDS, figures.HELPED, *figures.STATES.values())

    def start(self, subject: UUID) -> NeedState:
        """Not yet raised."""
        return NeedState(subject)

    def step(self, state: NeedState, entry: Seen, tally: Tally) -> None:
        """Take one entry in, then count what the need has become."""
        _STEPS[type(entry.fact)](state, entry, entry.fact)
        if state.raised is None:
            return  # a clock ran behind: the raising comes later in time than what followed it
        if state.state is State.DELIVERED and not state.helped:
            state.helped = True
            tally.add(figures.HELPED, 1, entry, area=state.area)
        stands = {
            "need": (figures.NEEDS, state.area),
            "state": (figures.STATES[state.state], state.area),
        }
        state.balance.become(stands, entry, tally)

    def project(self, state: NeedState) -> Need | None:
        """The need's row; none once its raising was taken back, whatever else was said."""
        if state.raised is None:
            return None
        kept = {name: getattr(state, name) for name in _KEPT}
        clash = next((clash for clash in Clash if clash in state.clashes), "")
        return Need(reason=state.reason or "", clash=clash, **kept)


_KEPT = tuple(column.name for column in Need._meta.concrete_fields if column.name not in {"reason", "clash"})


def _raised(state: NeedState, entry: Seen, fact: NeedRaised) -> None:
    state.raised, state.raised_at = entry.id, state.raised_at or entry.at
    state.area, state.household = entry.area, fact.household
    state.person = fact.who.person if fact.who else None
    state.what, state.urgent, state.channel, state.wanted_by = fact.what, fact.urgent, fact.channel, fact.wanted_by


def _taken(state: NeedState, entry: Seen, fact: NeedTaken) -> None:
    taker = fact.to_member or entry.member
    if state.state is State.DELIVERED:
        return
    if state.state is State.TAKEN and fact.to_member is None and state.member != taker:
        state.clashes.add(Clash.TAKEN_TWICE)
        return
    state.state, state.member, state.taken_at = State.TAKEN, taker, entry.at
    state.closed_at = state.reason = None
    if fact.to_member is not None:
        state.clashes.discard(Clash.TAKEN_TWICE)  # somebody has said whose it is


def _delivered(state: NeedState, entry: Seen, fact: NeedDelivered) -> None:
    if state.state is State.DELIVERED:
        state.clashes.add(Clash.DELIVERED_TWICE)
        return
    if state.state is State.CLOSED:
        state.clashes.add(Clash.MET_AND_UNMET)
        state.closed_at = state.reason = None
    state.state, state.delivered_at = State.DELIVERED, entry.at
    state.member = state.member or entry.member


def _closed(state: NeedState, entry: Seen, fact: NeedClosed) -> None:
    if state.state is State.DELIVERED:
        state.clashes.add(Clash.MET_AND_UNMET)
        return
    state.state, state.closed_at, state.reason = State.CLOSED, entry.at, fact.reason


_STEPS: dict[type[Fact], Callable[[NeedState, Seen, Any], None]] = {
    NeedRaised: _raised,
    NeedTaken: _taken,
    NeedDelivered: _delivered,
    NeedClosed: _closed,
}

register(NeedFold())
