"""The story of a subject: everything recorded about it, in order, with what was taken back and why."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from lianfang.desk.facts import naming, rendering
from lianfang.desk.facts.recording import flag_text
from lianfang.desk.facts.rendering import Facts, Named
from lianfang.ledger import store
from lianfang.ledger.folds import Seen, effective
from lianfang.ledger.kinds import Voided, all_kinds
from lianfang.ledger.models import Entry
from lianfang.ledger.scope import Actor
from lianfang.vault.reading import notes

LATE = timedelta(minutes=30)
"""What came this much later than it happened is marked: it was recorded offline, or remembered afterwards."""

CORRECT = "ledger.correct"


@dataclass(frozen=True, slots=True)
class Undone:
    """Why an entry no longer holds: what took it back. `entry` is that entry, if undoing it brings this one back."""

    word: str
    by: str
    at: datetime
    why: str
    entry: UUID | None


@dataclass(frozen=True, slots=True)
class Told:
    """One entry of the story, in words. `received` only when it came late."""

    id: UUID
    kind: str
    title: str
    by: str
    at: datetime
    received: datetime | None
    place: str
    facts: Facts
    flags: Sequence[str]
    corrects: bool
    undone: Undone | None
    may_change: bool


def may_change(actor: Actor, entry: Seen) -> bool:
    """Whether the actor may correct or void an entry: their own with the kind's right, others' with the right to."""
    right = all_kinds()[entry.kind].right
    if not right or isinstance(entry.fact, Voided):
        return False
    return actor.may(right if entry.member == actor.member else CORRECT, entry.area)


def story(subject: UUID, actor: Actor) -> list[Told]:
    """Everything recorded about a subject, first things first, as this actor may know it.

    The same number of queries for any number of entries. Whether the actor may see the subject at all is for the
    page to say.
    """
    rows = list(Entry.objects.filter(subject=subject).order_by("at", "id"))
    entries = [_seen(row) for row in rows]
    held = {entry.id for entry in effective(entries)}
    wanted = rendering.wanted(entry.fact for entry in entries)
    wanted.setdefault("member", set()).update(entry.member for entry in entries if entry.member)
    areas = Counter(entry.area for entry in entries)
    wanted.setdefault("area", set()).update(areas)
    named = naming.names(actor, wanted)
    texts = notes(actor, [entry.id for entry in entries if entry.fact.kind.parts], "story")
    undone = _undone(entries, held, named, actor)
    return [
        Told(
            id=entry.id,
            kind=entry.kind,
            title=_(all_kinds()[entry.kind].title),
            by=naming.by(entry.member, named),
            at=entry.at,
            received=row.received if row.received - entry.at > LATE else None,
            place=named.get("area", {}).get(entry.area, entry.area) if len(areas) > 1 else "",
            facts=rendering.facts(entry.fact, named, texts.get(entry.id, {}) if entry.id in held else None),
            flags=[flag_text(code) for code in row.flags],
            corrects=entry.corrects is not None,
            undone=undone.get(entry.id),
            may_change=entry.id in held and may_change(actor, entry),
        )
        for row, entry in zip(rows, entries, strict=True)
        if not isinstance(entry.fact, Voided)
    ]


def _undone(entries: Sequence[Seen], held: set[UUID], named: Named, actor: Actor) -> Mapping[UUID, Undone]:
    """What took back each entry that no longer holds: the last thing said against it that stands itself."""
    against: dict[UUID, list[Seen]] = {}
    for entry in entries:
        if entry.corrects is not None:
            against.setdefault(entry.corrects, []).append(entry)

    def stands(entry: Seen) -> bool:
        return not any(stands(later) for later in against.get(entry.id, ()))

    found: dict[UUID, Undone] = {}
    for original, later in against.items():
        standing = [entry for entry in later if stands(entry)]
        if standing and original not in held:
            found[original] = _taken_back_by(standing[-1], named, actor)
    return found


def _taken_back_by(entry: Seen, named: Named, actor: Actor) -> Undone:
    voided = isinstance(entry.fact, Voided)
    return Undone(
        word=_("已撤销") if voided else _("已更正"),
        by=naming.by(entry.member, named),
        at=entry.at,
        why=str(entry.fact.reason.label) if isinstance(entry.fact, Voided) else "",
        entry=entry.id if voided and may_undo(actor, entry) else None,
    )


def may_undo(actor: Actor, voiding: Seen) -> bool:
    """Whether the actor may take a voiding back, which brings back what it voided."""
    return voiding.member is not None and actor.may(CORRECT, voiding.area)


def _seen(row: Entry) -> Seen:
    return store.seen(tuple(getattr(row, column) for column in store.COLUMNS))
