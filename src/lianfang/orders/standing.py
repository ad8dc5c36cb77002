"""How an order stands, from everything recorded about it: pure, and always in favour of whoever is under it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from lianfang.ledger.folds import Seen
from lianfang.orders import rules
from lianfang.orders.choices import Clash, Measure, ObjectionResult, RejectReason, ReleaseReason, State, Target
from lianfang.orders.kinds import (
    Approved,
    EvidenceGone,
    Extended,
    Objected,
    ObjectionDecided,
    Proposed,
    Rejected,
    Released,
    Served,
)


@dataclass(slots=True)
class Standing:
    """What an order has become. `starts` is None unless a valid approval puts it into force."""

    state: State
    until: datetime
    starts: datetime | None = None
    ended: datetime | None = None
    approval: Seen | None = None
    rejected: datetime | None = None
    reject_reason: RejectReason | None = None
    release_reason: ReleaseReason | None = None
    served: Seen | None = None
    objected: datetime | None = None
    extended: datetime | None = None
    extensions: int = 0
    clashes: set[Clash] = field(default_factory=set)

    @property
    def ends(self) -> datetime:
        """When it ends, or ended."""
        return self.until if self.ended is None else self.ended

    def ends_at(self, at: datetime, reason: ReleaseReason) -> None:
        """It is released at this moment."""
        self.ended, self.release_reason, self.state = at, reason, State.RELEASED


def asked(proposal: Seen) -> Proposed:
    """What the proposal says."""
    assert isinstance(proposal.fact, Proposed)  # noqa: S101 - the fold keeps nothing else as a proposal
    return proposal.fact


def target(fact: Proposed) -> Target:
    """Whom or what the proposal is about."""
    return next(one for one in Target if getattr(fact, one.value))


def area(proposal: Seen) -> str:
    """The area that answers for the order: where it is served, else where it was proposed."""
    return proposal.fact.brings_to() or proposal.area


def settle(proposal: Seen, told: list[Seen]) -> Standing:
    """How the order stands after these other entries, given in fold order.

    - An approval counts if it is of this very proposal, by somebody else than who proposed it, under a rule that
      has the measure, in time, and while there is evidence left.
    - Rejected is rejected, whatever was approved.
    - It never runs longer than its rule gives: what goes beyond is cut off.
    - What ended stays ended: extending it afterwards does nothing.
    """
    fact = asked(proposal)
    stand = Standing(State.PROPOSED, fact.until)
    days = rules.most_days(fact.rule, fact.measure)
    if days is not None:
        _cut(stand, fact.since + timedelta(days=days))
    bare = _bare(fact, told, stand)
    _approve(stand, proposal, told, bare)
    _reject(stand, told)
    if stand.state is State.RUNNING:
        _run(stand, fact.measure, told, bare)
    _serve(stand, told)
    return stand


def _cut(stand: Standing, limit: datetime) -> None:
    if stand.until > limit:
        stand.until = limit
        stand.clashes.add(Clash.SHORTENED)


def _bare(fact: Proposed, told: list[Seen], stand: Standing) -> datetime | None:
    """Since when no evidence is left; None while there is some."""
    left: set[UUID] = set(fact.evidence)
    for entry in told:
        if isinstance(entry.fact, EvidenceGone):
            stand.clashes.add(Clash.EVIDENCE_GONE)
            left.discard(entry.fact.entry)
            if not left:
                return entry.at
    return None


def _approve(stand: Standing, proposal: Seen, told: list[Seen], bare: datetime | None) -> None:
    """The first approval that counts puts it into force; why others do not is kept only while none does."""
    faults: set[Clash] = set()
    for entry in told:
        fact = entry.fact
        if not isinstance(fact, Approved):
            continue
        until = stand.until if fact.until is None else min(stand.until, fact.until)
        fault = _fault(proposal, entry, fact, until, bare)
        if fault is None:
            stand.state, stand.until, stand.approval = State.RUNNING, until, entry
            stand.starts = max(entry.at, asked(proposal).since)
            return
        faults.add(fault)
    stand.clashes |= faults


def _fault(proposal: Seen, entry: Seen, fact: Approved, until: datetime, bare: datetime | None) -> Clash | None:
    """Why this approval puts nothing into force."""
    said = asked(proposal)
    if fact.proposal != proposal.id:
        return Clash.CHANGED_SINCE
    if entry.member is None or entry.member in {proposal.member, said.proposed_by}:
        return Clash.SAME_HANDS
    if not rules.known(said.rule):
        return Clash.NO_SUCH_RULE
    if rules.most_days(said.rule, said.measure) is None:
        return Clash.RULE_UNFIT
    if bare is not None and entry.at >= bare:
        return Clash.EVIDENCE_GONE
    return Clash.APPROVED_LATE if max(entry.at, said.since) >= until else None


def _reject(stand: Standing, told: list[Seen]) -> None:
    """A rejection, or an objection upheld before the approval, keeps it from ever running."""
    for entry in told:
        fact = entry.fact
        early = stand.approval is None or entry.at < stand.approval.at
        upheld = isinstance(fact, ObjectionDecided) and fact.result is ObjectionResult.UPHELD
        if isinstance(fact, Rejected) or (upheld and early):
            if stand.approval is not None:
                stand.clashes.add(Clash.APPROVED_AND_REJECTED)
            stand.state, stand.starts, stand.rejected = State.REJECTED, None, entry.at
            stand.reject_reason = fact.reason if isinstance(fact, Rejected) else RejectReason.NO_GROUND
            return


def _run(stand: Standing, measure: Measure, told: list[Seen], bare: datetime | None) -> None:
    """What happened while it ran: longer, or over before its time."""
    for entry in told:
        fact = entry.fact
        if bare is not None and entry.at >= bare and stand.ended is None and bare < stand.until:
            stand.ends_at(bare, ReleaseReason.EVIDENCE_GONE)
        if isinstance(fact, (Extended, Released)) and entry.at >= stand.ends:
            stand.clashes.add(Clash.ENDED_BEFORE)
        elif isinstance(fact, Extended):
            _extend(stand, entry, fact, measure)
        elif isinstance(fact, Released):
            stand.ends_at(entry.at, fact.reason)
        elif isinstance(fact, ObjectionDecided) and fact.result is ObjectionResult.UPHELD and entry.at < stand.ends:
            stand.ends_at(entry.at, ReleaseReason.UPHELD)


def _extend(stand: Standing, entry: Seen, fact: Extended, measure: Measure) -> None:
    """Longer by as many days, from the moment of deciding, as the rule gives and no measure exceeds."""
    days = rules.most_days(fact.rule, measure)
    if days is None:
        stand.clashes.add(Clash.RULE_UNFIT if rules.known(fact.rule) else Clash.NO_SUCH_RULE)
        return
    limit = entry.at + timedelta(days=min(days, measure.most_days))
    if fact.until > limit:
        stand.clashes.add(Clash.SHORTENED)
    if min(fact.until, limit) > stand.until:
        stand.until, stand.extended = min(fact.until, limit), entry.at
        stand.extensions += 1


def _serve(stand: Standing, told: list[Seen]) -> None:
    """Who was told, and whether an objection waits. Having refused the notice does not undo that it was brought.

    Whoever is under it longer is to be told again.
    """
    served = [entry for entry in told if isinstance(entry.fact, Served)]
    if served and stand.approval is not None and served[0].at < stand.approval.at:
        stand.clashes.add(Clash.SERVED_EARLY)
    if served and (stand.extended is None or served[-1].at >= stand.extended):
        stand.served = served[-1]
    for entry in _about_objections(told):
        if isinstance(entry.fact, Objected):
            stand.objected = entry.at
        elif stand.objected is None:
            stand.clashes.add(Clash.NO_OBJECTION)
        else:
            stand.objected = None


def _about_objections(told: list[Seen]) -> Iterator[Seen]:
    return (entry for entry in told if isinstance(entry.fact, (Objected, ObjectionDecided)))
