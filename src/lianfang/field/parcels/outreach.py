"""What people need."""

from collections.abc import Iterator, Mapping
from typing import ClassVar, Final
from uuid import UUID

from lianfang.field.parcels.base import NOBODY, Around, Parcel, Record, Sight
from lianfang.outreach.models import Need
from lianfang.outreach.queries.scope import VIEW

_AS_IT_IS: Final = ("area", "person", "what", "urgent", "state", "member", "wanted_by", "raised_at")


class Needs(Parcel[Need]):
    """Needs heard at a door or by telephone, whoever's they are."""

    sort: ClassVar = "need"
    right: ClassVar = VIEW
    model: ClassVar = Need
    hangs_on: ClassVar = ("person", "household")

    def entities(self, row: Need, doors: Mapping[UUID, str], sight: Sight) -> Iterator[tuple[UUID, str]]:
        """Who needs it, with the area that answers for them: for somebody in no register, that of the need."""
        if row.person is not None:
            yield row.person, doors[row.person]

    def record(self, row: Need, around: Around, sight: Sight) -> Record:
        """The need, in the words in which it was last raised."""
        door = self.door(row, around.doors, sight)
        who = around.shown[row.person, around.doors[row.person]] if row.person else NOBODY
        kept = {name: getattr(row, name) for name in _AS_IT_IS}
        return {
            "id": row.pk,
            **kept,
            "household": door[0] if door else None,
            "mine": sight.mine(row.member),
            "text": around.texts.get(row.raised, ""),
            "name": who.name,
            "phones": who.phones,
            "masked": who.masked,
        }
