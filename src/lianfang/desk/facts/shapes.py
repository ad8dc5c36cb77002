"""What each field of a fact asks for, read from its pydantic model."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from lianfang.ledger.kinds import Mentions


@dataclass(frozen=True, slots=True)
class Shape:
    """One field: its name and title (a msgid), the bare type, whether it takes several, and the hints of its kind."""

    name: str
    title: str
    type: Any
    several: bool
    required: bool
    default: Any
    limits: Mapping[str, Any] = field(default_factory=dict)
    refers: str = ""
    show_if: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    needed_if: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    widget: str = ""
    control: str = ""
    help: str = ""
    inner: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def holds(self, base: type) -> bool:
        """Whether the bare type is this one or derives from it."""
        return isinstance(self.type, type) and issubclass(self.type, base)


@cache
def shapes(model: type[BaseModel]) -> tuple[Shape, ...]:
    """The fields of a fact or of one of its parts, in the order they were declared."""
    return tuple(_shape(name, info) for name, info in model.model_fields.items())


OF_THE_VAULT = frozenset({"person", "household", "vehicle", "kept"})
"""Fields of a part that nobody writes: the vault or the page says them."""


def asked_of(part: Shape) -> tuple[Shape, ...]:
    """What a form asks for of a part; an only field goes by the part's title."""
    asked = [
        replace(one, **part.inner.get(one.name, {})) for one in shapes(part.type) if one.name not in OF_THE_VAULT
    ]
    return tuple(asked) if len(asked) > 1 else tuple(replace(one, title=part.title) for one in asked)


def _shape(name: str, info: FieldInfo) -> Shape:
    type_, several = _bare(info.annotation)
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    hints: dict[str, Any] = dict(extra)
    mentioned = next((mark.entity_type for mark in info.metadata if isinstance(mark, Mentions)), "")
    return Shape(
        name=name,
        title=info.title or name,
        type=type_,
        several=several,
        required=info.is_required(),
        default=None if info.is_required() else info.get_default(call_default_factory=True),
        limits=_limits(info),
        refers=hints.get("refers", mentioned),
        show_if=hints.get("show_if", {}),
        needed_if=hints.get("needed_if", {}),
        widget=hints.get("widget", ""),
        control=hints.get("control", ""),
        help=hints.get("help", ""),
        inner=hints.get("inner", {}),
    )


def _bare(annotation: Any) -> tuple[Any, bool]:
    """The type without `| None`, `Annotated` and `tuple[…, ...]`; and whether it was a tuple or list."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _bare(args[0])
    if origin in {Union, UnionType}:
        return _bare(next(arg for arg in args if arg is not type(None)))
    if origin in {tuple, list}:
        return _bare(args[0])[0], True
    return annotation, False


def _limits(info: FieldInfo) -> dict[str, Any]:
    names = ("ge", "le", "min_length", "max_length")
    found = {name: getattr(mark, name, None) for mark in info.metadata for name in names if hasattr(mark, name)}
    return {name: value for name, value in found.items() if value is not None}
