"""The form of a kind, drawn from its model: a later kind gets its form by itself."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuids
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel

from lianfang.desk.facts import fields
from lianfang.desk.facts.fields import Choices, MomentInput
from lianfang.desk.facts.recording import record
from lianfang.desk.facts.shapes import Shape, shapes
from lianfang.ledger import clock
from lianfang.ledger.answers import Answer, Status
from lianfang.ledger.kinds import Kind
from lianfang.ledger.kinds import Part as FactPart
from lianfang.vault.parts import Note

ID, AT = "entry-id", "entry-at"
_OF_THE_VAULT = frozenset({"person", "household", "kept"})


@dataclass(frozen=True, slots=True)
class Section:
    """Fields that stand together; `show_if` is JSON for the page's script, or ""."""

    legend: str
    fields: list[forms.BoundField]
    show_if: str = ""


class FactForm(forms.Form):
    """Asks for one fact. The entry's id is made when the form is drawn, so sending it twice records once.

    `values`: the fact as stored, to begin with. `choices`: options for ids and codes, or fewer of an enum's.
    `fixed`: fields the page knows and does not ask for; inside a part it fills in the part's entity.
    `changes_only`: parts of which only what differs from `values` is sent.
    `at`: when it happened, for a correction; otherwise the moment of sending, unless the member sets it back.
    """

    def __init__(
        self,
        kind: Kind,
        data: Mapping[str, Any] | None = None,
        *,
        values: Mapping[str, Any] | None = None,
        choices: Mapping[str, Choices] | None = None,
        fixed: Mapping[str, Any] | None = None,
        changes_only: Collection[str] = (),
        at: datetime | None = None,
    ) -> None:
        super().__init__(data, prefix=kind.code.replace(".", "-"), use_required_attribute=False)
        self.kind = kind
        self.fixed = dict(fixed or {})
        self.changes_only = frozenset(changes_only)
        self.happened = at
        self.paths: dict[str, tuple[Shape, Shape | None]] = {}
        self.fields[ID] = forms.UUIDField(widget=forms.HiddenInput, initial=uuids.uuid7)
        for shape in shapes(kind.fact):
            self._ask(shape, (values or {}).get(shape.name), (choices or {}).get(shape.name))
        self.fields[AT] = forms.DateTimeField(
            label=_("发生时间"), required=False, widget=MomentInput(), initial=at, help_text=_("不填即为现在。")
        )

    def _ask(self, shape: Shape, value: Any, choices: Choices | None) -> None:
        if shape.holds(FactPart):
            self._ask_part(shape, value or {})
        elif shape.name not in self.fixed:
            self._add(shape.name, shape, None, value, choices)

    def _ask_part(self, part: Shape, values: Mapping[str, Any]) -> None:
        asked = [inner for inner in shapes(part.type) if inner.name not in _OF_THE_VAULT]
        for inner in asked:
            drawn = replace(inner, title=part.title) if len(asked) == 1 else inner
            if part.holds(Note):
                drawn = replace(drawn, widget="textarea")
            self._add(f"{part.name}-{inner.name}", drawn, part, values.get(inner.name), None)

    def _add(self, name: str, shape: Shape, part: Shape | None, value: Any, choices: Choices | None) -> None:
        field = fields.form_field(shape, choices)
        if field is not None:
            field.initial = fields.initial(shape, value)
            self.fields[name] = field
            self.paths[name] = (shape, part)

    def leave_out(self, *names: str) -> None:
        """Do not ask for these fields, or parts, on this page."""
        for name in [n for n, (shape, part) in self.paths.items() if (part or shape).name in names]:
            del self.fields[name], self.paths[name]

    def sections(self) -> Iterator[Section]:
        """The visible fields in groups: each by itself, a person's together."""
        grouped: dict[str, list[str]] = {}
        for name, (shape, part) in self.paths.items():
            grouped.setdefault(part.name if part else shape.name, []).append(name)
        for names in grouped.values():
            shape, part = self.paths[names[0]]
            outer = part or shape
            legend = str(_(outer.title)) if len(names) > 1 else ""
            yield Section(legend, [self[name] for name in names], self._condition(outer))

    def late(self) -> forms.BoundField:
        """The field that sets back when it happened."""
        return self[AT]

    def _condition(self, shape: Shape) -> str:
        wanted = {self.add_prefix(name): fields.condition(values) for name, values in shape.show_if.items()}
        return json.dumps(wanted) if wanted else ""

    def _asked_now(self, shape: Shape) -> bool:
        given = self.fixed | self.cleaned_data
        return all(fields.matches(given.get(name), values) for name, values in shape.show_if.items())

    def entry(self) -> UUID:
        """The entry's id, made when the form was drawn."""
        return UUID(str(self.cleaned_data[ID]))

    def at(self) -> datetime:
        """When it happened: as set, as it was, or now."""
        chosen: datetime | None = self.cleaned_data.get(AT)
        if chosen is None or (self.happened and chosen == self.happened.replace(second=0, microsecond=0)):
            return self.happened or clock.now()
        return chosen

    def fact(self) -> dict[str, Any]:
        """What goes to the door as the entry's data."""
        found: dict[str, Any] = {}
        for name, (shape, part) in self.paths.items():
            value = fields.sent(shape, self.cleaned_data.get(name))
            if value in (None, "", []) or not self._asked_now(part or shape):
                continue
            if part is None:
                found[shape.name] = value
            elif part.name not in self.changes_only or self[name].initial != self.cleaned_data.get(name):
                found.setdefault(part.name, {})[shape.name] = value
        for name, value in self.fixed.items():
            # A part nobody wrote into is not said, unless the fact needs it.
            if not isinstance(value, Mapping) or name in found or self.kind.fact.model_fields[name].is_required():
                found[name] = {**value, **found.get(name, {})} if isinstance(value, Mapping) else value
        return found

    def record(self, request: HttpRequest, subject: UUID, area: str, *, corrects: UUID | None = None) -> Answer:
        """Send it through the door; what the door refuses stands beside its field."""
        answer = record(
            request,
            self.kind,
            subject,
            area,
            self.fact(),
            entry=self.entry(),
            at=self.at(),
            corrects=corrects,
        )
        self.place(answer)
        return answer

    def place(self, answer: Answer) -> None:
        """Put the sentence of a refusal where the trouble is."""
        if answer.status is not Status.REFUSED or answer.problem is None:
            return
        first, *path = answer.problem.where.split(".")
        place: str | None = AT if first == "at" else None
        for length in range(len(path), 0, -1):
            name = "-".join(path[:length])
            if first == "data" and name in self.fields:
                place = name
                break
        self.add_error(place, answer.problem.sentence())


def stored(fact: BaseModel) -> dict[str, Any]:
    """A fact as `values` of its form."""
    return fact.model_dump(mode="json")
