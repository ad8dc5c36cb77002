"""A store of persons in memory, which places batches as the vault does."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from lianfang.vault.identity import Identity
from lianfang.vault.matching import Claim, Resolution, block_keys, resolve


class Memory:
    """Persons by key and statements by person, with a count of the look-ups made."""

    def __init__(self) -> None:
        self.persons: dict[str, set[UUID]] = defaultdict(set)
        self.statements: dict[UUID, list[Identity]] = defaultdict(list)
        self.calls = 0
        self._next = 0

    def find(self, keys: Collection[str]) -> Mapping[str, Collection[UUID]]:
        self.calls += 1
        return {key: self.persons[key] for key in keys if key in self.persons}

    def identities(self, persons: Collection[UUID]) -> Mapping[UUID, Sequence[Identity]]:
        self.calls += 1
        return {person: self.statements[person] for person in persons}

    def place(self, identities: Sequence[Identity], size: int = 1000) -> list[Resolution]:
        """Resolve in batches and keep what was said, an unsure row under its own ref."""
        placed: list[Resolution] = []
        for start in range(0, len(identities), size):
            claims = [self._claim(identity) for identity in identities[start : start + size]]
            resolutions = resolve(claims, self)
            for claim, resolution in zip(claims, resolutions, strict=True):
                self._keep(resolution.person or claim.ref, claim.identity)
            placed += resolutions
        return placed

    def _claim(self, identity: Identity) -> Claim:
        self._next += 1
        return Claim(UUID(int=self._next), identity)

    def _keep(self, person: UUID, identity: Identity) -> None:
        self.statements[person].append(identity)
        for key in block_keys(identity):
            self.persons[key].add(person)
