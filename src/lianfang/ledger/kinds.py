"""Kinds: each says once what a fact is, who may record it, whom it mentions and what it counts into.

A kind is a pydantic model declared in a slice's `kinds.py`. From it come the JSON Schema, the forms, the API,
import and export columns and the data dictionary. See CONTRIBUTING.md, "Add a kind".
"""

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any, ClassVar, Literal, get_args
from uuid import UUID, uuid5

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as N_
from pydantic import BaseModel, ConfigDict, Field

from lianfang.ledger.figures import Figure


class Part(BaseModel):
    """A part of a fact that names somebody or somewhere, or is free text.

    The door hands every part to the vault, which keeps what identifies and leaves the entity's id; the ledger
    stores only that id. `entity_type` says what is mentioned ("person", "household"), or "" for mere text.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    entity_type: ClassVar[str] = ""

    def entity(self) -> UUID | None:
        """The entity this part is about, once known."""
        raise NotImplementedError

    def about(self, entity: UUID) -> "Part":
        """The same words, said about this entity."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Mentions:
    """Annotation for an id field: `Annotated[UUID, Mentions("person", "candidate")]`."""

    entity_type: str
    role: str


@dataclass(frozen=True, slots=True)
class Counts:
    """This kind adds `amount(fact)` to a figure whenever `when(fact)` holds (by default: one, always)."""

    figure: Figure
    when: Callable[[Any], bool] | None = None
    amount: Callable[[Any], int] | None = None

    def of(self, fact: "Fact") -> int:
        """How much this fact adds."""
        if self.when is not None and not self.when(fact):
            return 0
        return 1 if self.amount is None else self.amount(fact)


Upgrade = Callable[[dict[str, Any]], dict[str, Any]]


@dataclass(frozen=True)
class Kind:
    """The declaration of a kind.

    `subject` is the type of thing the fact is about; its entries are folded together. A kind that `opens` may
    be the first about its subject: any other is held until an opening one has come. `right` is what a member
    needs in the entry's area; "" means only the system records it. A `setup` kind tells of what a page or file of
    ours did (a register changed, a report frozen): it is recorded as it happens, never taken from outside.
    `describes` names the field whose part is about the subject itself. `keyed` names the fields from which the
    subject's id follows (`keyed_subject`), so that two phones offline speak of one door under one id.

    A `screened` kind's entries are held against the lists of what is looked for before they are stored. `index` says
    by what the vault finds whom it names: "full" also by name, sound and house; "exact" only by whole numbers
    (document, telephone, plate), for kinds recorded by the hundred thousand.

    `version` grows by one whenever a form filled in before would no longer be read as it was meant. `upgrades[n]`
    turns `data` of version n, before it is validated, into that of version n + 1: there is one for every version
    there ever was, because a phone may come back from the hills weeks later. The ledger keeps the current shape.
    """

    code: str
    title: str
    subject: str
    right: str
    opens: bool = False
    setup: bool = False
    describes: str = ""
    counts: tuple[Counts, ...] = ()
    version: int = 1
    upgrades: Mapping[int, Upgrade] = field(default_factory=dict, repr=False, compare=False)
    keyed: tuple[str, ...] = ()
    screened: bool = False
    index: Literal["full", "exact"] = "full"
    fact: type["Fact"] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        if set(self.upgrades) != set(range(1, self.version)):
            raise ValueError(f"kind {self.code} is at version {self.version} but upgrades from {set(self.upgrades)}")

    def upgraded(self, data: Mapping[str, Any], version: int) -> dict[str, Any]:
        """Raw `data` of an older version in the current shape; what was given is left as it is."""
        if version == self.version:
            return dict(data)
        shaped = deepcopy(dict(data))
        for older in range(version, self.version):
            shaped = self.upgrades[older](shaped)
        return shaped

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """Names of the fields that hold a Part (or a list of them)."""
        return tuple(n for n, f in self.fact.model_fields.items() if _holds_part(f.annotation))

    @cached_property
    def references(self) -> tuple[tuple[str, Mentions], ...]:
        """Id fields that mention another entity."""
        return tuple(
            (name, mark)
            for name, info in self.fact.model_fields.items()
            for mark in info.metadata
            if isinstance(mark, Mentions)
        )


def _holds_part(annotation: Any) -> bool:
    if isinstance(annotation, type):
        return issubclass(annotation, Part)
    return any(_holds_part(inner) for inner in get_args(annotation))


_kinds: dict[str, Kind] = {}


class Fact(BaseModel):
    """Base of every kind's model. Unknown fields are refused, so that a slip of the pen is not lost silently."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    kind: ClassVar[Kind]

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        if cls.kind.code in _kinds:
            raise ValueError(f"kind {cls.kind.code} is declared twice")
        if not set(cls.kind.keyed) <= set(cls.model_fields):
            raise ValueError(f"kind {cls.kind.code} is keyed by fields it does not have: {cls.kind.keyed}")
        object.__setattr__(cls.kind, "fact", cls)
        _kinds[cls.kind.code] = cls.kind

    def brings_to(self) -> str:
        """The area, other than the entry's own, into which this fact brings its subject; mostly none."""
        return ""

    def parts(self) -> Iterator[tuple[str, Part]]:
        """Every part in this fact with the name of its field."""
        for name in self.kind.parts:
            value = getattr(self, name)
            for part in value if isinstance(value, (list, tuple)) else (value,):
                if part is not None:
                    yield name, part


_KEYED = UUID("6c69616e-6661-5e67-8a2b-6b6579656400")  # phones derive the same ids: never change it


def keyed_subject(kind: Kind, data: Mapping[str, Any]) -> UUID:
    """The subject's id as it follows from the fields that `kind.keyed` names; `data` must hold all of them."""
    values = ":".join(str(data[name]).lower() for name in kind.keyed)
    return uuid5(_KEYED, f"{kind.subject}:{values}")


def all_kinds() -> Mapping[str, Kind]:
    """Every declared kind by its code."""
    return MappingProxyType(_kinds)


class VoidReason(TextChoices):
    """Why an entry is taken back."""

    MISTAKE = "mistake", _("录错了")
    DUPLICATE = "duplicate", _("重复录入")
    RECONSIDERED = "reconsidered", _("重新判定")
    SUPERSEDED = "superseded", _("来源已更正")


class Voided(Fact):
    """An entry is taken back: it stays in the ledger, but no longer counts. Its id stands in `corrects`."""

    kind: ClassVar[Kind] = Kind("ledger.voided", title=N_("撤销"), subject="*", right="ledger.correct")
    reason: VoidReason = Field(title=N_("撤销原因"))
