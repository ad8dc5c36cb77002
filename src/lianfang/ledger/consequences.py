"""What a batch of new entries sets off: reactions, and the taking back of what corrected entries had set off."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from lianfang.ledger.envelope import Envelope, Sent
from lianfang.ledger.folds import Seen
from lianfang.ledger.kinds import Voided, VoidReason
from lianfang.ledger.models import Entry
from lianfang.ledger.reactions import Draft, all_reactions, derived
from lianfang.ledger.scope import SYSTEM
from lianfang.ledger.store import chunks, stored


def drafts(entries: Sequence[Seen]) -> Iterator[Sent]:
    """Everything these entries set off, ready for the door."""
    by_kind: dict[str, list[Seen]] = {}
    for entry in entries:
        by_kind.setdefault(entry.kind, []).append(entry)
    for kind, batch in by_kind.items():
        for reaction in all_reactions().get(kind, ()):
            for cause, draft in reaction(batch):
                yield drafted(cause, draft)
    yield from _taken_back([entry for entry in entries if entry.corrects is not None])


def drafted(cause: Seen, draft: Draft) -> Sent:
    """What an entry set off, as the door takes it."""
    entry = Seen(
        id=derived(cause.id, draft.name),
        kind=draft.fact.kind.code,
        subject=draft.subject,
        area=draft.area or cause.area,
        place=cause.place,
        at=cause.at,
        member=None,
        corrects=draft.corrects,
        fact=draft.fact,
    )
    return Sent(id=entry.id, raw=_as_sent(entry), actor=SYSTEM, seen=entry, cause=cause.id)


def _as_sent(entry: Seen) -> dict[str, Any]:
    """The entry in the form a phone would send, should it have to wait for its parent."""
    sent = Envelope(
        id=entry.id,
        kind=entry.kind,
        subject=entry.subject,
        area=entry.area,
        place=entry.place,
        at=entry.at,
        corrects=entry.corrects,
        data=stored(entry.fact),
    )
    return sent.model_dump(mode="json", exclude_none=True)


def _taken_back(corrections: Sequence[Seen]) -> Iterator[Sent]:
    """Void what the corrected entries had set off; what was itself a voiding is thereby undone."""
    by_cause = {entry.corrects: entry for entry in corrections if entry.corrects is not None}
    for chunk in chunks(by_cause.keys()):
        effects = Entry.objects.filter(cause__in=chunk).values_list("cause", "id", "subject", "area")
        for cause, effect, subject, area in effects:
            if cause is not None:
                yield _void(by_cause[cause], effect, subject, area)


def _void(correction: Seen, effect: UUID, subject: UUID, area: str) -> Sent:
    fact = Voided(reason=VoidReason.SUPERSEDED)
    return drafted(correction, Draft(f"void:{effect.hex}", subject, fact, area=area, corrects=effect))
