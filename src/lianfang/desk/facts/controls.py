"""What a field is asked with: the one rule that the desk's readers and the drawn forms share."""

from dataclasses import is_dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import get_origin
from uuid import UUID

from django.db.models import TextChoices
from pydantic import AwareDatetime, BaseModel

from lianfang.desk.facts.shapes import Shape
from lianfang.ledger.kinds import Part


class Control(StrEnum):
    """How a field is asked for. `ENTITY` only where a page offers choices; `TABLE` never: only a page's code says it.

    Tables are values by name, models of their own, and several parts in one field.
    """

    TEXT = "text"
    TEXTAREA = "textarea"
    NUMBER = "number"
    CHOICE = "choice"
    BOOLEAN = "boolean"
    DATE = "date"
    MOMENT = "moment"
    ID = "id"
    PHONES = "phones"
    PLATE = "plate"
    ENTITY = "entity"
    PART = "part"
    TABLE = "table"


def control(shape: Shape) -> Control:
    """The control of a field, by its type and the hints of its kind.

    Raises TypeError for a type that no form can ask for, so that a new kind is noticed at its first form.
    """
    if shape.holds(TextChoices):
        return Control.CHOICE
    if shape.holds(Part):
        return Control.TABLE if shape.several else Control.PART
    if shape.refers or shape.holds(UUID):
        return Control.ENTITY
    if shape.holds(str):
        return Control(shape.control or shape.widget or Control.TEXT)
    if shape.holds(BaseModel) or is_dataclass(shape.type) or get_origin(shape.type) is dict:
        return Control.TABLE
    for type_, asked in _BY_TYPE:
        if shape.type is type_ or shape.holds(type_):
            return asked
    raise TypeError(f"no form asks for {shape.name}: {shape.type}")


# The first that fits: a bool is an int and a datetime a date, as Python sees them.
_BY_TYPE: tuple[tuple[type, Control], ...] = (
    (bool, Control.BOOLEAN),
    (int, Control.NUMBER),
    (float, Control.NUMBER),
    (datetime, Control.MOMENT),
    (AwareDatetime, Control.MOMENT),
    (date, Control.DATE),
)
