"""Ids that follow from what is imported, so that importing it again is the same fact again."""

from uuid import UUID, uuid5

_CAMPAIGNS = UUID("0d3b2f4e-6a0c-5f7e-8a11-6c1f0b8a7d31")


def campaign_id(area: str, name: str) -> UUID:
    """A campaign opened by an import."""
    return uuid5(_CAMPAIGNS, f"{area}:{name}")


def list_id(campaign: UUID, digest: str, sheet: int) -> UUID:
    """A list is its file's bytes (SHA-256) and which of its sheets it is, whatever the file is called."""
    return uuid5(campaign, f"list:{digest}:{sheet}")


def record_id(list_: UUID, row: int, ordinal: int) -> UUID:
    """One person of one row: the person's id when nobody like them is known."""
    return uuid5(list_, f"person:{row}:{ordinal}")


def entry_id(list_: UUID, row: int, ordinal: int, kind: str) -> UUID:
    """The entry of that kind about one person of one row."""
    return uuid5(list_, f"{kind}:{row}:{ordinal}")


def target_id(campaign: UUID, person: UUID) -> UUID:
    """A person in a campaign."""
    return uuid5(campaign, f"target:{person.hex}")
