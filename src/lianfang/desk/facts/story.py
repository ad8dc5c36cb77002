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
            facts=rendering.facts(entry.fact, named, texts.get(entry.id, {})),
            flags=[flag_text(code) for code in row.flags],
            corrects=entry.corrects is not None,
            undone=undone.get(entry.id),
            may_change=entry.id in held and may_change(actor, entry),
        )
        for row, entry in zip(rows, entries, strict=True)
        if not isinstance(entry.fact, Voided)
    ]


def _undone(entries: Sequence[Seen], held: set[UUID], named: Named, actor: Actor) -> Mapping[UUID, Undone]:
    """What took back each entry that no longer holds: the last thing said against it that has not been undone."""
    by_id = {entry.id: entry for entry in entries}
    against = {entry.id for entry in entries if isinstance(entry.fact, Voided)}
    standing_voids = {e.id for e in entries if e.id in against and not _set_aside(e, entries)}
    found: dict[UUID, Undone] = {}
    for entry in entries:
        if entry.corrects not in by_id or entry.corrects in held:
            continue
        if isinstance(entry.fact, Voided) and entry.id not in standing_voids:
            continue
        voided = isinstance(entry.fact, Voided)
        original = by_id[entry.corrects]
        found[original.id] = Undone(
            word=_("已撤销") if voided else _("已更正"),
            by=naming.by(entry.member, named),
            at=entry.at,
            why=str(entry.fact.reason.label) if isinstance(entry.fact, Voided) else "",
            entry=entry.id if voided and may_undo(actor, entry, original) else None,
        )
    return found


def _set_aside(entry: Seen, entries: Sequence[Seen]) -> bool:
    """Whether something that stands takes this entry back."""
    return any(later.corrects == entry.id and not _set_aside(later, entries) for later in entries)


def may_undo(actor: Actor, voiding: Seen, original: Seen) -> bool:
    """Whether the actor may take a voiding back: their own with the right to the original, others' with the right to."""
    if voiding.member is None:
        return False
    right = all_kinds()[original.kind].right
    return actor.may(right if voiding.member == actor.member else CORRECT, voiding.area)


def _seen(row: Entry) -> Seen:
    return store.seen(tuple(getattr(row, column) for column in store.COLUMNS))
