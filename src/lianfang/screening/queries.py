"""What pages ask about hits: which a member may see, and what they may know of each."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from lianfang.areas.queries import labels
from lianfang.desk.components import Tone
from lianfang.desk.facts import naming
from lianfang.ledger.scope import Actor, within
from lianfang.people.queries import areas_of
from lianfang.screening.choices import Action, State
from lianfang.screening.kinds import HANDLE
from lianfang.screening.models import Hit
from lianfang.screening.sources import sources
from lianfang.vault.reading import VIEW as IDENTITY
from lianfang.vault.reading import Shown, show, stated

VIEW: Final = "screening.view"
TONES: Final = {
    State.OPEN: Tone.LATE,
    State.NOTED: Tone.ACTIVE,
    State.CONFIRMED: Tone.DONE,
    State.GONE: Tone.VOID,
    State.MISTAKEN: Tone.VOID,
}


@dataclass(frozen=True, slots=True)
class Line:
    """One hit as a member may know it. `post` and `area` say where; `source` and `href` are for whose list it is."""

    hit: Hit
    who: Shown
    post: str
    area: str
    source: str = ""
    href: str = ""

    @property
    def pk(self) -> UUID:
        """The hit's id."""
        return self.hit.pk

    @property
    def action(self) -> Action:
        """What is to be done."""
        return Action(self.hit.action)

    @property
    def tone(self) -> Tone:
        """How its state looks."""
        return TONES[State(self.hit.state)]

    @property
    def called(self) -> str:
        """The plate, or the name."""
        return self.who.plate or self.who.name


def hits(actor: Actor, right: str = VIEW) -> QuerySet[Hit]:
    """Hits found in the areas of the member's right, and those of whom these areas look for."""
    areas = actor.areas(right)
    return Hit.objects.filter(within(areas) | within(areas, "owner"))


def visible(actor: Actor, hit: UUID) -> Hit | None:
    """One of these, or None."""
    return hits(actor).filter(pk=hit).first()


def open_hits(areas: Collection[str]) -> QuerySet[Hit]:
    """Hits found in these areas that wait for an answer, the latest first."""
    return Hit.objects.filter(within(areas), state=State.OPEN).order_by("-at", "-id")


def open_by_place(places: Collection[str]) -> dict[str, int]:
    """How many hits wait for an answer at each of these posts. One query."""
    rows = Hit.objects.filter(place__in=places, state=State.OPEN).values_list("place")
    return dict(rows.annotate(count=Count("pk")))


def sightings(source: str, watched: Collection[UUID]) -> QuerySet[Hit]:
    """The hits of these subjects of a list, the latest first."""
    return Hit.objects.filter(source=source, watched__in=watched).order_by("-at", "-id")


def handles(actor: Actor, hit: Hit) -> str:
    """The area in which this member may say what came of a hit; "" where they may not."""
    return next((area for area in (hit.area, hit.owner) if area and actor.may(HANDLE, area)), "")


def owns(actor: Actor, hit: Hit) -> bool:
    """Whether the member may know on which list it is: they hold its right in the area that answers for it."""
    source = sources().get(hit.source)
    return source is not None and bool(hit.owner) and actor.may(source.right, hit.owner)


def lines(actor: Actor, rows: Sequence[Hit], purpose: str = "") -> list[Line]:
    """These hits in the same order, for a page of that name; without one nobody is named. The same few queries."""
    who = _who(actor, rows, purpose) if purpose else {}
    posts = {hit.place: UUID(hit.place) for hit in rows if _is_id(hit.place)}
    named: Mapping[object, str] = naming.names(actor, {"post": set(posts.values())}).get("post", {})
    places = labels({hit.area for hit in rows})
    return [
        Line(
            hit,
            who.get(hit.vehicle or hit.person or hit.pk, Shown()),
            named.get(posts.get(hit.place), ""),
            places.get(hit.area, ""),
            *(_owned(hit) if owns(actor, hit) else ()),
        )
        for hit in rows
    ]


def _owned(hit: Hit) -> tuple[str, str]:
    source = sources()[hit.source]
    return _(source.title), source.address(hit.watched) if hit.watched else ""


def _who(actor: Actor, rows: Sequence[Hit], purpose: str) -> dict[UUID, Shown]:
    """Whom the hits are about: by the area that answers for them; else by what was said where the member may see."""
    people = areas_of(actor, {hit.person for hit in rows if hit.person})
    vehicles = {hit.vehicle: _nearest(actor, hit) for hit in rows if hit.vehicle}
    shown = show(actor, people | vehicles, purpose)
    masked = [entity for entity, who in shown.items() if who.masked]
    said = stated(actor, masked, purpose) if masked else {}
    return shown | {entity: who for entity, who in said.items() if who.name or who.plate}


def _nearest(actor: Actor, hit: Hit) -> str:
    return next((area for area in (hit.area, hit.owner) if area and actor.may(IDENTITY, area)), hit.area)


def _is_id(text: str) -> bool:
    try:
        return bool(text) and bool(UUID(text))
    except ValueError:
        return False


def waiting(actor: Actor) -> dict[str, int]:
    """How many hits wait for an answer: found `here`, and of whom one's areas look for (`ours`). One query."""
    areas = actor.areas(VIEW)
    told = hits(actor).filter(state=State.OPEN)
    return told.aggregate(
        here=Count("pk", filter=within(areas)), ours=Count("pk", filter=within(areas, "owner") & ~Q(within(areas)))
    )
