"""Ids that follow from what is said: the same wherever it is said, and telling nothing without the index key."""

from functools import lru_cache
from hashlib import sha256
from uuid import UUID

from lianfang.vault.keyring import Ring

_LOW = (1 << 80) - 1
_SHAPE = 0xF000_C000_0000_0000_0000  # where an id (RFC 9562) keeps its version and variant
_CUSTOM = 0x8000_8000_0000_0000_0000  # version 8, made by a rule of one's own


@lru_cache(maxsize=65_536)  # the same commuters pass every morning
def person_of(number: str, keys: Ring) -> UUID:
    """The person by a document number, as its holder keeps it."""
    return UUID(bytes=keys.digest("person", number)[:16], version=5)


@lru_cache(maxsize=65_536)
def vehicle_of(plate: str, keys: Ring) -> UUID:
    """The vehicle by its normalised plate."""
    return UUID(bytes=keys.digest("vehicle", plate)[:16], version=5)


def statement_of(entry: UUID, field: str) -> UUID:
    """The statement that a field of an entry makes: the same whenever the entry comes.

    It begins with the entry's time (the first 48 bits of a UUIDv7), so that new rows lie together at the end of the
    table's index, however large it has grown. The rest is a hash: nobody can choose an entry whose statement takes
    the place of another's.
    """
    drawn = int.from_bytes(sha256(entry.bytes + field.encode()).digest()[:10], "big")
    return UUID(int=(entry.int & ~_LOW) | (drawn & ~_SHAPE) | _CUSTOM)
