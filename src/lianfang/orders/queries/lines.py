"""Orders as a list shows them: on whom, which measure, how it stands, until when. Read for a whole page at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from lianfang.areas.queries import labels
from lianfang.desk.components import Tone
from lianfang.desk.facts.naming import members
from lianfang.ledger import clock
from lianfang.ledger.scope import Actor
from lianfang.orders.choices import Clash, Measure, Standing
from lianfang.orders.models import Order
from lianfang.people.models import Household
from lianfang.people.queries import areas_of
from lianfang.vault import reading
from lianfang.vault.reading import Shown

TONES = {
    Standing.PROPOSED: Tone.TODO,
    Standing.AHEAD: Tone.TODO,
    Standing.RUNNING: Tone.ACTIVE,
    Standing.EXPIRED: Tone.DONE,
    Standing.RELEASED: Tone.DONE,
    Standing.REJECTED: Tone.VOID,
}


@dataclass(frozen=True, slots=True)
class Line:
    """One order with what the member may see of whom it is on. `where`: the door it is served at, if any."""

    order: Order
    who: Shown
    where: str
    area: str
    zone: str
    responsible: str
    now: datetime

    @property
    def pk(self) -> UUID:
        """The order's id."""
        return self.order.pk

    @property
    def standing(self) -> Standing:
        """How it stands now."""
        return self.order.standing(self.now)

    @property
    def tone(self) -> Tone:
        """How that looks."""
        return TONES[self.standing]

    @property
    def called(self) -> str:
        """Whom or what it is on, in one word."""
        return self.who.name or self.zone or self.where or "—"

    @property
    def runs(self) -> bool:
        """Whether it is in force now."""
        return self.standing is Standing.RUNNING

    @property
    def days(self) -> int:
        """Which day of the measure it is today, the day it began being the first; 0 before that."""
        first, today = (timezone.localtime(at).date() for at in (self.order.since, self.now))
        return max(0, (today - first).days + 1)

    @property
    def clashes(self) -> list[str]:
        """What does not agree, in words."""
        return [str(Clash(clash).label) for clash in self.order.clashes]

    @property
    def title(self) -> str:
        """The measure in words."""
        return str(Measure(self.order.measure).label)


def lines(actor: Actor, orders: Sequence[Order], purpose: str) -> list[Line]:
    """These orders as lines, in the same order. The same few queries for any number."""
    shown = reading.show(actor, entities(actor, orders), purpose)
    places = labels({code for order in orders for code in (order.area, order.zone) if code})
    hands = members(actor, {order.responsible for order in orders if order.responsible})
    now = clock.now()
    return [
        Line(
            order=order,
            who=shown[order.person] if order.person else Shown(),
            where=_door(order, shown),
            area=places[order.area],
            zone=places.get(order.zone, ""),
            responsible=hands.get(order.responsible, ""),
            now=now,
        )
        for order in orders
    ]


def entities(actor: Actor, orders: Sequence[Order]) -> dict[UUID, str]:
    """The persons and doors of these orders, each with the area that answers for it in the register.

    Not the order's: naming somebody in an order of one's own area must not show who they are.
    """
    people = areas_of(actor, {order.person for order in orders if order.person})
    doors = {door for order in orders for door in (order.household, order.at_household) if door}
    known = dict(Household.objects.filter(pk__in=doors).values_list("pk", "area"))
    return people | {door: known.get(door, "") for door in doors}


def _door(order: Order, shown: dict[UUID, Shown]) -> str:
    door = order.household or order.at_household
    return shown[door].address if door else ""
