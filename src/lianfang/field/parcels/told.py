"""What only a target's whole story tells: the few fields that the phone needs to say its standing by itself."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from lianfang.ledger import store
from lianfang.ledger.folds import Seen, Tally, effective
from lianfang.people.kinds import Decision
from lianfang.people.models import Identity, Person
from lianfang.verification.choices import Standing
from lianfang.verification.models import Target
from lianfang.verification.standing import TargetFold

_SETTLED = {Standing.CLOSED, Standing.DUPLICATE}


def told(targets: Sequence[Target]) -> Mapping[UUID, Mapping[str, Any]]:
    """`ask` and `checked_at` of those targets that may have them. At most two queries.

    Hardly any has: those whose person is to be asked at the door, and those told back before the last check.
    """
    people = Person.objects.filter(pk__in={row.person for row in targets}, identity=Identity.ASK)
    asked = set(people.values_list("pk", flat=True)) if targets else set()
    rows = {row.pk: row for row in targets if row.person in asked or told_before_checked(row)}
    return {target: story_of(rows[target], story) for target, story in store.of_subjects(rows).items()}


def story_of(row: Target, story: Sequence[Seen]) -> Mapping[str, Any]:
    """`ask`: the identity is to be asked at the door. `checked_at`: of a target that was told back before."""
    teller = TargetFold()
    state = teller.start(row.pk)
    for entry in effective(story):
        teller.step(state, entry, Tally())
    return {
        "ask": state.decision is Decision.ASK,
        "checked_at": state.checked_at if told_before_checked(row) else None,
    }


def told_before_checked(row: Target) -> bool:
    """Whether feedback may be older than the last check. The standing of all others says which came last."""
    return bool(row.fed_back_at and row.accuracy) and row.standing not in _SETTLED
