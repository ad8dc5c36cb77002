"""What happens to the records an order rests on reaches the order."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from uuid import UUID

from lianfang.ledger import store
from lianfang.ledger.folds import Seen, effective
from lianfang.ledger.kinds import Voided
from lianfang.ledger.models import Entry, MentionRow
from lianfang.ledger.reactions import Draft, reacts_to
from lianfang.orders.kinds import EVIDENCE, EvidenceGone, Proposed


@reacts_to(Voided.kind.code)
def taken_back(voidings: list[Seen]) -> Iterator[tuple[Seen, Draft]]:
    """An entry is taken back: every order that rests on it learns of it. Undoing the voiding undoes this as well."""
    voids = {entry.corrects: entry for entry in voidings if entry.corrects is not None}
    for gone, order, area in _resting_on(voids):
        yield voids[gone], _gone(order, gone, area)


@reacts_to(Proposed.kind.code)
def rests_on_nothing(proposals: list[Seen]) -> Iterator[tuple[Seen, Draft]]:
    """The same where the entry had been taken back before it was cited, so that the order of arrival is all one."""
    wanted: defaultdict[UUID, list[Seen]] = defaultdict(list)
    for proposal in proposals:
        if isinstance(proposal.fact, Proposed):
            for entry in proposal.fact.evidence:
                wanted[entry].append(proposal)
    for gone, voiding in _voided(wanted).items():
        for proposal in wanted[gone]:
            yield voiding, _gone(proposal.subject, gone, proposal.area)


def _gone(order: UUID, entry: UUID, area: str) -> Draft:
    return Draft(f"gone:{order.hex}", order, EvidenceGone(entry=entry), area=area)


def _resting_on(entries: Collection[UUID]) -> Iterator[tuple[UUID, UUID, str]]:
    """(entry, order, its area) for each order that cites one of these entries. Two queries for any number."""
    for chunk in store.chunks(entries):
        cites = MentionRow.objects.filter(entity__in=chunk, role=EVIDENCE).values_list("entity", "entry")
        found = list(cites)
        told = Entry.objects.filter(seq__in={seq for _entity, seq in found}).values_list("seq", "subject", "area")
        orders = {seq: (subject, area) for seq, subject, area in told}
        yield from ((entity, *orders[seq]) for entity, seq in found)


def _voided(entries: Collection[UUID]) -> dict[UUID, Seen]:
    """Which of these entries are taken back, each with the voiding that did it."""
    found: dict[UUID, Seen] = {}
    for chunk in store.chunks(entries):
        rows = Entry.objects.filter(corrects__in=chunk, kind=Voided.kind.code).order_by("at", "id")
        subjects = store.of_subjects(set(rows.values_list("subject", flat=True)))
        held = {entry.id for told in subjects.values() for entry in effective(told)}
        for entry in (entry for told in subjects.values() for entry in told):
            if isinstance(entry.fact, Voided) and entry.corrects in set(chunk) - held:
                found[entry.corrects] = entry
    return found
