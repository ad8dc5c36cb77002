"""Checking a slip: by its QR, which is sealed, or by the short code printed below it, which is looked up."""

from dataclasses import dataclass
from datetime import datetime

from lianfang.proofs import codes, tokens
from lianfang.proofs.choices import Found, Standing
from lianfang.proofs.models import Proof
from lianfang.proofs.queries.standing import standing
from lianfang.proofs.tokens import ForeignError, ForgedError, Ticket, UnreadableError

_FOUND = {
    Standing.VALID: Found.VALID,
    Standing.EXPIRED: Found.EXPIRED,
    Standing.REVOKED: Found.REVOKED,
    Standing.UNFOUNDED: Found.REVOKED,
}
LONGEST = 1_000
"""Letters of a QR with the address before it: anything longer is none of ours."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found. `proof` as far as there is one, `ticket` what the QR says of itself if it is genuine."""

    found: Found
    proof: Proof | None = None
    ticket: Ticket | None = None


def check(text: str, now: datetime) -> Checked:
    """Check what was scanned or typed. One query at most."""
    tidy = codes.tidy(text[:LONGEST])
    if len(tidy) == codes.SHORT:
        rows = list(standing(Proof.objects.filter(code=tidy), now)[:2])
        return _of(rows[0], None) if len(rows) == 1 else Checked(Found.UNREADABLE)
    try:
        ticket = tokens.read(tidy)
    except ForgedError:
        return Checked(Found.FORGED)
    except ForeignError:
        return Checked(Found.FOREIGN)
    except UnreadableError:
        return Checked(Found.UNREADABLE)
    row = standing(Proof.objects.filter(issued=ticket.entry), now).first()
    # Genuine, but of an issue that was corrected or voided since.
    return Checked(Found.REVOKED, ticket=ticket) if row is None else _of(row, ticket)


def _of(row: Proof, ticket: Ticket | None) -> Checked:
    return Checked(_FOUND[Standing(row.standing)], row, ticket)  # type: ignore[attr-defined]  # as annotated
