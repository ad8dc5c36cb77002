"""Place a batch of claims: a person already known, a new one, or a question for a person to decide."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from lianfang.vault.identity import Identity
from lianfang.vault.matching.keys import NAME, keys_of, sought_keys
from lianfang.vault.matching.profile import Profile, profile_of, read
from lianfang.vault.matching.verdict import Comparison, Verdict, Why, compare_borrowed, compare_profiles

CROWD = 50
"""A key of more persons than this (a village office's telephone, a placeholder) tells nobody apart: passed over."""

NAMESAKES = 5
"""The same for a name alone: of more bearers nobody could tell which one is meant."""

BORROWED = frozenset({Why.DOCUMENT_OTHER_NAME, Why.DOCUMENT_CLOSE_NAME})
"""Reasons that hint at a card lent or mixed up."""

SHOWN = 10
"""Candidates kept in a resolution, best first."""


class Outcome(TextChoices):
    """What became of a claim."""

    NEW = "new", _("新增")
    KNOWN = "known", _("已有")
    ASK = "ask", _("待人工判断")


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement to place; `ref` becomes the person's id when the person is new."""

    ref: UUID
    identity: Identity


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person the claim may be, and how the two compare."""

    person: UUID
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Resolution:
    """Where a claim went. `person` is given for NEW (its own ref) and KNOWN; an ASK awaits a decision."""

    ref: UUID
    outcome: Outcome
    person: UUID | None
    candidates: tuple[Candidate, ...] = ()


class Candidates(Protocol):
    """The persons on record, as the vault finds them. Each method is called once per batch."""

    def find(self, keys: Collection[str]) -> Mapping[str, Collection[UUID]]:
        """Return the persons under each of the keys; keys without any may be left out."""

    def identities(self, persons: Collection[UUID]) -> Mapping[UUID, Sequence[Identity]]:
        """Return every statement made about each of the persons."""


def resolve(batch: Sequence[Claim], store: Candidates) -> list[Resolution]:
    """Place every claim of a batch, in order; earlier claims of the batch are candidates for later ones."""
    profiles = [read(claim.identity) for claim in batch]
    keys = [keys_of(profile) for profile in profiles]
    sought = [sought_keys(profile, under) for profile, under in zip(profiles, keys, strict=True)]
    desk = _Desk(store, frozenset[str]().union(*sought))
    resolutions = []
    for claim, profile, under, seeks in zip(batch, profiles, keys, sought, strict=True):
        resolution = desk.place(claim.ref, profile, seeks)
        desk.remember(resolution.person or claim.ref, profile, under)
        resolutions.append(resolution)
    return resolutions


class _Desk:
    """The persons in sight of one batch: those on record and those the batch brings."""

    def __init__(self, store: Candidates, keys: frozenset[str]) -> None:
        self._persons: dict[str, set[UUID]] = defaultdict(set)
        for key, persons in store.find(keys).items():
            self._persons[key].update(persons)
        found = {person for key in self._persons for person in self._under(key)}
        self._profiles = {
            person: profile_of(identities) for person, identities in store.identities(found).items() if identities
        }

    def place(self, ref: UUID, profile: Profile, keys: frozenset[str]) -> Resolution:
        """Decide by the persons found under the keys."""
        candidates = self._candidates(profile, keys)
        same = [candidate for candidate in candidates if candidate.comparison.verdict is Verdict.SAME]
        if len(same) == 1:
            return Resolution(ref, Outcome.KNOWN, same[0].person, tuple(candidates))
        if candidates:
            return Resolution(ref, Outcome.ASK, None, tuple(candidates))
        return Resolution(ref, Outcome.NEW, ref)

    def remember(self, person: UUID, profile: Profile, keys: frozenset[str]) -> None:
        """Let later claims of the batch find what this one said; an unsure claim stands under its own ref."""
        known = self._profiles.get(person)
        self._profiles[person] = known | profile if known else profile
        for key in keys:
            self._persons[key].add(person)

    def _candidates(self, profile: Profile, keys: frozenset[str]) -> list[Candidate]:
        persons = {person for key in keys for person in self._under(key) if person in self._profiles}
        compared = {person: compare_profiles(profile, self._profiles[person]) for person in persons}
        if any(comparison.why in BORROWED for comparison in compared.values()):
            compared |= self._owners(profile, compared)
        possible = (Candidate(person, comparison) for person, comparison in compared.items())
        return sorted((one for one in possible if one.comparison.verdict is not Verdict.DIFFERENT), key=_rank)[:SHOWN]

    def _owners(self, profile: Profile, compared: Mapping[UUID, Comparison]) -> dict[UUID, Comparison]:
        # Who gives a relative's card is on record under a card of his own, and must not be lost to the question.
        apart = (person for person, comparison in compared.items() if comparison.why is Why.OTHER_DOCUMENT)
        found = {person: compare_borrowed(profile, self._profiles[person]) for person in apart}
        return {person: comparison for person, comparison in found.items() if comparison}

    def _under(self, key: str) -> Collection[UUID]:
        persons = self._persons.get(key, ())
        return () if len(persons) > (NAMESAKES if key.startswith(NAME) else CROWD) else persons


def _rank(candidate: Candidate) -> tuple[bool, int, UUID]:
    comparison = candidate.comparison
    return comparison.verdict is Verdict.ASK, len(comparison.differs) - len(comparison.agrees), candidate.person
