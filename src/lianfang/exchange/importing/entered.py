"""What of a batch is in the ledger already: from an earlier import of the same file, or one that broke off."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.db.models import Min

from lianfang.exchange.importing.items import Item
from lianfang.exchange.importing.outcome import Fate
from lianfang.ledger.models import Entry, MentionRow
from lianfang.people.models import Identity, Person
from lianfang.people.queries import canonical


def recognise(items: Sequence[Item]) -> None:
    """Mark what is entered, with the person, target and fate it had when it was entered. Five queries at most."""
    rows = Entry.objects.filter(id__in=[item.entry for item in items]).values_list("id", "seq", "subject", "data")
    found = {id_: (seq, subject, data) for id_, seq, subject, data in rows}
    if not found:
        return
    persons = {id_: UUID(data["who"]["person"]) for id_, (_seq, _subject, data) in found.items()}
    first = _first_mentions(set(persons.values()))
    doubts = _doubts([item.doubt for item in items])
    for item in items:
        if item.entry not in found:
            continue
        seq, subject, data = found[item.entry]
        item.entered, item.target, item.person = True, subject, persons[item.entry]
        if data.get("unsure"):
            item.fate = Fate.DECIDE
            item.candidates, item.reason = doubts.get(item.doubt, ((), ""))
        else:
            item.fate = Fate.NEW if first[item.person] == seq else Fate.KNOWN


def settle(items: Sequence[Item]) -> None:
    """What became of entered items since: decided ones are known, under the person they turned out to be."""
    entered = [item for item in items if item.entered and item.person]
    persons = {item.person for item in entered if item.person}
    turned_out = canonical(persons) if persons else {}
    waiting = (Identity.UNSURE, Identity.ASK)
    undecided = set(Person.objects.filter(pk__in=persons, identity__in=waiting).values_list("id", flat=True))
    for item in entered:
        if item.fate is Fate.DECIDE and item.person in undecided:
            continue
        item.fate = Fate.KNOWN
        item.person = turned_out[item.person] if item.person else None


def _first_mentions(persons: Collection[UUID]) -> dict[UUID, int]:
    rows = MentionRow.objects.filter(entity__in=persons).values_list("entity").annotate(first=Min("entry"))
    return dict(rows)


def _doubts(entries: Collection[UUID]) -> dict[UUID, tuple[tuple[UUID, ...], str]]:
    rows = Entry.objects.filter(id__in=entries).values_list("id", "data")
    return {id_: (tuple(map(UUID, data.get("candidates", ()))), data.get("why", "")) for id_, data in rows}
