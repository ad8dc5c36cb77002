"""The reader of a kind's form, made from its model: a later kind gets its form by itself. `block` has it drawn."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuids
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from pydantic import BaseModel

from lianfang.desk.facts import fields
from lianfang.desk.facts.controls import Control, control
from lianfang.desk.facts.fields import Choices
from lianfang.desk.facts.recording import record
from lianfang.desk.facts.shapes import Shape, asked_of, shapes
from lianfang.ledger import clock
from lianfang.ledger.answers import Answer, Status
from lianfang.ledger.kinds import Kind

ID, AT = "entry-id", "entry-at"


class FactForm(forms.Form):
    """Asks for one fact. The entry's id is made when the form is drawn, so sending it twice records once.

    `values`: the fact as stored, to begin with. `choices`: options for ids and codes, or fewer of an enum's.
    `fixed`: fields the page knows and does not ask for; inside a part it fills in the part's entity.
    `keeps`: parts with a fixed entity that are said even when nothing is written into them.
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
        keeps: Collection[str] = (),
        changes_only: Collection[str] = (),
        at: datetime | None = None,
    ) -> None:
        super().__init__(data, prefix=kind.code.replace(".", "-"))
        self.kind = kind
        self.fixed = dict(fixed or {})
        self.offered = frozenset(choices or ())
        self.keeps = frozenset(keeps)
        self.changes_only = frozenset(changes_only)
        self.happened = at
        self.paths: dict[str, tuple[Shape, Shape | None]] = {}
        self.fields[ID] = forms.UUIDField(widget=forms.HiddenInput, initial=uuids.uuid7)
        for shape in shapes(kind.fact):
            self._ask(shape, (values or {}).get(shape.name), (choices or {}).get(shape.name))
        self.fields[AT] = forms.DateTimeField(required=False, initial=at)

    def _ask(self, shape: Shape, value: Any, choices: Choices | None) -> None:
        if control(shape) is Control.PART:
            for inner in asked_of(shape):
                self._add(f"{shape.name}-{inner.name}", inner, shape, (value or {}).get(inner.name), None)
        elif shape.name not in self.fixed:
            self._add(shape.name, shape, None, value, choices)

    def _add(self, name: str, shape: Shape, part: Shape | None, value: Any, choices: Choices | None) -> None:
        field = fields.form_field(shape, choices)
        if field is not None:
            if part and part.show_if:
                field.required = False  # `clean` insists on it when it is asked for
            field.initial = fields.initial(shape, value)
            self.fields[name] = field
            self.paths[name] = (shape, part)

    def leave_out(self, *names: str) -> None:
        """Do not ask for these fields, or parts, on this page."""
        for name in [n for n, (shape, part) in self.paths.items() if (part or shape).name in names]:
            del self.fields[name], self.paths[name]

    def clean(self) -> dict[str, Any]:
        """Insist on what the answers given make necessary."""
        for name in self._missing():
            if name not in self.errors:
                self.add_error(name, _("请填写：%(title)s。") % {"title": _(self.paths[name][0].title)})
        return self.cleaned_data

    def _missing(self) -> list[str]:
        """Fields that are asked for and needed, and say nothing; of a part that is needed, its first."""
        groups: dict[str, list[str]] = {}
        for name, (shape, part) in self.paths.items():
            groups.setdefault((part or shape).name, []).append(name)
        found: list[str] = []
        for names in groups.values():
            shape, part = self.paths[names[0]]
            outer = part or shape
            if not self._asked_now(outer):
                continue
            silent = [name for name in names if self.cleaned_data.get(name) in (None, "", [])]
            found += [name for name in silent if self.paths[name][0].required]
            if len(silent) == len(names) and outer.needed_if and self._holds(outer.needed_if):
                found.append(names[0])
        return found

    def _asked_now(self, shape: Shape) -> bool:
        return self._holds(shape.show_if)

    def _holds(self, condition: Mapping[str, Any]) -> bool:
        return all(fields.matches(self._given(name), wanted) for name, wanted in condition.items())

    def _given(self, name: str) -> Any:
        """A field's value as stored, as far as it is asked for; None otherwise."""
        if name in self.fixed:
            return self.fixed[name]
        if name not in self.paths or not self._asked_now(self.paths[name][0]):
            return None
        return fields.sent(self.paths[name][0], self.cleaned_data.get(name))

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
            needed = name in self.keeps or self.kind.fact.model_fields[name].is_required()
            if not isinstance(value, Mapping) or name in found or needed:
                found[name] = {**value, **found.get(name, {})} if isinstance(value, Mapping) else value
        return found

    def record(
        self, request: HttpRequest, subject: UUID, area: str, *, corrects: UUID | None = None, place: str = ""
    ) -> Answer:
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
            place=place,
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
