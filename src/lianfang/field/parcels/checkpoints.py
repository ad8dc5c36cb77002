"""What a post needs without network: open posts, who passed lately, and hits somebody has to see to."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any, ClassVar, Final
from uuid import UUID

from django.db.models import QuerySet

from lianfang.checkpoints.models import Passage, Post
from lianfang.duty.rights import Right
from lianfang.field.parcels.base import NOBODY, Around, Parcel, Record, Sight
from lianfang.ledger import clock
from lianfang.screening.choices import State
from lianfang.screening.models import Hit
from lianfang.vault.reading import Shown
from lianfang.verification.queries.scope import held

RECALLED: Final = timedelta(days=7)
"""So long a phone knows who passed: a commuter comes back within it."""

MOST: Final = 5_000
"""Passages a phone carries, the newest: a week of a busy post, and little enough to be searched while typing."""


class Posts(Parcel[Post]):
    """Posts that are open."""

    sort: ClassVar = "post"
    right: ClassVar = Right.CHECKPOINTS_RECORD
    model: ClassVar = Post

    def rows(self, areas: Sequence[str]) -> QuerySet[Post]:
        """Open ones only."""
        return super().rows(areas).filter(open=True)

    def entities(self, row: Post, doors: Mapping[UUID, str], sight: Sight) -> Iterator[tuple[UUID, str]]:
        """Nobody."""
        yield from ()

    def record(self, row: Post, around: Around, sight: Sight) -> Record:
        """What it is called and where it stands."""
        names = ("area", "name", "what", "road", "queue", "queue_at")
        return {"id": row.pk, **{name: getattr(row, name) for name in names}}


class Passages(Parcel[Passage]):
    """Vehicles and people who passed lately, so that they are known when they come back."""

    sort: ClassVar = "passage"
    right: ClassVar = Right.CHECKPOINTS_RECORD
    model: ClassVar = Passage

    def rows(self, areas: Sequence[str]) -> QuerySet[Passage]:
        """The newest of the last days at posts that stand in these areas."""
        posts = Post.objects.filter(held(areas)).values("pk")
        lately = Passage.objects.filter(post__in=posts, at__gte=clock.now() - RECALLED).order_by()
        newest = lately.order_by("-at", "-pk").values("pk")[:MOST]
        return lately.filter(pk__in=newest)

    def entities(self, row: Passage, doors: Mapping[UUID, str], sight: Sight) -> Iterator[tuple[UUID, str]]:
        """The vehicle and whoever was named."""
        if row.vehicle is not None:
            yield row.vehicle, row.area
        yield from ((person, row.area) for person in _people(row))

    def record(self, row: Passage, around: Around, sight: Sight) -> Record:
        """The passage; of everybody the surname and the end of the number: the card in hand says the rest."""
        names = ("post", "area", "at", "direction", "outcome", "origin", "bound_for")
        return {
            "id": row.pk,
            **{name: getattr(row, name) for name in names},
            "vehicle": row.vehicle,
            "plate": around.shown[row.vehicle, row.area].plate if row.vehicle else "",
            "people": [_recalled(person, around.shown[person, row.area]) for person in _people(row)],
        }


def _people(row: Passage) -> list[UUID]:
    return [UUID(hex=one) for one in row.people]


def _recalled(person: UUID, who: Shown) -> dict[str, Any]:
    said = {
        "person": str(person),
        "name": who.name and f"{who.name[0]}*",
        "tail": who.id_number[-4:].replace("*", ""),
    }
    return {name: value for name, value in said.items() if value}


class Hits(Parcel[Hit]):
    """Hits that somebody has to see to. Of whose list it was nothing is said."""

    sort: ClassVar = "hit"
    right: ClassVar = Right.SCREENING_VIEW
    model: ClassVar = Hit

    def rows(self, areas: Sequence[str]) -> QuerySet[Hit]:
        """Open ones only."""
        return super().rows(areas).filter(state=State.OPEN)

    def entities(self, row: Hit, doors: Mapping[UUID, str], sight: Sight) -> Iterator[tuple[UUID, str]]:
        """The vehicle or the person found."""
        yield from ((one, row.area) for one in (row.vehicle, row.person) if one is not None)

    def record(self, row: Hit, around: Around, sight: Sight) -> Record:
        """What to do, and enough to know whom with."""
        who = around.shown[row.person, row.area] if row.person else NOBODY
        names = ("area", "place", "at", "action", "certain")
        return {
            "id": row.pk,
            **{name: getattr(row, name) for name in names},
            "plate": around.shown[row.vehicle, row.area].plate if row.vehicle else "",
            "name": who.name and f"{who.name[0]}*",
            "tail": who.id_number[-4:].replace("*", ""),
        }
