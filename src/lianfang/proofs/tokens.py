"""What a slip's QR holds: enough to trust the slip and to see whose it is, and not who that is.

Bytes of version 1, big-endian: version 1 · key id 4 · entry 16 · kind 1 · last day 2 (days since 1970-01-01) · area 5
(a village's code as a number, 0: none) · holder mark 2 · vehicle mark 2 · as printed (surname with a star, a space,
the document's last two characters; UTF-8) · signature 64. field/js/proof.js reads the same.

A mark is 12 bits of SHA-256 over the entry's id and a document number or plate. Whoever holds the document finds it
agrees; a stranger's agrees once in 4,095; and whoever tries every number, even with the county known, is left with
thousands that fit: too short to be the number in disguise.
"""

import hashlib
import struct
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from lianfang.proofs import codes, signing
from lianfang.proofs.choices import ProofKind

VERSION = 1
_HEAD = struct.Struct(">B4s16sBH5sHH")
_DOMAIN = b"lianfang-proof-v1\0"
_EPOCH = date(1970, 1, 1)
_KINDS = {ProofKind.RESIDENCE: 1, ProofKind.OBSERVATION_ENDED: 2, ProofKind.ESSENTIAL: 3}
_BY_NUMBER = {number: kind for kind, number in _KINDS.items()}
_VILLAGE = 12
_MARKS = 0xFFF
_LONGEST = 48  # bytes of what is printed


class ForgedError(Exception):
    """A key of this county is named, but it did not seal this."""


class ForeignError(Exception):
    """It is no slip of this county's keys."""


class UnreadableError(Exception):
    """It is no slip, or half of one."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a slip says of itself. `printed`: surname with a star and last two characters, as on its paper.

    `area` is a village's code, or "". Marks are 0 where there is nothing to compare.
    """

    entry: UUID
    what: ProofKind
    until: date
    area: str = ""
    holder: int = 0
    vehicle: int = 0
    printed: str = ""


def mark(entry: UUID, number: str) -> int:
    """The mark (1 to 4,095) of a canonical document number or normalised plate on this slip; 0 for an empty one."""
    if not number:
        return 0
    return 1 + int.from_bytes(hashlib.sha256(entry.bytes + number.encode()).digest()[:4], "big") % _MARKS


def seal(ticket: Ticket) -> str:
    """The slip's token, in the letters of `codes`."""
    kid = signing.current()
    area = int(ticket.area or "0").to_bytes(5, "big") if len(ticket.area) <= _VILLAGE else bytes(5)
    head = _HEAD.pack(
        VERSION,
        kid,
        ticket.entry.bytes,
        _KINDS[ticket.what],
        (ticket.until - _EPOCH).days,
        area,
        ticket.holder,
        ticket.vehicle,
    )
    content = head + ticket.printed.encode()[:_LONGEST]
    return codes.encode(content + signing.sign(kid, _DOMAIN + content))


def read(text: str) -> Ticket:
    """The slip behind a token as `codes.tidy` gives it. Raises ForgedError, ForeignError or UnreadableError."""
    try:
        sealed = codes.decode(text)
    except ValueError:
        raise UnreadableError from None
    content, signature = sealed[: -signing.SIGNATURE], sealed[-signing.SIGNATURE :]
    if not _HEAD.size <= len(content) <= _HEAD.size + _LONGEST or content[0] != VERSION:
        raise UnreadableError
    _version, kid, entry, number, days, area, holder, vehicle = _HEAD.unpack_from(content)
    try:
        if not signing.verifies(kid, _DOMAIN + content, signature):
            raise ForgedError
    except signing.UnknownKeyError:
        raise ForeignError from None
    return Ticket(
        UUID(bytes=entry),
        _BY_NUMBER[number],
        _EPOCH + timedelta(days=days),
        _village(int.from_bytes(area, "big")),
        holder,
        vehicle,
        content[_HEAD.size :].decode(errors="replace"),
    )


def _village(number: int) -> str:
    return str(number).zfill(_VILLAGE) if number else ""
