"""Doubts to verify (B5): what does not agree, said by whom and when. A lead, never an accusation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lianfang.ledger.folds import effective
from lianfang.ledger.scope import Actor
from lianfang.ledger.store import of_subjects
from lianfang.vault import reading
from lianfang.verification.kinds import Doubted
from lianfang.verification.models import Target
from lianfang.verification.queries.crew import called


@dataclass(frozen=True, slots=True)
class Doubt:
    """One doubt as raised: about which part of the record, in whose words."""

    at: datetime
    about: str
    by: str
    note: str


def doubts(actor: Actor, targets: Sequence[Target]) -> Mapping[UUID, list[Doubt]]:
    """The doubts raised about each of these targets that hold, the latest first. At most four queries."""
    told = of_subjects([target.pk for target in targets])
    raised = [e for entries in told.values() for e in effective(entries) if isinstance(e.fact, Doubted)]
    notes = reading.notes(actor, [entry.id for entry in raised], "verification.doubts")
    names = called([entry.member for entry in raised])
    found: dict[UUID, list[Doubt]] = {}
    for entry in sorted(raised, key=lambda e: e.order, reverse=True):
        assert isinstance(entry.fact, Doubted)  # noqa: S101 - filtered above
        by = names.get(entry.member, "") if entry.member else ""
        doubt = Doubt(entry.at, str(entry.fact.about.label), by, notes.get(entry.id, {}).get("note", ""))
        found.setdefault(entry.subject, []).append(doubt)
    return found
