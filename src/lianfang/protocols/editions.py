"""Editions of protocols: dated, sourced rule sets of a disease. Rules live in `data/editions`, never in the code.

Every block says by `verified` whether we read it in a public source; what is not is shown as such and stays to be
confirmed by whoever declares the edition.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from lianfang.protocols.choices import Clock, Measure, Onset, Who, ZoneKind
from lianfang.protocols.files import Loaded, load
from lianfang.protocols.tables import Code, Source
from lianfang.protocols.text import Text


class Block(BaseModel):
    """A piece of an edition that was read, or was not, in a public source."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    verified: bool = True


class Contact(Block):
    """Who is a contact: from how many days before which moment of the case, how near, unprotected."""

    definition: Text
    counted_from: Onset
    days_before: int = Field(ge=0, le=30)
    within_metres: float | None = Field(default=None, gt=0)


class Stage(Block):
    """A measure of so many days, and on which of them tests are taken. Several follow each other.

    `otherwise`: what may stand in its place where it cannot be done, for as many days.
    """

    measure: Measure
    otherwise: Measure | None = None
    days: int = Field(ge=1, le=60)
    clock: Clock
    tests: tuple[int, ...] = ()

    @model_validator(mode="after")
    def _tests_lie_within(self) -> Self:
        if any(not 0 < day <= self.days for day in self.tests):
            raise ValueError("a test on a day outside its stage")
        return self


class Course(Block):
    """What is done with somebody: the stages in order."""

    who: Who
    stages: tuple[Stage, ...] = Field(min_length=1)

    @property
    def days(self) -> int:
        """Days in all."""
        return sum(stage.days for stage in self.stages)


class Fever(Block):
    """From which temperature (℃) somebody has a fever; `inclusive`: at the threshold already."""

    threshold: float = Field(ge=35, le=42)
    inclusive: bool

    def has(self, temperature: float) -> bool:
        """Whether this is a fever."""
        return temperature > self.threshold or (self.inclusive and temperature == self.threshold)


class Zone(Block):
    """What an area is declared, and after how many clear days it becomes what."""

    kind: ZoneKind
    clear_days: int | None = Field(default=None, ge=1, le=60)
    becomes: ZoneKind | None = None
    rule: Text


class Cluster(Block):
    """From how many cases within so many days, in a small area, an outbreak (暴发, 聚集) is spoken of."""

    cases: int = Field(ge=2)
    days: int = Field(ge=1)
    where: Text


class Closure(Block):
    """For how many days a place may be closed before it is decided anew."""

    days: int = Field(ge=1, le=60)


class Edition(BaseModel):
    """One rule set. `degrees`: how far contacts are followed (0 none, 1 contacts, 2 their contacts too)."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: Code
    disease: Code
    disease_title: Text
    title: Text
    since: date = Field(alias="from")
    until: date | None
    source: Source
    degrees: int = Field(ge=0, le=2)
    contact: Contact | None
    measures: tuple[Course, ...]
    fever: Fever
    temperatures_per_day: int = Field(ge=0, le=4)
    zones: tuple[Zone, ...] = ()
    release: Text | None = None
    cluster: Cluster | None = None
    closure: Closure | None = None

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        if self.until is not None and self.until < self.since:
            raise ValueError("until lies before from")
        if (self.degrees > 0) != (self.contact is not None):
            raise ValueError("contacts are followed when, and only when, it says who is one")
        if len({course.who for course in self.measures}) != len(self.measures):
            raise ValueError("two courses for the same people")
        if (self.degrees == 2) != (self.course(Who.CONTACT_OF_CONTACT) is not None):
            raise ValueError("the second degree has a course when, and only when, it is followed")
        return self

    def course(self, who: Who) -> Course | None:
        """What is done with these people, if anything."""
        return next((course for course in self.measures if course.who == who), None)

    @property
    def verified(self) -> bool:
        """Whether every block of it was read in a public source."""
        blocks = (self.contact, self.fever, self.cluster, self.closure, *self.zones, *self.measures)
        return self.source.verified and all(block.verified for block in blocks if block is not None)


@cache
def loaded() -> Loaded[Edition]:
    """Every edition, ours and the county's; read once per process."""
    return load(Edition, "editions")


def editions() -> Mapping[str, Edition]:
    """Every edition by its id, oldest first; of one disease beside each other."""
    items = loaded().items.values()
    return {one.id: one for one in sorted(items, key=lambda one: (one.disease, one.since, one.id))}


def edition(id_: str) -> Edition | None:
    """The edition of this id, if it is known."""
    return loaded().items.get(id_)
