"""A kind as its form sees it: what `<fact-form>` draws from, at the desk and on the phone.

How it is drawn: docs/desk-components.md, "Forms of kinds".
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from pydantic_core import to_jsonable_python

from lianfang.desk.facts.controls import Control, control
from lianfang.desk.facts.shapes import Shape, asked_of, shapes
from lianfang.ledger.kinds import Kind


def spec(kind: Kind) -> dict[str, Any]:
    """What a form of this kind asks for, as JSON in the active language.

    {"kind", "title", "subject", "opens", "version", "keyed", "describes", "fields"}; a field has "name", "title",
    "control" (see `controls.Control`; never a table) and whatever of these says something: "options" [[value,
    label]], "required", "default", "several", "limits" {ge, le, min_length, max_length}, "decimal", "show_if",
    "needed_if" {field: [values]}, "refers" (type of thing), "widget", "help"; a part has "part" (person, household or
    note) and its "fields".
    """
    return {
        "kind": kind.code,
        "title": _(kind.title),
        "subject": kind.subject,
        "opens": kind.opens,
        "version": kind.version,
        "keyed": list(kind.keyed),
        "describes": kind.describes,
        "fields": [field_spec(shape) for shape in shapes(kind.fact) if control(shape) is not Control.TABLE],
    }


def field_spec(shape: Shape) -> dict[str, Any]:
    """One field of a spec; what says nothing is left out."""
    asked = control(shape)
    found: dict[str, Any] = {"name": shape.name, "title": _(shape.title), "control": asked.value}
    return found | {name: value for name, value in _hints(shape, asked) if value not in (None, "", {}, [], ())}


def _hints(shape: Shape, asked: Control) -> Iterator[tuple[str, Any]]:
    yield "required", shape.required or None
    yield "default", to_jsonable_python(shape.default)
    yield "several", shape.several or None
    yield "limits", dict(shape.limits)
    yield "decimal", shape.holds(float) or None
    yield "show_if", {name: list(values) for name, values in shape.show_if.items()}
    yield "needed_if", {name: list(values) for name, values in shape.needed_if.items()}
    yield "refers", shape.refers
    yield "widget", shape.widget if asked is Control.CHOICE else ""
    yield "help", _(shape.help) if shape.help else ""
    if asked is Control.CHOICE:
        yield "options", [[value, str(label)] for value, label in shape.type.choices]
    if asked is Control.PART:
        yield "part", shape.type.entity_type or "note"
        yield "fields", [field_spec(inner) for inner in asked_of(shape)]
