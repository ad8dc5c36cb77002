"""What `<fact-form>` needs to draw a form of the desk: spec, values, choices and errors, as one piece of JSON."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from pydantic_core import to_jsonable_python

from lianfang.desk.facts.forms import AT, FactForm
from lianfang.desk.facts.spec import spec

_IN_A_SCRIPT = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&"}


def block(form: FactForm, *, late: bool = True) -> dict[str, Any]:
    """The properties of the element, with names and values as this page asks for them.

    `late=False` leaves out the question when it happened. Values of a form that was sent are those that were sent.
    """
    values: dict[str, Any] = {}
    errors = {name: list(map(str, said)) for name, said in form.errors.items() if name in form.fields}
    for name, (shape, part) in form.paths.items():
        into = values.setdefault(part.name, {}) if part else values
        into[shape.name] = _text(form[name].value())
    return {
        "spec": spec(form.kind) | {"fields": list(_fields(form))},
        "prefix": form.prefix,
        "values": values,
        "fixed": to_jsonable_python(form.fixed),
        "changes": sorted(form.changes_only),
        "errors": {_path(form, name): said for name, said in errors.items()},
        "happened": _text(form[AT].value()),
        "late": late,
    }


def as_json(form: FactForm, *, late: bool = True) -> SafeString:
    """The block as text that may stand in a script element. Characters stand as they are: a search finds them."""
    text = json.dumps(block(form, late=late), ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate(_IN_A_SCRIPT))  # noqa: S308  # nothing in it can end the element


def standing(form: FactForm) -> int:
    """How many fields are asked for whatever is answered: room is kept for them until they are drawn."""
    return sum(not (part or shape).show_if for shape, part in form.paths.values())


def _fields(form: FactForm) -> Iterator[dict[str, Any]]:
    """The fields of the spec that this form asks for, with what the page has changed about them."""
    for field in spec(form.kind)["fields"]:
        if field["control"] == "part":
            inner = [_asked(form, f"{field['name']}-{one['name']}", one) for one in field["fields"]]
            yield from [field | {"fields": asked}] if (asked := [one for one in inner if one]) else []
        elif found := _asked(form, field["name"], field):
            yield found


def _asked(form: FactForm, name: str, field: dict[str, Any]) -> dict[str, Any] | None:
    if name not in form.paths:
        return None
    reader = form.fields[name]
    asked = field | {"required": reader.required, "help": str(reader.help_text)}
    if name not in form.offered:
        return asked
    options = [[str(value), str(label)] for value, label in getattr(reader, "choices", ())]
    return asked | {"control": "choice", "options": options}


def _path(form: FactForm, name: str) -> str:
    """The element's name of a field: `who.phones`, or `at`."""
    if name not in form.paths:
        return "at"
    shape, part = form.paths[name]
    return f"{part.name}.{shape.name}" if part else shape.name


def _text(value: Any) -> Any:
    """A value as inputs hold it: dates and local moments as text."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M")
    return value.isoformat() if isinstance(value, date) else to_jsonable_python(value)
