"""How a proof follows from its entries."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from lianfang.ledger.folds import Fold, Seen, Tally, register
from lianfang.proofs import figures
from lianfang.proofs.choices import MOST_DAYS, ProofKind, RevokeReason
from lianfang.proofs.codes import short
from lianfang.proofs.kinds import ProofIssued, ProofRevoked
from lianfang.proofs.models import Proof


@dataclass(slots=True)
class ProofState:
    """A proof as told so far."""

    id: UUID
    area: str = ""
    what: ProofKind = ProofKind.RESIDENCE
    work: str = ""
    person: UUID | None = None
    vehicle: UUID | None = None
    order: UUID | None = None
    until: date | None = None
    issued: UUID | None = None
    issued_at: datetime | None = None
    member: UUID | None = None
    revoked_at: datetime | None = None
    reason: RevokeReason | None = None
    counted: set[str] = field(default_factory=set)


class ProofFold(Fold[ProofState]):
    """One row per proof. Issued again, the latest words hold; revoked is revoked, whatever is said later."""

    subject = "proof"
    model = Proof
    figures = (figures.REVOKED, *figures.ISSUED.values())

    def start(self, subject: UUID) -> ProofState:
        """Not yet issued."""
        return ProofState(subject)

    def step(self, state: ProofState, entry: Seen, tally: Tally) -> None:
        """Take one entry in, then count what the proof has become: issued once, revoked once."""
        if isinstance(entry.fact, ProofIssued):
            _issued(state, entry, entry.fact)
        elif isinstance(entry.fact, ProofRevoked) and state.reason is None:
            state.revoked_at, state.reason = entry.at, entry.fact.reason
        if state.issued is None:
            return  # a clock ran behind: the issue comes later in time than what followed it
        become = {"issued": figures.ISSUED[state.what]} | ({"revoked": figures.REVOKED} if state.reason else {})
        for name, figure in become.items():
            if name not in state.counted:
                tally.add(figure, 1, entry, area=state.area)
                state.counted.add(name)

    def project(self, state: ProofState) -> Proof | None:
        """The proof's row; none once its issue was taken back."""
        if state.issued is None:
            return None
        kept = {name: getattr(state, name) for name in _KEPT}
        return Proof(reason=state.reason or "", code=short(state.issued), **kept)


_KEPT = tuple(column.name for column in Proof._meta.concrete_fields if column.name not in {"reason", "code"})


def _issued(state: ProofState, entry: Seen, fact: ProofIssued) -> None:
    state.area, state.what, state.work = entry.area, fact.what, fact.work.value if fact.work else ""
    state.person, state.order = fact.who.person, fact.order
    # Never longer than any proof may be good for: phones remember what was taken back for as long as that.
    state.until = min(
        fact.until, timezone.localdate(entry.at, timezone.get_default_timezone()) + timedelta(days=MOST_DAYS)
    )
    state.vehicle = fact.vehicle.vehicle if fact.vehicle else None
    state.issued, state.issued_at, state.member = entry.id, entry.at, entry.member


register(ProofFold())
