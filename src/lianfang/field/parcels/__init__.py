"""The types of record that go down to a phone, in the order in which a walk takes them: doors before people."""

from typing import Any, Final

from lianfang.field.parcels.base import Parcel
from lianfang.field.parcels.checkpoints import Hits, Passages, Posts
from lianfang.field.parcels.outreach import Needs
from lianfang.field.parcels.register import Households, Persons
from lianfang.field.parcels.verification import Doors, Targets

PARCELS: Final[tuple[Parcel[Any], ...]] = (
    Households(),
    Persons(),
    Targets(),
    Doors(),
    Needs(),
    Posts(),
    Passages(),
    Hits(),
)
"""A later slice that has something for the phone adds its parcel here."""
