"""What a slice follows from besides the ledger: when any of it changes, the phone walks its slice anew."""

import hashlib
import json
from typing import Final

from lianfang.field.carry import Carry
from lianfang.ledger import clock
from lianfang.vault.models import Destruction
from lianfang.verification.queries.scope import overlap

EDITION: Final = 2
"""The shape of the records; it grows when a record says something it did not say before."""


def scope(carry: Carry) -> str:
    """A digest of a phone's rights, areas, teams, chosen area, and of which identities were destroyed. One query."""
    areas = carry.areas
    destroyed = Destruction.objects.order_by("id").values_list("id", "area")
    told = [
        EDITION,
        str(carry.actor.member),
        sorted((right, *reach) for right, reach in carry.actor.rights.items()),
        carry.area,
        sorted(map(str, carry.groups)),
        [str(id_) for id_, area in destroyed if overlap(area, areas)],
        # Passages leave a phone by age, of which no entry tells: those at posts walk anew each week.
        clock.now().strftime("%G-%V") if carry.reach["passage"] else "",
    ]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]
