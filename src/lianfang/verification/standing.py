"""How a target stands: the heart of "not one missed". Closed only by the three refusals (B2)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from lianfang.ledger.figures import Figure
from lianfang.ledger.folds import Balance, Fold, Seen, Tally
from lianfang.ledger.kinds import Fact
from lianfang.people.kinds import Decision
from lianfang.verification import figures
from lianfang.verification.choices import Accuracy, Channel, Finding, Outcome, Standing, WrongReason
from lianfang.verification.kinds import (
    Assigned,
    Checked,
    Claimed,
    Doubted,
    DoubtSettled,
    FedBack,
    IdentityMirrored,
    Listed,
    Placed,
    Visited,
)
from lianfang.verification.models import Target


@dataclass(slots=True)
class TargetState:
    """A target as told so far."""

    id: UUID
    campaign: UUID | None = None
    person: UUID | None = None
    area: str = ""
    household: UUID | None = None
    placed: bool = False
    unsure: bool = False
    decision: Decision | None = None
    into: UUID | None = None
    listed: datetime | None = None
    listings: int = 0
    origin: str = ""
    returned_on: date | None = None
    transport: str = ""
    member: UUID | None = None
    group: UUID | None = None
    due: date | None = None
    claimed_by: UUID | None = None
    claimed_until: datetime | None = None
    attempts: int = 0
    last_contact: datetime | None = None
    last_outcome: Outcome | None = None
    again_on: date | None = None
    met_at: datetime | None = None
    accuracy: Accuracy | None = None
    checked_at: datetime | None = None
    fed_back_at: datetime | None = None
    doubted: bool = False
    concealed: bool = False
    closed_at: datetime | None = None
    balance: Balance = field(default_factory=Balance)

    @property
    def standing(self) -> Standing:
        """The one thing that is said of this target; see `Standing` for the order."""
        if self.into is not None:
            return Standing.DUPLICATE
        if self.undecided:
            return Standing.UNDECIDED
        if self.doubted:
            return Standing.DOUBTED
        if self.met_at is not None:
            return self._once_met()
        if self.last_outcome is not None:
            return _UNMET.get(self.last_outcome, Standing.NOT_MET)
        return Standing.TO_VISIT if self.placed else Standing.UNPLACED

    @property
    def undecided(self) -> bool:
        """Whether somebody still has to say who this is; "ask the door" waits until somebody has been there."""
        if self.decision is Decision.ASK:
            return self.met_at is not None
        return self.unsure and self.decision is None

    def _once_met(self) -> Standing:
        if self.accuracy is None:
            return Standing.TO_CHECK
        if self.accuracy is Accuracy.WRONG:
            return Standing.TO_CORRECT
        told = (moment for moment in (self.met_at, self.checked_at) if moment is not None)
        if self.fed_back_at is None or self.fed_back_at < max(told):
            return Standing.TO_FEED_BACK
        return Standing.CLOSED


_UNMET = {
    Outcome.LIVES_ELSEWHERE: Standing.LIVES_ELSEWHERE,
    Outcome.LEFT_AGAIN: Standing.LEFT_AGAIN,
    Outcome.PASSED_THROUGH: Standing.PASSED_THROUGH,
    Outcome.NOT_FOUND: Standing.NOT_FOUND,
    Outcome.WRONG_ADDRESS: Standing.WRONG_ADDRESS,
    Outcome.REFUSED: Standing.REFUSED,
}


class TargetFold(Fold[TargetState]):
    """One row per person and campaign."""

    subject = "target"
    model = Target
    figures = (figures.TARGETS, figures.MET, figures.CONCEALED, *figures.STANDINGS.values())

    def start(self, subject: UUID) -> TargetState:
        """Not yet listed."""
        return TargetState(subject)

    def step(self, state: TargetState, entry: Seen, tally: Tally) -> None:
        """Take one entry in, then count what the target has become."""
        _STEPS[type(entry.fact)](state, entry, entry.fact)
        if state.campaign is None:
            return  # a clock ran behind: the listing comes later in time than what followed it
        standing = state.standing
        if standing is Standing.CLOSED:
            state.closed_at = state.closed_at or entry.at
        else:
            state.closed_at = None
        state.balance.become(_counted(state, standing), entry, tally)

    def project(self, state: TargetState) -> Target | None:
        """The target's row; none once every listing was taken back, whatever else was said."""
        if state.campaign is None:
            return None
        standing = state.standing
        kept = {name: getattr(state, name) for name in _KEPT}
        return Target(
            standing=standing,
            open=standing not in {Standing.CLOSED, Standing.DUPLICATE},
            last_outcome=state.last_outcome or "",
            accuracy=state.accuracy or "",
            **kept,
        )


_KEPT = tuple(
    column.name
    for column in Target._meta.concrete_fields
    if column.name not in {"standing", "open", "last_outcome", "accuracy"}
)


def _counted(state: TargetState, standing: Standing) -> dict[str, tuple[Figure, str]]:
    wanted = {
        "target": (figures.TARGETS, state.area),
        "standing": (figures.STANDINGS[standing], state.area),
    }
    if state.met_at is not None and standing is not Standing.DUPLICATE:
        wanted["met"] = (figures.MET, state.area)
    if state.concealed:
        wanted["concealed"] = (figures.CONCEALED, state.area)
    return wanted


def _listed(state: TargetState, entry: Seen, fact: Listed) -> None:
    state.listings += 1
    if state.campaign is None:
        state.campaign, state.person, state.listed = fact.campaign, fact.who.person, entry.at
        state.unsure = fact.unsure
    if not state.placed:
        state.area, state.placed = entry.area, fact.placed
    state.household = state.household or fact.household
    state.origin = state.origin or fact.origin
    state.returned_on = state.returned_on or fact.returned_on
    state.transport = state.transport or fact.transport


def _placed(state: TargetState, entry: Seen, fact: Placed) -> None:
    state.area, state.placed = fact.to, True
    state.household = fact.household or state.household


def _assigned(state: TargetState, entry: Seen, fact: Assigned) -> None:
    state.member, state.group = fact.to_member, fact.to_group
    state.due = fact.due or state.due


def _claimed(state: TargetState, entry: Seen, fact: Claimed) -> None:
    state.claimed_by, state.claimed_until = entry.member, fact.until


def _visited(state: TargetState, entry: Seen, fact: Visited) -> None:
    state.attempts += 1
    state.last_contact, state.last_outcome, state.again_on = entry.at, fact.outcome, fact.again_on
    state.claimed_by = state.claimed_until = None
    if fact.outcome is Outcome.MET and fact.channel is Channel.DOOR:
        state.met_at = state.met_at or entry.at


def _checked(state: TargetState, entry: Seen, fact: Checked) -> None:
    state.accuracy, state.checked_at = fact.accuracy, entry.at
    state.concealed = state.concealed or _concealed(fact.reason)


def _fed_back(state: TargetState, entry: Seen, fact: FedBack) -> None:
    state.fed_back_at = entry.at


def _doubted(state: TargetState, entry: Seen, fact: Doubted) -> None:
    state.doubted = True


def _settled(state: TargetState, entry: Seen, fact: DoubtSettled) -> None:
    state.doubted = fact.finding is Finding.UNRESOLVED
    if fact.finding in {Finding.CORRECTED, Finding.CONCEALED}:
        state.accuracy, state.checked_at = Accuracy.CORRECTED, entry.at
    state.concealed = state.concealed or fact.finding is Finding.CONCEALED or _concealed(fact.reason)


def _mirrored(state: TargetState, entry: Seen, fact: IdentityMirrored) -> None:
    state.decision = fact.decision
    state.into = fact.into if fact.decision is Decision.SAME else None


def _concealed(reason: WrongReason | None) -> bool:
    return reason is not None and reason.concealed


_STEPS: dict[type[Fact], Callable[[TargetState, Seen, Any], None]] = {
    Listed: _listed,
    Placed: _placed,
    Assigned: _assigned,
    Claimed: _claimed,
    Visited: _visited,
    Checked: _checked,
    FedBack: _fed_back,
    Doubted: _doubted,
    DoubtSettled: _settled,
    IdentityMirrored: _mirrored,
}
