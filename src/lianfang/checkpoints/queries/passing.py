"""Passages as lists show them, and those of one vehicle or person, which are found by their mentions."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lianfang.checkpoints.choices import Outcome
from lianfang.checkpoints.models import Passage, Post
from lianfang.checkpoints.queries.scope import passages
from lianfang.checkpoints.queries.travellers import called, entities, known
from lianfang.desk.components import Tone
from lianfang.desk.facts.naming import members
from lianfang.ledger.models import Entry, MentionRow
from lianfang.ledger.scope import Actor
from lianfang.protocols.divisions import named
from lianfang.vault.ids import vehicle_of
from lianfang.vault.keyring import ring
from lianfang.vault.plates import read
from lianfang.vault.search import search

ROLES = ("vehicle", "travellers")
MOST = 100  # passages found for one vehicle or person, the latest
FOUND_AT_MOST = 20  # persons that one search may mean

TONES = {
    Outcome.PASS: Tone.DONE,
    Outcome.TURNED_BACK: Tone.ACTIVE,
    Outcome.HELD: Tone.ACTIVE,
    Outcome.HOSPITAL: Tone.LATE,
    Outcome.HOME: Tone.ACTIVE,
    Outcome.CENTRAL: Tone.ACTIVE,
}


@dataclass(frozen=True, slots=True)
class Line:
    """A passage with what the member may see of it."""

    passage: Passage
    post: str
    plate: str
    people: Sequence[str]
    origin: str
    bound_for: str
    by: str

    @property
    def pk(self) -> UUID:
        """The passage's id."""
        return self.passage.pk

    @property
    def at(self) -> datetime:
        """When it passed."""
        return self.passage.at

    @property
    def tone(self) -> Tone:
        """How its outcome looks."""
        return TONES[Outcome(self.passage.outcome)]


def lines(actor: Actor, rows: Sequence[Passage], purpose: str) -> list[Line]:
    """These passages as lines, in the same order. The same few queries for any number."""
    shown = known(actor, entities(rows), purpose)
    posts = dict(Post.objects.filter(pk__in={row.post for row in rows}).values_list("pk", "name"))
    places = named({code for row in rows for code in (row.origin, row.bound_for) if code})
    by = members(actor, {row.member for row in rows if row.member})
    return [
        Line(
            passage=row,
            post=posts.get(row.post, ""),
            plate=shown[row.vehicle].plate if row.vehicle else "",
            people=called(row, shown),
            origin=places.get(row.origin, ""),
            bound_for=places.get(row.bound_for, ""),
            by=by.get(row.member, ""),
        )
        for row in rows
    ]


def meant(actor: Actor, text: str, right: str) -> set[UUID]:
    """The vehicle or persons that a plate, a whole document number or a telephone typed in full may mean."""
    plate = read(text)
    found = set(search(text, actor.areas(right), FOUND_AT_MOST))
    if plate is not None and plate.kind is not None:
        found.add(vehicle_of(plate.number, ring()))
    return found


def of(actor: Actor, entities: Collection[UUID], right: str, most: int = MOST) -> list[Passage]:
    """The latest passages, in the member's areas, that name one of these vehicles or persons. Three queries."""
    mentions = MentionRow.objects.filter(entity__in=entities, role__in=ROLES).order_by("-at", "-id")
    entries = list(mentions.values_list("entry", flat=True)[: 4 * most])
    subjects = Entry.objects.filter(seq__in=entries).values_list("subject", flat=True)
    rows = passages(actor, right).filter(pk__in=set(subjects))
    wanted = {entity.hex for entity in entities}
    # A corrected entry still mentions whom it named: the passage as it stands now decides.
    held = [row for row in rows if wanted & {*row.people, row.vehicle.hex if row.vehicle else ""}]
    return sorted(held, key=lambda row: (row.at, row.pk.hex), reverse=True)[:most]
