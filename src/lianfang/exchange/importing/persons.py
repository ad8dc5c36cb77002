"""Who the people of a batch are: known, new, or somebody's to decide."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from uuid import UUID

from lianfang.exchange.importing.companions import is_companion, key_of, look_again
from lianfang.exchange.importing.items import Item
from lianfang.exchange.importing.outcome import Fate
from lianfang.exchange.importing.sight import Sight, View
from lianfang.people.models import Person
from lianfang.vault.identifier import person_of
from lianfang.vault.keyring import ring
from lianfang.vault.matching import Claim, Resolution, resolve
from lianfang.vault.matching import Outcome as Placed
from lianfang.vault.models import Statement

_FATES = {Placed.NEW: Fate.NEW, Placed.KNOWN: Fate.KNOWN, Placed.ASK: Fate.DECIDE}


def identify(items: Sequence[Item], sight: View) -> None:
    """Say of each item who it is. A fixed number of queries for any number of items."""
    resolutions = resolve([Claim(item.record, item.identity) for item in items], sight)
    resolutions = look_again(items, resolutions, sight)
    named = _named_by_document(items, resolutions)
    for item, resolution in zip(items, resolutions, strict=True):
        item.fate = _FATES[resolution.outcome]
        person = resolution.person or item.record
        item.person = named.get(person, person)
        if item.fate is Fate.DECIDE:
            item.candidates = tuple(named.get(one.person, one.person) for one in resolution.candidates)
            item.reason = str(resolution.candidates[0].comparison.why.value)
    _live_where_registered(items)
    if not isinstance(sight, Sight):
        sight.keep((item.person, item.identity) for item in items if item.person)
        sight.point((key_of(item), item.person) for item in items if item.person and is_companion(item))


def _named_by_document(items: Sequence[Item], resolutions: Sequence[Resolution]) -> dict[UUID, UUID]:
    """Ids for new people with a valid document: those the vault gives wherever the number is said first."""
    keys = ring()
    wanted = {
        item.record: person_of(document.canonical, keys)
        for item, resolution in zip(items, resolutions, strict=True)
        if resolution.outcome is Placed.NEW and (document := item.cells.document) is not None and document.valid
    }
    # Somebody who had that number by mistake, since corrected, keeps the id that followed from it.
    taken = _on_record(wanted.values())
    return {record: person for record, person in wanted.items() if person not in taken}


def _on_record(persons: Collection[UUID]) -> set[UUID]:
    return set(Statement.objects.filter(entity__in=persons).values_list("entity", flat=True)) if persons else set()


def _live_where_registered(items: Sequence[Item]) -> None:
    """Where the list is unclear, a registered resident is looked for at the registered home."""
    known = [item for item in items if item.fate is Fate.KNOWN and item.home.household is None]
    if not known:
        return
    rows = Person.objects.filter(pk__in=[item.person for item in known if item.person], household__isnull=False)
    registered = {row.pk: row for row in rows}
    for item in known:
        home = registered.get(item.person) if item.person else None
        # The register outranks silence, not a list that names another village or grid.
        if home is not None and home.area.startswith(item.home.area):
            item.home = replace(item.home, area=home.area, household=home.household)
