"""Needs as a list shows them: what, whose, where, how it stands, who sees to it. Read for a whole page at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lianfang.areas.queries import labels
from lianfang.desk.components import Tone
from lianfang.desk.facts.naming import members
from lianfang.ledger import clock
from lianfang.ledger.scope import Actor
from lianfang.outreach.choices import State
from lianfang.outreach.models import Need
from lianfang.outreach.queries.scope import due, is_late
from lianfang.people.models import Household
from lianfang.people.queries import areas_of
from lianfang.vault import reading
from lianfang.vault.reading import Shown

TONES = {State.OPEN: Tone.TODO, State.TAKEN: Tone.ACTIVE, State.DELIVERED: Tone.DONE, State.CLOSED: Tone.VOID}


@dataclass(frozen=True, slots=True)
class Line:
    """One need with what the member may see of it. `due`: by when it is to be met, while it is open."""

    need: Need
    who: Shown
    address: str
    area: str
    holder: str
    text: str
    due: datetime | None
    late: bool

    @property
    def pk(self) -> UUID:
        """The need's id."""
        return self.need.pk

    @property
    def tone(self) -> Tone:
        """How its state looks."""
        return TONES[State(self.need.state)]


def lines(actor: Actor, needs: Sequence[Need], purpose: str) -> list[Line]:
    """These needs as lines, in the same order. The same few queries for any number."""
    shown = reading.show(actor, entities(actor, needs), purpose)
    texts = reading.notes(actor, [need.raised for need in needs], purpose)
    places = labels({need.area for need in needs})
    holders = members(actor, {need.member for need in needs if need.member})
    now = clock.now()
    return [
        Line(
            need=need,
            who=shown[need.person] if need.person else Shown(),
            address=address(need, shown),
            area=places[need.area],
            holder=holders.get(need.member, ""),
            text=texts.get(need.raised, {}).get("note", ""),
            due=due(need),
            late=is_late(need, now),
        )
        for need in needs
    ]


def entities(actor: Actor, needs: Sequence[Need]) -> dict[UUID, str]:
    """The persons and doors of these needs, each with the area that answers for it.

    That is where they are registered, not where the need was heard: naming somebody in a need of one's own area
    must not show who they are.
    """
    people = areas_of(actor, {need.person for need in needs if need.person})
    doors = {need.household: need.area for need in needs if need.household}
    known = Household.objects.filter(pk__in=doors).values_list("pk", "area")
    return people | doors | dict(known)


def address(need: Need, shown: Mapping[UUID, Shown]) -> str:
    """The door in the register, else the address as the person stated it."""
    door = shown[need.household].address if need.household else ""
    return door or (shown[need.person].address if need.person else "")
