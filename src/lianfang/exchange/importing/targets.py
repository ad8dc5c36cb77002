"""Which target each person is in the campaign, so that nobody becomes two."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from uuid import UUID

from lianfang.exchange.importing.ids import target_id
from lianfang.exchange.importing.items import Item
from lianfang.people.models import Person
from lianfang.people.queries import canonical
from lianfang.verification.models import Target


def aim(items: Sequence[Item], campaign: UUID) -> None:
    """Give each item its target: the existing one of its person, under whichever record, else a new one."""
    found = _existing({item.person for item in items if item.person}, campaign)
    for item in items:
        if item.person is None:
            continue
        target = found.get(item.person)
        item.target = target.pk if target else target_id(campaign, item.person)
        if target and target.placed and not item.home.placed:
            item.home = replace(item.home, area=target.area)


def _existing(persons: Collection[UUID], campaign: UUID) -> dict[UUID, Target]:
    turned_out = canonical(persons)
    aliases = _aliases(set(turned_out.values()))
    everybody = {*persons, *turned_out.values(), *aliases}
    rows = list(Target.objects.filter(campaign=campaign, person__in=everybody))
    rows.sort(key=lambda row: (row.into is not None, row.listed, row.pk))
    owners = aliases | {person: person for person in turned_out.values()}
    by_person: dict[UUID, Target] = {}
    for row in rows:
        by_person.setdefault(owners[row.person], row)
    return {person: by_person[end] for person, end in turned_out.items() if end in by_person}


def _aliases(persons: set[UUID]) -> dict[UUID, UUID]:
    """Every record that turned out to be one of these persons, however many steps away."""
    found: dict[UUID, UUID] = {}
    ahead = {person: person for person in persons}
    while ahead:
        rows = Person.objects.filter(same_as__in=ahead).values_list("id", "same_as")
        ahead = {alias: ahead[same] for alias, same in rows if alias not in found and alias not in persons and same}
        found |= ahead
    return found
