"""What happens elsewhere and changes targets."""

from collections.abc import Iterator
from uuid import UUID

from lianfang.ledger.folds import Seen
from lianfang.ledger.reactions import Draft, reacts_to
from lianfang.people.kinds import Decision, IdentityDecided
from lianfang.people.queries import canonical
from lianfang.verification.kinds import IdentityMirrored
from lianfang.verification.models import Target


@reacts_to("people.identity_decided")
def mirror(decided: list[Seen]) -> Iterator[tuple[Seen, Draft]]:
    """A decision about who a record is reaches its targets: a duplicate steps aside for the one it repeats."""
    persons = canonical([e.fact.same_as for e in decided if isinstance(e.fact, IdentityDecided) and e.fact.same_as])
    concerned = {*(entry.subject for entry in decided), *persons.values()}
    targets: dict[UUID, dict[UUID, Target]] = {}
    for target in Target.objects.filter(person__in=concerned):
        targets.setdefault(target.person, {})[target.campaign] = target
    for entry in decided:
        fact = entry.fact
        if not isinstance(fact, IdentityDecided):
            continue
        same = persons.get(fact.same_as) if fact.same_as and fact.decision is Decision.SAME else None
        others = targets.get(same, {}) if same else {}
        for campaign, target in targets.get(entry.subject, {}).items():
            other = others.get(campaign)
            mirrored = IdentityMirrored(decision=fact.decision, into=_other(other, target))
            yield entry, Draft(f"mirror:{target.pk.hex}", target.pk, mirrored, area=target.area)


def _other(found: Target | None, target: Target) -> UUID | None:
    return found.pk if found is not None and found.pk != target.pk else None
