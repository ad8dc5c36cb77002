"""The audit trail: entries as they came, in words without identities, with the way to their subject's page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, is_dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from lianfang.audit.scope import blind, reach
from lianfang.desk.facts import naming, rendering
from lianfang.desk.facts.recording import flag_text
from lianfang.desk.facts.rendering import Facts, Named
from lianfang.desk.facts.shapes import shapes
from lianfang.duty.rights import Right
from lianfang.ledger import store
from lianfang.ledger.folds import Seen
from lianfang.ledger.kinds import Fact, all_kinds
from lianfang.ledger.models import Entry
from lianfang.ledger.scope import Actor, within
from lianfang.people.models import Household, Person
from lianfang.verification.models import Target

_MOST = 200  # letters of one value: a line of the trail is read at a glance

# Where a subject's page is, the right it needs, and the read model that says in which area the subject is now.
_PAGES: Mapping[str, tuple[str, Right, type[Model]]] = {
    "target": ("verification:target", Right.VERIFICATION_VIEW, Target),
    "household": ("people:household", Right.PEOPLE_RECORD, Household),
    "person": ("people:person", Right.PEOPLE_RECORD, Person),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the trail. `href`: its subject's page, where this member may open it."""

    seq: int
    at: datetime
    received: datetime
    kind: str
    subject: UUID
    area: str
    member: UUID | None
    by: str
    device: str
    facts: Facts
    flags: Sequence[str]
    corrects: bool
    href: str


def trail(who: Actor, since: datetime, until: datetime, wanted: Mapping[str, Any]) -> QuerySet[Entry]:
    """Entries of the auditor's areas received within [since, until), by kind, member, area and subject.

    A subject's entries are shown whenever they came.
    """
    area = wanted.get("area")
    rows = Entry.objects.filter(within([area] if area else reach(who)))
    if wanted.get("subject"):
        rows = rows.filter(subject=wanted["subject"])
    else:
        rows = rows.filter(received__gte=since, received__lt=until)
    return rows.filter(**{name: wanted[name] for name in ("kind", "member") if wanted.get(name)})


def lines(who: Actor, rows: Iterable[Entry]) -> list[Line]:
    """These entries in words; the number of queries depends on what they speak of, not on how many they are."""
    listed = list(rows)
    entries = [store.seen(tuple(getattr(row, column) for column in store.COLUMNS)) for row in listed]
    wanted = rendering.wanted(entry.fact for entry in entries)
    wanted.setdefault("member", set()).update(entry.member for entry in entries if entry.member)
    wanted.setdefault("area", set()).update(entry.area for entry in entries)
    named = naming.names(blind(who), wanted)
    pages = _pages(who, entries)
    return [
        Line(
            seq=row.seq,
            at=entry.at,
            received=row.received,
            kind=_(all_kinds()[entry.kind].title),
            subject=entry.subject,
            area=named["area"].get(entry.area, entry.area),
            member=entry.member,
            by=naming.by(entry.member, named),
            device=row.device,
            facts=_facts(entry.fact, named),
            flags=[flag_text(code) for code in row.flags],
            corrects=entry.corrects is not None,
            href=pages.get(entry.subject, ""),
        )
        for row, entry in zip(listed, entries, strict=True)
    ]


def _facts(fact: Fact, named: Named) -> Facts:
    """A fact in words, without the documents in it (a frozen briefing): those are read on their own page."""
    documents = {_(shape.title) for shape in shapes(type(fact)) if is_dataclass(shape.type)}
    said = rendering.facts(fact, named, {})
    return [(label, Truncator(value).chars(_MOST)) for label, value in said if label not in documents]


def _pages(who: Actor, entries: Sequence[Seen]) -> dict[UUID, str]:
    """The pages of subjects that lie where this member may open them. At most one query for each type."""
    subjects: dict[str, set[UUID]] = {}
    for entry in entries:
        subjects.setdefault(all_kinds()[entry.kind].subject, set()).add(entry.subject)
    found = {
        entry.subject: reverse("briefing:frozen", args=[entry.subject])
        for entry in entries
        if all_kinds()[entry.kind].subject == "briefing" and who.may(Right.BRIEFING_VIEW, entry.area)
    }
    for type_, (name, right, model) in _PAGES.items():
        ids = subjects.get(type_)
        if ids and who.may(right):
            rows = model._default_manager.filter(within(who.areas(right)), pk__in=ids)
            found |= {pk: reverse(name, args=[pk]) for pk in rows.values_list("pk", flat=True)}
    return found
