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
from lianfang.verification.standing import TargetFold, TargetState

_SETTLED = {Standing.CLOSED, Standing.DUPLICATE}


def told(targets: Sequence[Target]) -> Mapping[UUID, Mapping[str, Any]]:
    """`ask` and `checked_at` of those targets that have them. Two queries; most targets need no look at the ledger.

    `checked_at` matters only where feedback may be older than it: the standing tells of all others.
    """
    people = Person.objects.filter(pk__in={row.person for row in targets}, identity=Identity.ASK)
    asked = set(people.values_list("pk", flat=True))
    late = {row.pk for row in targets if row.fed_back_at and row.accuracy and row.standing not in _SETTLED}
    stories = store.of_subjects(late | {row.pk for row in targets if row.person in asked})
    return {target: _fields(_state(target, story), late=target in late) for target, story in stories.items()}


def _fields(state: TargetState, *, late: bool) -> Mapping[str, Any]:
    return {"ask": state.decision is Decision.ASK, "checked_at": state.checked_at if late else None}


def _state(target: UUID, story: Sequence[Seen]) -> TargetState:
    teller = TargetFold()
    state = teller.start(target)
    for entry in effective(story):
        teller.step(state, entry, Tally())
    return state
