"""The persons on record as an import sees them: decisions followed, and what a dry run would have added."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID

from lianfang.people.queries import canonical
from lianfang.vault.candidates import OnRecord
from lianfang.vault.identity import Identity
from lianfang.vault.matching import block_keys


class Sight:
    """The vault's candidates, records that turned out to be one person taken as one."""

    def __init__(self) -> None:
        self._record = OnRecord()
        self._aliases: dict[UUID, set[UUID]] = {}

    def find(self, keys: Collection[str]) -> Mapping[str, Collection[UUID]]:
        """The persons under each key; records decided to be the same under the one they turned out to be."""
        found = self._record.find(keys)
        everybody = {person for persons in found.values() for person in persons}
        turned_out = canonical(everybody) if everybody else {}
        self._aliases = {}
        for alias, person in turned_out.items():
            self._aliases.setdefault(person, set()).add(alias)
        return {key: {turned_out[person] for person in persons} for key, persons in found.items()}

    def identities(self, persons: Collection[UUID]) -> Mapping[UUID, Sequence[Identity]]:
        """Every statement about each person, under whichever record it was made."""
        aliases = {person: self._aliases.get(person, {person}) for person in persons}
        told = self._record.identities({alias for group in aliases.values() for alias in group})
        return {
            person: [identity for alias in sorted(group, key=str) for identity in told.get(alias, ())]
            for person, group in aliases.items()
        }

    def keep(self, placed: Iterable[tuple[UUID, Identity]]) -> None:
        """Nothing to keep: what was entered is on record."""


class DrySight(Sight):
    """Also sees what earlier batches of a dry run would have put on record."""

    def __init__(self) -> None:
        super().__init__()
        self._persons: defaultdict[str, set[UUID]] = defaultdict(set)
        self._statements: defaultdict[UUID, list[Identity]] = defaultdict(list)

    def find(self, keys: Collection[str]) -> Mapping[str, Collection[UUID]]:
        """The persons on record and those that would be."""
        found = super().find(keys)
        return {key: {*found.get(key, ()), *self._persons.get(key, ())} for key in keys}

    def identities(self, persons: Collection[UUID]) -> Mapping[UUID, Sequence[Identity]]:
        """What is on record of them and what would be."""
        found = super().identities(persons)
        return {person: [*found[person], *self._statements.get(person, ())] for person in persons}

    def keep(self, placed: Iterable[tuple[UUID, Identity]]) -> None:
        """Remember a batch that is not entered."""
        for person, identity in placed:
            self._statements[person].append(identity)
            for key in block_keys(identity):
                self._persons[key].add(person)
