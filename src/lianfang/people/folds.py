"""How the register follows from its entries: the latest statement of each thing holds."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models

from lianfang.ledger.figures import Figure
from lianfang.ledger.folds import Balance, Fold, Seen, Tally, register
from lianfang.people import figures
from lianfang.people.kinds import (
    Decision,
    HouseholdRegistered,
    IdentityDecided,
    IdentityUnsure,
    PersonRegistered,
    Tenure,
    Whereabouts,
    WhereaboutsStated,
)
from lianfang.people.models import Household, Identity, Person


@dataclass(slots=True)
class HouseholdState:
    """A household as told so far."""

    id: UUID
    area: str = ""
    walk: int = 0
    tenure: Tenure = Tenure.OWNER
    changed: datetime | None = None
    balance: Balance = field(default_factory=Balance)


class HouseholdFold(Fold[HouseholdState]):
    """One row per door."""

    subject = "household"
    model = Household
    figures = (figures.HOUSEHOLDS,)

    def start(self, subject: UUID) -> HouseholdState:
        """Nothing known yet."""
        return HouseholdState(subject)

    def step(self, state: HouseholdState, entry: Seen, tally: Tally) -> None:
        """The latest registration holds."""
        fact = entry.fact
        if isinstance(fact, HouseholdRegistered):
            state.area, state.walk, state.tenure = entry.area, fact.walk, fact.tenure
        state.changed = entry.at
        if state.area:
            state.balance.become({"household": (figures.HOUSEHOLDS, state.area)}, entry, tally)

    def project(self, state: HouseholdState) -> models.Model | None:
        """The household's row."""
        if state.changed is None:
            return None
        return Household(id=state.id, area=state.area, walk=state.walk, tenure=state.tenure, changed=state.changed)


@dataclass(slots=True)
class PersonState:
    """A person as told so far."""

    id: UUID
    area: str = ""
    registered: bool = False
    household: UUID | None = None
    residence: str = ""
    head: bool = False
    whereabouts: Whereabouts = Whereabouts.HOME
    since: date | None = None
    identity: Identity = Identity.SURE
    candidates: tuple[UUID, ...] = ()
    why: str = ""
    same_as: UUID | None = None
    decided_by: UUID | None = None
    changed: datetime | None = None
    balance: Balance = field(default_factory=Balance)


_DECIDED = {
    Decision.SAME: Identity.SAME,
    Decision.DIFFERENT: Identity.DIFFERENT,
    Decision.ASK: Identity.ASK,
}


class PersonFold(Fold[PersonState]):
    """One row per registered person or undecided record."""

    subject = "person"
    model = Person
    figures = (figures.PERSONS, figures.IDENTITIES_UNDECIDED)

    def start(self, subject: UUID) -> PersonState:
        """Nothing known yet."""
        return PersonState(subject)

    def step(self, state: PersonState, entry: Seen, tally: Tally) -> None:
        """Take one statement in; a person's decision outweighs any later doubt of the machine."""
        fact = entry.fact
        if isinstance(fact, PersonRegistered):
            self._registered(state, entry.area, fact)
        elif isinstance(fact, WhereaboutsStated):
            state.whereabouts, state.since = fact.whereabouts, fact.since
        elif isinstance(fact, IdentityUnsure):
            self._unsure(state, entry.area, fact)
        elif isinstance(fact, IdentityDecided):
            state.identity, state.decided_by = _DECIDED[fact.decision], entry.member
            state.same_as = fact.same_as if fact.decision is Decision.SAME else None
        state.changed = entry.at
        state.balance.become(self._counted(state), entry, tally)

    def _registered(self, state: PersonState, area: str, fact: PersonRegistered) -> None:
        state.registered = True
        state.area, state.household = area, fact.household
        state.residence, state.head = fact.residence, fact.head

    def _unsure(self, state: PersonState, area: str, fact: IdentityUnsure) -> None:
        state.candidates, state.why = fact.candidates, fact.why
        state.area = state.area or area
        if state.decided_by is None and state.identity is Identity.SURE:
            state.identity = Identity.UNSURE

    def _counted(self, state: PersonState) -> dict[str, tuple[Figure, str]]:
        wanted: dict[str, tuple[Figure, str]] = {}
        if state.registered and state.whereabouts is not Whereabouts.LEFT:
            wanted["person"] = (figures.PERSONS, state.area)
        if state.identity is Identity.UNSURE:
            wanted["identity"] = (figures.IDENTITIES_UNDECIDED, state.area)
        return wanted

    def project(self, state: PersonState) -> models.Model | None:
        """The person's row, while a registration or a doubt stands."""
        if not state.area:
            return None
        values: dict[str, Any] = {
            name: getattr(state, name)
            for name in (
                "id",
                "area",
                "household",
                "residence",
                "head",
                "whereabouts",
                "since",
                "identity",
                "why",
                "same_as",
                "decided_by",
                "changed",
            )
        }
        return Person(candidates=[str(candidate) for candidate in state.candidates], **values)


register(HouseholdFold())
register(PersonFold())
