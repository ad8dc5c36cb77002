"""From rows to records: whatever they need from elsewhere is read once for all of them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from django.db import models

from lianfang.field.carry import Carry
from lianfang.field.parcels.base import Around, Parcel, Record, Sight, written
from lianfang.field.parcels.told import told
from lianfang.ledger.scope import Actor
from lianfang.outreach.models import Need
from lianfang.people.models import Household
from lianfang.people.queries import areas_of
from lianfang.vault import reading
from lianfang.vault.reading import Shown
from lianfang.verification.models import Target

PURPOSE: Final = "phone"
"""Under which looks at identities are logged."""

Packed = Sequence[tuple[Parcel[Any], Any]]


def pack(carry: Carry, rows: Packed) -> list[Record]:
    """These rows as records, in the same order. At most nine queries for any number."""
    sight = carry.sight
    doors = _answering(carry.actor, [row for _parcel, row in rows])
    wanted = {one for parcel, row in rows for one in parcel.entities(row, doors, sight)}
    around = Around(
        doors,
        _shown(sight, wanted),
        told([row for _parcel, row in rows if isinstance(row, Target)]),
        _texts(carry.actor, [row.raised for _parcel, row in rows if isinstance(row, Need)]),
    )
    return [written({"t": parcel.sort, **parcel.record(row, around, sight)}) for parcel, row in rows]


def _answering(actor: Actor, rows: Sequence[models.Model]) -> Mapping[UUID, str]:
    """The areas that answer for the households these rows point to, and for the persons whom needs name.

    Naming somebody in a need of one's own area must not show who they are.
    """
    pointed = {door for row in rows if (door := getattr(row, "household", None)) is not None}
    named = {row.person for row in rows if isinstance(row, Need) and row.person is not None}
    doors = dict(Household.objects.filter(pk__in=pointed).values_list("pk", "area")) if pointed else {}
    return doors | (areas_of(actor, named) if named else {})


def _shown(sight: Sight, wanted: Iterable[tuple[UUID, str]]) -> Mapping[tuple[UUID, str], Shown]:
    """Everybody once in clear and once masked at most: one person may be in the records of two areas."""
    clear: dict[bool, dict[UUID, str]] = {True: {}, False: {}}
    asked = list(wanted)
    for entity, area in asked:
        clear[sight.actor.may(reading.VIEW, area)][entity] = area
    found = {may: reading.show(sight.actor, whom, PURPOSE) if whom else {} for may, whom in clear.items()}
    return {(entity, area): found[sight.actor.may(reading.VIEW, area)][entity] for entity, area in asked}


def _texts(actor: Actor, entries: Sequence[UUID]) -> Mapping[UUID, str]:
    notes = reading.notes(actor, entries, PURPOSE) if entries else {}
    return {entry: fields.get("note", "") for entry, fields in notes.items()}
