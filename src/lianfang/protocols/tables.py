"""Decision tables: what is to be done with a traveller, as data. `decide` and `desk/js/decide.js` evaluate them."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from lianfang.protocols.choices import Measure, Outcome, Step
from lianfang.protocols.files import Loaded, load
from lianfang.protocols.text import Text

DEFAULT = "county-2020"
"""The table that holds where nothing was declared."""

Value = bool | int | float | str
Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{0,31}$")]


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(_Data):
    """Where a rule set was read: title and date of the document. `verified`: read in a public source by us."""

    title: Text
    date: str = Field(pattern=r"^\d{4}(-\d\d(-\d\d)?)?$")
    note: Text | None = None
    verified: bool = True


class Input(_Data):
    """Something the table may ask: a number, yes or no, or one of `choices`."""

    type: Literal["number", "bool", "choice"]
    title: Text
    ask: Text
    choices: dict[str, Text] = Field(default_factory=dict)
    unit: str = ""

    def fits(self, value: Value) -> bool:
        """Whether a value is of this input's type: anything else counts as not known."""
        if self.type == "number":
            return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < float("inf")
        return isinstance(value, bool) if self.type == "bool" else isinstance(value, str) and value in self.choices


class Range(_Data):
    """Bounds of a number; all that are given must hold."""

    ge: float | None = None
    gt: float | None = None
    le: float | None = None
    lt: float | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.ge is self.gt is self.le is self.lt is None:
            raise ValueError("a range needs a bound")
        return self


Condition = bool | int | float | str | Range | tuple[Value, ...]


class Then(_Data):
    """What follows: the traveller's outcome, a measure of so many days, steps in order, statutes it rests on."""

    outcome: Outcome
    measure: Measure | None = None
    days: int | None = Field(default=None, ge=1, le=60)
    steps: tuple[Step, ...] = ()
    basis: tuple[Code, ...] = ()

    @model_validator(mode="after")
    def _no_measure_without_end_and_law(self) -> Self:
        if (self.measure is None) != (self.days is None):
            raise ValueError("a measure has days, and days have a measure")
        if self.measure is not None and not self.basis:
            raise ValueError("a measure rests on a statute")
        return self


class Rule(_Data):
    """One line of a table: all conditions of `when` hold → `then`."""

    id: Code
    when: dict[Name, Condition]
    then: Then
    why: Text


class Table(_Data):
    """Rules in order: the first that holds decides. The last has no condition, so that something always does."""

    id: Code
    title: Text
    edition: Code
    source: Source
    inputs: dict[Name, Input]
    rules: tuple[Rule, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        if len({rule.id for rule in self.rules}) != len(self.rules):
            raise ValueError("two rules have the same id")
        if self.rules[-1].when:
            raise ValueError("the last rule must hold always, or somebody would stand there without an answer")
        for rule in self.rules:
            for name, condition in rule.when.items():
                if name not in self.inputs or not _askable(self.inputs[name], condition):
                    raise ValueError(f"rule {rule.id} asks {name} in a way that its input does not know")
        return self

    def rule(self, id_: str) -> Rule | None:
        """A line by its id."""
        return next((rule for rule in self.rules if rule.id == id_), None)


def _askable(asked: Input, condition: Condition) -> bool:
    if isinstance(condition, Range):
        return asked.type == "number"
    values = condition if isinstance(condition, tuple) else (condition,)
    return bool(values) and all(asked.fits(value) for value in values)


@cache
def loaded() -> Loaded[Table]:
    """Every table, ours and the county's; read once per process."""
    return load(Table, "tables")


def tables() -> Mapping[str, Table]:
    """Every table by its id."""
    return loaded().items


def table(id_: str) -> Table:
    """The table of this id; the default where it is empty or no longer known."""
    return tables().get(id_) or tables()[DEFAULT]


_CITED = re.compile(r"^([a-z0-9-]+)/([a-z0-9-]+)$")


def rule_of(cited: str) -> tuple[Table, Rule] | None:
    """The rule that `county-2020/fever-listed` names, with its table; None for anything else."""
    match = _CITED.match(cited)
    found = tables().get(match[1]) if match else None
    rule = found.rule(match[2]) if found and match else None
    return (found, rule) if found and rule else None
