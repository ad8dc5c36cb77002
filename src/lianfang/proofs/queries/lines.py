"""Proofs as a list shows them: what, for whom, how it stands, until when. Read for a whole page at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from lianfang.areas.queries import labels
from lianfang.desk.components import Tone
from lianfang.desk.facts.naming import members
from lianfang.ledger.scope import Actor
from lianfang.people.queries import areas_of
from lianfang.proofs.choices import Standing
from lianfang.proofs.models import Proof
from lianfang.vault.reading import Shown, show

TONES = {
    Standing.VALID: Tone.DONE,
    Standing.EXPIRED: Tone.VOID,
    Standing.REVOKED: Tone.VOID,
    Standing.UNFOUNDED: Tone.LATE,
}


@dataclass(frozen=True, slots=True)
class Line:
    """One proof with what the member may see of it."""

    proof: Proof
    who: Shown
    plate: str
    area: str
    by: str

    @property
    def pk(self) -> UUID:
        """The proof's id."""
        return self.proof.pk

    @property
    def standing(self) -> Standing:
        """How it stands, as the query found it."""
        return Standing(self.proof.standing)  # type: ignore[attr-defined]  # annotated, see `queries.standing`

    @property
    def tone(self) -> Tone:
        """How its standing looks."""
        return TONES[self.standing]


def lines(actor: Actor, proofs: Sequence[Proof], purpose: str) -> list[Line]:
    """These proofs as lines, in the same order. The same few queries for any number.

    Holders are shown by the area that answers for them, not by where the proof was issued.
    """
    people = areas_of(actor, {proof.person for proof in proofs if proof.person})
    vehicles = {proof.vehicle: proof.area for proof in proofs if proof.vehicle}
    shown = show(actor, people | vehicles, purpose)
    places, issuers = labels({proof.area for proof in proofs}), members(actor, {proof.member for proof in proofs})
    return [
        Line(
            proof,
            shown[proof.person] if proof.person else Shown(),
            shown[proof.vehicle].plate if proof.vehicle else "",
            places[proof.area],
            issuers.get(proof.member, ""),
        )
        for proof in proofs
    ]
