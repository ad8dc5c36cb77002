"""Pages of a list by keyset: the same cost on page 10,000 as on the first, and no count."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Field, Model, Q, QuerySet

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows of a list and the cursors of its neighbours (None: there is none)."""

    rows: list[Row]
    next: str | None = None
    previous: str | None = None


def page(queryset: QuerySet[Row], order: Sequence[str], cursor: str | None, size: int = 50) -> Page[Row]:
    """The page of `queryset` that the cursor names; a cursor that cannot be read means the first page.

    `order`: fields or annotations, `-` for descending, never NULL, the last one unique (usually `pk`).
    The fields' values stand in the address, so none of them may be a direct identifier.
    """
    back, values = _read(queryset, order, cursor)
    keys = [_turned(key) for key in order] if back else list(order)
    rows = queryset.order_by(*keys)
    if values:
        rows = rows.filter(_after(keys, values))
    found = list(rows[: size + 1])
    more, found = len(found) > size, found[:size]
    if back:
        found.reverse()
    ahead, behind = (bool(found), more) if back else (more, bool(values) and bool(found))
    return Page(
        found,
        next=_write(found[-1], order, back=False) if ahead else None,
        previous=_write(found[0], order, back=True) if behind else None,
    )


def _turned(key: str) -> str:
    return key[1:] if key.startswith("-") else f"-{key}"


def _after(keys: Sequence[str], values: Sequence[Any]) -> Q:
    """Rows behind the one with these values, seen in the direction of `keys`; the first term feeds the index."""
    first = keys[0]
    bound = Q(**{f"{first.lstrip('-')}__{'lte' if first.startswith('-') else 'gte'}": values[0]})
    beyond, equal = Q(), Q()
    for key, value in zip(keys, values, strict=True):
        name = key.lstrip("-")
        beyond |= equal & Q(**{f"{name}__{'lt' if key.startswith('-') else 'gt'}": value})
        equal &= Q(**{name: value})
    return bound & beyond


def _write(row: Model, order: Sequence[str], *, back: bool) -> str:
    values = [str(_value(row, key.lstrip("-"))) for key in order]
    return base64.urlsafe_b64encode(json.dumps([int(back), *values]).encode()).decode().rstrip("=")


def _read(queryset: QuerySet[Row], order: Sequence[str], cursor: str | None) -> tuple[bool, list[Any]]:
    if not cursor:
        return False, []
    try:
        back, *texts = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        keys = [key.lstrip("-") for key in order]
        return bool(back), [_field(queryset, key).to_python(text) for key, text in zip(keys, texts, strict=True)]
    except (binascii.Error, ValueError, TypeError, ValidationError):
        return False, []


def _value(row: Model, path: str) -> Any:
    value: Any = row
    for name in path.split("__"):
        value = getattr(value, name)
    return value


def _field(queryset: QuerySet[Row], path: str) -> "Field[Any, Any]":
    """The field (or the annotation's output field) that a path ends at."""
    annotation = queryset.query.annotations.get(path)
    if annotation is not None:
        return annotation.output_field
    model: type[Model] = queryset.model
    *steps, last = path.split("__")
    for step in steps:
        related = model._meta.get_field(step).related_model
        if not isinstance(related, type):
            raise FieldDoesNotExist(path)
        model = related
    field = model._meta.pk if last == "pk" else model._meta.get_field(last)
    if not isinstance(field, Field):
        raise FieldDoesNotExist(path)
    return field
