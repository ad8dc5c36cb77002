"""What pages and slices ask of the register."""

from collections.abc import Collection
from uuid import UUID

from lianfang.people.models import Person


def canonical(persons: Collection[UUID]) -> dict[UUID, UUID]:
    """Who each of these turned out to be, following decisions to their end; themselves where none was made."""
    found = {person: person for person in persons}
    ahead, passed = set(persons), set(persons)
    while ahead:
        rows = Person.objects.filter(pk__in=ahead, same_as__isnull=False)
        steps = dict(rows.values_list("id", "same_as"))
        found = {person: steps.get(at, at) for person, at in found.items()}
        ahead = set(steps.values()) - passed
        passed |= ahead
    return found
