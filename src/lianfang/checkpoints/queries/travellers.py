"""Who passed, as this member may know them: in full where it was said in their areas, masked elsewhere."""

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from lianfang.checkpoints.models import Passage
from lianfang.ledger.scope import Actor
from lianfang.vault.reading import Shown, show, stated


def known(actor: Actor, entities: Collection[UUID], purpose: str) -> dict[UUID, Shown]:
    """Persons and vehicles that passages name. Naming somebody of elsewhere must not show who they are.

    Two readings of the vault for any number.
    """
    told = stated(actor, entities, purpose)
    silent = {entity: "" for entity, who in told.items() if not (who.name or who.id_number or who.plate)}
    return told | (show(actor, silent, purpose) if silent else {})


def entities(rows: Iterable[Passage]) -> set[UUID]:
    """Everybody and everything that these passages name."""
    found: set[UUID] = set()
    for row in rows:
        found.update(people_of(row))
        if row.vehicle is not None:
            found.add(row.vehicle)
    return found


def people_of(row: Passage) -> list[UUID]:
    """The travellers who were named, in the order they were taken down."""
    return [UUID(hex=one) for one in row.people]


def called(row: Passage, shown: Mapping[UUID, Shown]) -> list[str]:
    """The names of a passage's travellers, as far as there are any."""
    return [name for person in people_of(row) if (name := shown[person].name or shown[person].id_number)]
