"""From a field's shape to a Django form field, and between what a form holds and what the door takes."""

from collections.abc import Sequence
from dataclasses import is_dataclass
from datetime import date, datetime
from typing import Any, get_origin
from uuid import UUID

from django import forms
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic import AwareDatetime, BaseModel

from lianfang.desk.facts.shapes import Shape

Choices = Sequence[tuple[str, str]]
FEW = 6
"""So many options are shown at once; more become a drop-down list, unless the kind asks for radios."""

YES, NO = "yes", "no"


class DateInput(forms.DateInput):
    """The browser's own date picker."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    """The browser's own picker of a local date and time."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


def form_field(shape: Shape, choices: Choices | None = None) -> forms.Field | None:
    """The form field for a shape; None where only a page can say: ids without choices, tables of values.

    Raises TypeError for a type that no form can ask for, so that a new kind is noticed at its first form.
    """
    common: dict[str, Any] = {"label": _(shape.title), "required": shape.required and not shape.show_if}
    if shape.holds(TextChoices) or choices is not None:
        offered = list(shape.type.choices) if choices is None else list(choices)
        return _choice(shape, offered, common) if offered or shape.required else None
    if shape.holds(bool):
        return _yes_or_no(shape, common)
    if shape.holds(UUID) or shape.holds(BaseModel) or is_dataclass(shape.type) or get_origin(shape.type) is dict:
        return None
    if shape.type in {datetime, AwareDatetime}:
        return forms.DateTimeField(widget=MomentInput(), **common)
    if shape.holds(date):
        return forms.DateField(widget=DateInput(), **common)
    if shape.holds(int) or shape.holds(float):
        number = forms.IntegerField if shape.holds(int) else forms.FloatField
        return number(min_value=shape.limits.get("ge"), max_value=shape.limits.get("le"), **common)
    if shape.holds(str):
        return _text(shape, common)
    raise TypeError(f"no form field for {shape.name}: {shape.type}")


def _choice(shape: Shape, offered: list[tuple[Any, Any]], common: dict[str, Any]) -> forms.Field:
    if shape.several:
        return forms.MultipleChoiceField(choices=offered, widget=forms.CheckboxSelectMultiple, **common)
    # What has a default is always said; only what may stay unsaid is optional.
    common["required"] = common["required"] or (shape.default not in {None, ""} and not shape.show_if)
    if len(offered) <= FEW or shape.widget == "radios":
        if not shape.required and shape.default is None:
            offered = [*offered, ("", _("不填"))]
        return forms.ChoiceField(choices=offered, widget=forms.RadioSelect, **common)
    if shape.default is None and "" not in dict(offered):
        offered = [("", _("请选择")), *offered]
    return forms.ChoiceField(choices=offered, **common)


def _yes_or_no(shape: Shape, common: dict[str, Any]) -> forms.Field:
    if shape.default is False:
        return forms.BooleanField(**common | {"required": False})
    return forms.ChoiceField(choices=[(YES, _("是")), (NO, _("否"))], widget=forms.RadioSelect, **common)


def _text(shape: Shape, common: dict[str, Any]) -> forms.Field:
    longest = shape.limits.get("max_length")
    widget = forms.Textarea(attrs={"rows": 3}) if shape.widget == "textarea" else forms.TextInput
    # A list of texts is written into one line: whoever reads it takes several numbers out of one text.
    return forms.CharField(max_length=None if shape.several else longest, widget=widget, **common)


def initial(shape: Shape, value: Any) -> Any:
    """How a stored value stands in its form field."""
    if value is None:
        value = shape.default
    if shape.holds(bool) and shape.default is not False:
        return None if value is None else YES if value else NO
    if isinstance(value, (tuple, list)):
        return "、".join(value) if shape.holds(str) and not shape.holds(TextChoices) else [str(v) for v in value]
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


def matches(shown: Any, wanted: Sequence[Any]) -> bool:
    """Whether a field's value is one of those under which another field is asked for."""
    return str(shown) in condition(wanted)


def condition(wanted: Sequence[Any]) -> list[str]:
    """The values of a `show_if` as they stand in the form."""
    return [(YES if value else NO) if isinstance(value, bool) else str(value) for value in wanted]
