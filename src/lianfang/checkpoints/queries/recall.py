"""Who passed with a plate or a document lately, for the form of the next passage: ids, surnames, ends of numbers."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from lianfang.checkpoints.kinds import RECORD
from lianfang.checkpoints.models import Passage
from lianfang.checkpoints.queries.passing import meant, of
from lianfang.checkpoints.queries.travellers import entities, people_of
from lianfang.ledger import clock
from lianfang.ledger.scope import Actor
from lianfang.vault.reading import Shown, show

MOST = 10
WITHIN = timedelta(days=30)
"""Longer ago nobody is recalled: they are asked again."""


def recall(actor: Actor, typed: str) -> list[dict[str, Any]]:
    """The latest passages of this plate or document in the member's areas, as the phone carries them.

    What the card in hand confirms and no more: surname and last four. It is logged as a look at these people.
    """
    found = meant(actor, typed, RECORD)
    rows = of(actor, found, RECORD, MOST) if found else []
    recent = [row for row in rows if row.at >= clock.now() - WITHIN]
    where = {entity: row.area for row in reversed(recent) for entity in entities([row])}
    shown = show(actor, where, "checkpoints.recall")
    return [_told(row, shown) for row in recent]


def _told(row: Passage, shown: dict[UUID, Shown]) -> dict[str, Any]:
    return {
        "t": "passage",
        "id": str(row.pk),
        "post": str(row.post),
        "at": row.at.isoformat(),
        "vehicle": str(row.vehicle) if row.vehicle else None,
        "plate": shown[row.vehicle].plate if row.vehicle else "",
        "direction": row.direction,
        "outcome": row.outcome,
        "origin": row.origin,
        "bound_for": row.bound_for,
        "people": list(_people(row, shown)),
    }


def _people(row: Passage, shown: dict[UUID, Shown]) -> Iterator[dict[str, str]]:
    for person in people_of(row):
        who = shown[person]
        said = {
            "person": str(person),
            "name": who.name and f"{who.name[0]}*",
            "tail": who.id_number[-4:].replace("*", ""),
        }
        yield {name: value for name, value in said.items() if value}
