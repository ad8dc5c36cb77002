"""Readers of a POST: Django form fields by shape, and the way between what a form holds and what the door takes.

Nothing is drawn here: `<fact-form>` draws (see `block`), these read what it sent.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from pydantic import AwareDatetime

from lianfang.desk.facts.controls import Control, control
from lianfang.desk.facts.shapes import Shape

Choices = Sequence[tuple[str, str]]

YES, NO = "yes", "no"


class SeveralInput(forms.TextInput):
    """Several inputs of one name, each a number, read as one line."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The lines that are not empty, joined."""
        if not isinstance(data, MultiValueDict):
            return super().value_from_datadict(data, files, name)
        lines = [line.strip() for line in data.getlist(name)]
        return "、".join(line for line in lines if line) if name in data else None


def form_field(shape: Shape, choices: Choices | None = None) -> forms.Field | None:
    """The reader of a shape; None where only a page can say: ids and codes without choices, tables of values.

    Raises TypeError for a type that no form can ask for, so that a new kind is noticed at its first form.
    """
    common: dict[str, Any] = {"label": _(shape.title), "help_text": _(shape.help) if shape.help else ""}
    common["required"] = shape.required and not shape.show_if
    asked = control(shape)
    if choices is not None or asked is Control.CHOICE:
        offered = list(shape.type.choices) if choices is None else list(choices)
        return _choice(shape, offered, common) if offered or shape.required else None
    match asked:
        case Control.ENTITY | Control.TABLE | Control.PART:
            return None
        case Control.BOOLEAN:
            return _yes_or_no(shape, common)
        case Control.MOMENT:
            return forms.DateTimeField(**common)
        case Control.DATE:
            return forms.DateField(**common)
        case Control.NUMBER:
            number = forms.FloatField if shape.holds(float) else forms.IntegerField
            return number(min_value=shape.limits.get("ge"), max_value=shape.limits.get("le"), **common)
        case _:
            return _text(shape, common)


def _choice(shape: Shape, offered: list[tuple[Any, Any]], common: dict[str, Any]) -> forms.Field:
    if shape.several:
        return forms.MultipleChoiceField(choices=offered, **common)
    # What has a default is always said; only what may stay unsaid is optional.
    common["required"] = common["required"] or (shape.default not in {None, ""} and not shape.show_if)
    return forms.ChoiceField(choices=offered, **common)


def _yes_or_no(shape: Shape, common: dict[str, Any]) -> forms.Field:
    if shape.default is False:
        return forms.BooleanField(**common | {"required": False})
    return forms.ChoiceField(choices=[(YES, _("是")), (NO, _("否"))], **common)


def _text(shape: Shape, common: dict[str, Any]) -> forms.Field:
    if shape.several:  # whoever reads it takes several numbers out of one text
        return forms.CharField(widget=SeveralInput, **common)
    return forms.CharField(
        min_length=shape.limits.get("min_length"), max_length=shape.limits.get("max_length"), **common
    )


def initial(shape: Shape, value: Any) -> Any:
    """How a stored value stands in its form field."""
    if value is None:
        value = shape.default
    if shape.holds(bool) and shape.default is not False:
        return None if value is None else YES if value else NO
    if isinstance(value, (tuple, list)):
        return "、".join(value) if control(shape) is Control.PHONES else [str(v) for v in value]
    if isinstance(value, str) and shape.type in {datetime, AwareDatetime}:
        value = datetime.fromisoformat(value)
    return timezone.localtime(value) if isinstance(value, datetime) else value


def sent(shape: Shape, value: Any) -> Any:
    """How a cleaned value goes to the door; None and empty text are left out by the caller."""
    if shape.holds(bool) and shape.default is not False:
        return None if value in {None, ""} else value == YES
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return value


def matches(given: Any, wanted: Sequence[Any]) -> bool:
    """Whether a value as stored is one of those under which another field is asked for, or insisted on."""
    values = given if isinstance(given, (list, tuple)) else [given]
    return bool({str(value) for value in values} & {str(value) for value in wanted})
