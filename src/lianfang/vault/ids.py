"""Ids that follow from what is said: the same wherever it is said, and telling nothing without the index key."""

from uuid import UUID

from lianfang.vault.keyring import Ring


def person_of(number: str, keys: Ring) -> UUID:
    """The person by a document number, as its holder keeps it."""
    return UUID(bytes=keys.digest("person", number)[:16], version=5)


def vehicle_of(plate: str, keys: Ring) -> UUID:
    """The vehicle by its normalised plate."""
    return UUID(bytes=keys.digest("vehicle", plate)[:16], version=5)
