"""What a passage sets off: a referral for whom it sends to the clinic, a proposal where a rule gives a measure.

Neither looks at what else is known, so that any order of arrival sets off the same. Ids follow from the passage and
the person: a corrected passage speaks of the same referral and the same order.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from lianfang.checkpoints.choices import Outcome
from lianfang.checkpoints.kinds import Passed, Referred
from lianfang.checkpoints.parts import Traveller
from lianfang.checkpoints.ruling import ruled
from lianfang.ledger.folds import Seen
from lianfang.ledger.hooks import known_areas
from lianfang.ledger.reactions import Draft, derived, reacts_to
from lianfang.orders.choices import Measure
from lianfang.orders.kinds import Proposed

_QUIET = frozenset({Outcome.PASS, Outcome.TURNED_BACK})


@reacts_to("checkpoints.passed")
def follow(entries: list[Seen]) -> Iterator[tuple[Seen, Draft]]:
    """Referrals and proposals of a batch of passages; at most one query for all of them."""
    stopped = [
        (entry, fact, traveller)
        for entry in entries
        if isinstance(fact := entry.fact, Passed)
        for traveller in fact.travellers
        if traveller.outcome not in _QUIET and traveller.person is not None
    ]
    homes = _homes(stopped)
    for entry, fact, traveller in stopped:
        if traveller.outcome is Outcome.HOSPITAL:
            yield entry, _referral(entry, fact, traveller)
        proposal = _proposal(entry, fact, traveller, homes)
        if proposal is not None:
            yield entry, proposal


def _homes(stopped: Sequence[tuple[Seen, Passed, Traveller]]) -> set[str]:
    """Which of the places they go to are areas of ours: there a measure at home is served."""
    named = {fact.bound_for for _entry, fact, one in stopped if one.outcome is Outcome.HOME and fact.bound_for}
    return known_areas(named) if named else set()


def _referral(entry: Seen, fact: Passed, traveller: Traveller) -> Draft:
    assert traveller.person is not None  # noqa: S101 - filtered above
    subject = derived(entry.subject, f"referral:{traveller.person.hex}")
    said = Referred(person=traveller.person, passage=entry.subject, post=fact.post, temperature=traveller.temperature)
    return Draft(f"referral:{traveller.person.hex}", subject, said)


def _proposal(entry: Seen, fact: Passed, traveller: Traveller, homes: set[str]) -> Draft | None:
    ruling = ruled(traveller)
    if ruling is None or traveller.person is None:
        return None
    served = fact.bound_for if ruling.measure is Measure.HOME and fact.bound_for in homes else None
    said = Proposed(
        measure=ruling.measure,
        person=traveller.person,
        rule=traveller.rule,
        evidence=(entry.id,),
        basis=ruling.basis,
        since=entry.at,
        until=entry.at + timedelta(days=ruling.days),
        at_area=served or "",
        proposed_by=entry.member,
    )
    return Draft(f"order:{traveller.person.hex}", derived(entry.subject, f"order:{traveller.person.hex}"), said)
