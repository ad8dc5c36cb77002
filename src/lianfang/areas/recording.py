"""Setup meets the ledger: each change of a register's row leaves an entry, in the transaction that makes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuids
from django.core.exceptions import PermissionDenied

from lianfang.ledger import clock
from lianfang.ledger.answers import Status
from lianfang.ledger.door import submit
from lianfang.ledger.kinds import Fact
from lianfang.ledger.scope import Actor


@dataclass(frozen=True, slots=True)
class Note:
    """What a change leaves in the ledger: which object, in which area, and the fact."""

    subject: UUID
    area: str
    fact: Fact


def record(notes: Sequence[Note], actor: Actor) -> None:
    """Pass the notes through the door, now. Call inside the transaction that writes the rows.

    Raises PermissionDenied with the door's sentence when it refuses one, so that the rows are not written either.
    """
    at = clock.now().isoformat()
    for answer in submit([_raw(note, at) for note in notes], actor, setup=True):
        if answer.status in {Status.REFUSED, Status.HELD} and answer.problem is not None:
            raise PermissionDenied(answer.problem.sentence())


def _raw(note: Note, at: str) -> dict[str, Any]:
    return {
        "id": str(uuids.uuid7()),
        "kind": note.fact.kind.code,
        "subject": str(note.subject),
        "area": note.area,
        "at": at,
        "data": note.fact.model_dump(mode="json"),
    }
