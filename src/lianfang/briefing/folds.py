"""How a frozen briefing follows from its entries."""

from uuid import UUID

from lianfang.briefing.clock import BEGINNING
from lianfang.briefing.kinds import BriefingFrozen, BriefingSigned
from lianfang.briefing.models import FrozenBriefing
from lianfang.ledger.folds import Fold, Seen, Tally, register


class BriefingFold(Fold[FrozenBriefing]):
    """One row per frozen briefing; the text stays as first written unless that entry itself is corrected."""

    subject = "briefing"
    model = FrozenBriefing

    def start(self, subject: UUID) -> FrozenBriefing:
        """Nothing written yet; a row stays like this when what was written has been taken back."""
        return FrozenBriefing(id=subject, cutoff=BEGINNING, written_at=BEGINNING, seq=0, content={})

    def step(self, state: FrozenBriefing, entry: Seen, tally: Tally) -> None:
        """The first text holds; a signature counts when it is on this very text."""
        fact = entry.fact
        if isinstance(fact, BriefingFrozen) and not state.digest:
            state.area, state.cutoff, state.seq = entry.area, fact.content.cutoff, fact.content.seq
            state.content, state.digest = fact.content.as_json(), fact.digest
            state.written_by, state.written_at = entry.member, entry.at
        elif isinstance(fact, BriefingSigned) and fact.digest == state.digest and state.signed_at is None:
            state.signed_by, state.signed_at = entry.member, entry.at

    def project(self, state: FrozenBriefing) -> FrozenBriefing:
        """The row is the state."""
        return state


register(BriefingFold())
