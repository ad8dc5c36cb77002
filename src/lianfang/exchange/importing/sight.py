"""The persons on record as an import sees them: decisions followed, and people not yet on record laid over."""

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID

from lianfang.people.queries import canonical
from lianfang.vault.candidates import OnRecord
from lianfang.vault.identity import Identity
from lianfang.vault.matching import Candidates, block_keys


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


class Overlay:
    """A store with people laid over it who are not on record: those of a batch in hand, or of a dry run so far."""

    def __init__(self, below: Candidates) -> None:
        self._below = below
        self._persons: defaultdict[str, set[UUID]] = defaultdict(set)
        self._statements: defaultdict[UUID, list[Identity]] = defaultdict(list)

    def find(self, keys: Collection[str]) -> Mapping[str, Collection[UUID]]:
        """The persons on record and those laid over."""
        found = self._below.find(keys)
        return {key: {*found.get(key, ()), *self._persons.get(key, ())} for key in keys}

    def identities(self, persons: Collection[UUID]) -> Mapping[UUID, Sequence[Identity]]:
        """What is on record of them and what was laid over it."""
        found = self._below.identities(persons)
        return {person: [*found.get(person, ()), *self._statements.get(person, ())] for person in persons}

    def keep(self, placed: Iterable[tuple[UUID, Identity]]) -> None:
        """Lay these people over the store."""
        for person, identity in placed:
            self._statements[person].append(identity)
            for key in block_keys(identity):
                self._persons[key].add(person)

    def point(self, keys: Iterable[tuple[str, UUID]]) -> None:
        """Let these people be found under one more key."""
        for key, person in keys:
            self._persons[key].add(person)


class InFlight:
    """A store with the last batches laid over it, from when they are matched until they are on record."""

    def __init__(self, below: Candidates) -> None:
        self._below = below
        self._batches: deque[Overlay] = deque([Overlay(_NOBODY)])

    def find(self, keys: Collection[str]) -> Mapping[str, Collection[UUID]]:
        """The persons on record and those about to be."""
        found = {key: set(persons) for key, persons in self._below.find(keys).items()}
        for batch in self._batches:
            for key, persons in batch.find(keys).items():
                found.setdefault(key, set()).update(persons)
        return found

    def identities(self, persons: Collection[UUID]) -> Mapping[UUID, Sequence[Identity]]:
        """What is on record of them and what is about to be."""
        told = [self._below.identities(persons), *(batch.identities(persons) for batch in self._batches)]
        return {person: [identity for one in told for identity in one.get(person, ())] for person in persons}

    def keep(self, placed: Iterable[tuple[UUID, Identity]]) -> None:
        """The people of the batch in hand."""
        self._batches[-1].keep(placed)

    def point(self, keys: Iterable[tuple[str, UUID]]) -> None:
        """Let people of the batch in hand be found under one more key."""
        self._batches[-1].point(keys)

    def next_batch(self) -> None:
        """The batch in hand is on its way."""
        self._batches.append(Overlay(_NOBODY))

    def entered(self) -> None:
        """The batch longest on its way is on record."""
        self._batches.popleft()


class _Nobody:
    """A store without anybody."""

    def find(self, keys: Collection[str]) -> Mapping[str, Collection[UUID]]:
        """Nobody."""
        return {}

    def identities(self, persons: Collection[UUID]) -> Mapping[UUID, Sequence[Identity]]:
        """Nothing."""
        return {}


_NOBODY = _Nobody()

View = Sight | Overlay | InFlight
"""Any of the ways an import sees the persons."""
