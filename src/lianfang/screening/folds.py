"""How a hit follows from its entries."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from lianfang.ledger.folds import Balance, Fold, Seen, Tally, register
from lianfang.ledger.kinds import Fact
from lianfang.screening import figures
from lianfang.screening.choices import Action, Handling, State
from lianfang.screening.kinds import Handled, HitFound, Matched
from lianfang.screening.models import Hit


@dataclass(slots=True)
class HitState:
    """A hit as told so far."""

    id: UUID
    area: str = ""
    place: str = ""
    owner: str = ""
    found: UUID | None = None
    at: datetime | None = None
    action: Action | None = None
    certain: bool = True
    person: UUID | None = None
    vehicle: UUID | None = None
    source: str = ""
    watched: UUID | None = None
    handling: Handling | None = None
    handled_at: datetime | None = None
    handled_by: UUID | None = None
    balance: Balance = field(default_factory=Balance)

    @property
    def state(self) -> State:
        """How it stands: by what was said last, else by whether somebody waits at the post."""
        if self.handling is not None:
            return self.handling.state
        return State.OPEN if self.action is not None and self.action.urgent else State.NOTED


class HitFold(Fold[HitState]):
    """One row per hit."""

    subject = "hit"
    model = Hit
    figures = tuple(figures.STATES.values())

    def start(self, subject: UUID) -> HitState:
        """Not yet found."""
        return HitState(subject)

    def step(self, state: HitState, entry: Seen, tally: Tally) -> None:
        """Take one entry in, then count what the hit has become."""
        _STEPS[type(entry.fact)](state, entry, entry.fact)
        if state.found is None:
            return  # found and matched happen at one moment: which is folded first is chance
        stands = figures.STATES.get(state.state)
        state.balance.become({"state": (stands, state.area)} if stands else {}, entry, tally)

    def project(self, state: HitState) -> Hit | None:
        """The hit's row; none once the record it was found in was taken back."""
        if state.found is None:
            return None
        return Hit(state=state.state, handling=state.handling or "", **{n: getattr(state, n) for n in _KEPT})


_KEPT = tuple(column.name for column in Hit._meta.concrete_fields if column.name not in {"state", "handling"})


def _found(state: HitState, entry: Seen, fact: HitFound) -> None:
    state.area, state.place, state.at = entry.area, entry.place, entry.at
    state.found, state.action, state.certain = fact.found, fact.action, fact.certain
    state.person, state.vehicle = fact.person, fact.vehicle


def _matched(state: HitState, entry: Seen, fact: Matched) -> None:
    state.owner, state.source, state.watched = entry.area, fact.source, fact.watched


def _handled(state: HitState, entry: Seen, fact: Handled) -> None:
    state.handling, state.handled_at, state.handled_by = fact.outcome, entry.at, entry.member


_STEPS: dict[type[Fact], Callable[[HitState, Seen, Any], None]] = {
    HitFound: _found,
    Matched: _matched,
    Handled: _handled,
}

register(HitFold())
