"""Facts about targets on their way to the door, and its answers in words."""

from collections import Counter as Bag
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuids

from lianfang.ledger import clock
from lianfang.ledger.answers import Answer, Status
from lianfang.ledger.kinds import Fact


def entry(fact: Fact, subject: UUID, area: str, at: datetime | None = None) -> dict[str, Any]:
    """A fact as the door takes it: now unless told otherwise, with an id of its own."""
    return {
        "id": str(uuids.uuid7()),
        "kind": fact.kind.code,
        "subject": str(subject),
        "area": area,
        "at": (at or clock.now()).isoformat(),
        "data": fact.model_dump(mode="json", exclude_none=True, exclude_defaults=True),
    }


def taken(answer: Answer) -> bool:
    """Whether the entry is in the ledger."""
    return answer.status in {Status.ACCEPTED, Status.FLAGGED, Status.KNOWN}


def reasons(answers: Iterable[Answer]) -> Mapping[str, int]:
    """Why entries were not taken, in the member's language, and how often each."""
    return Bag(answer.problem.sentence() for answer in answers if answer.problem is not None)
