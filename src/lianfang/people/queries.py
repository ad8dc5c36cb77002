"""What pages and slices ask of the register."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from lianfang.ledger.scope import Actor, within
from lianfang.people.kinds import Whereabouts
from lianfang.people.models import Household, Identity, Person
from lianfang.people.sources import sources

RECORD, DECIDE = "people.record", "people.decide"


def canonical(persons: Collection[UUID]) -> dict[UUID, UUID]:
    """Who each of these turned out to be, following decisions to their end; themselves where none was made."""
    found = {person: person for person in persons}
    ahead, passed = set(persons), set(persons)
    while ahead:
        rows = Person.objects.filter(pk__in=ahead, same_as__isnull=False)
        steps = {at: same for at, same in rows.values_list("id", "same_as") if same is not None}
        found = {person: steps.get(at, at) for person, at in found.items()}
        ahead = set(steps.values()) - passed
        passed |= ahead
    return found


def areas_of(actor: Actor, persons: Collection[UUID]) -> dict[UUID, str]:
    """The area that answers for each person: the register's, else that of a list naming them, else "".

    "" lies in nobody's areas, so such a person is masked for everyone. At most one query and those of the sources.
    """
    found = dict(Person.objects.filter(pk__in=persons).values_list("pk", "area"))
    missing = set(persons) - set(found)
    told = sources(actor, missing) if missing else {}
    for person in missing:
        found[person] = next((source.area for source in told.get(person, ()) if source.area), "")
    return found


def households(reach: Sequence[str]) -> QuerySet[Household]:
    """Households in these areas in walking order."""
    return Household.objects.filter(within(reach)).order_by("area", "walk", "id")


def at_home(households: Collection[UUID]) -> Mapping[UUID, tuple[int, int]]:
    """For each household how many belong to it, and how many of them are away; those who left are not counted."""
    rows = Person.objects.filter(household__in=households).exclude(whereabouts=Whereabouts.LEFT)
    counts = rows.values_list("household").annotate(
        everybody=Count("pk"), away=Count("pk", filter=Q(whereabouts=Whereabouts.AWAY))
    )
    return {household: (everybody, away) for household, everybody, away in counts if household is not None}


def last_walk(area: str) -> int:
    """The last place in the walking order of a grid; 0 where there is none yet."""
    return Household.objects.filter(area=area).aggregate(last=Max("walk"))["last"] or 0


def undecided(actor: Actor, identities: Collection[Identity] = (Identity.UNSURE,)) -> QuerySet[Person]:
    """Records whose person this actor may decide on, by area."""
    rows = Person.objects.filter(within(actor.areas(DECIDE)), identity__in=identities)
    return rows.order_by("area", "id")


def next_undecided(actor: Actor, after: Person, identity: Identity) -> Person | None:
    """The record to decide after this one, going round from the last to the first."""
    rows = undecided(actor, [identity]).exclude(pk=after.pk)
    later = rows.filter(Q(area__gt=after.area) | Q(area=after.area, id__gt=after.pk))
    return later.first() or rows.first()
