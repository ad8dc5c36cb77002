"""`kinds.md`: every kind of entry with its fields, and the parts that go to the vault."""

from collections import defaultdict
from dataclasses import is_dataclass
from datetime import date, datetime
from typing import Any, get_origin
from uuid import UUID

from django.db.models import TextChoices
from pydantic import AwareDatetime, BaseModel

from lianfang.desk.facts.shapes import Shape, shapes
from lianfang.duty.rights import Right
from lianfang.ledger.kinds import Kind, Part, all_kinds
from scripts.dictionary.words import about, both, chinese, table

_INTRO = """# Kinds 记录种类

What can be recorded. How to send it: [the API](../api.md); how to add one: [CONTRIBUTING](../../CONTRIBUTING.md).
The title is what forms and stories show. Fields marked "vault" hold who, where or free text: of them the ledger keeps
an id, or the mark that there is a text, and nothing else.
"""
_HEADS = ("field", "title", "type", "required", "asked only when")


def declared() -> dict[str, Kind]:
    """Every kind of the product itself (tests may declare their own)."""
    return {code: kind for code, kind in all_kinds().items() if kind.fact.__module__.startswith("lianfang.")}


def page() -> str:
    """The whole page."""
    by_slice: defaultdict[str, list[Kind]] = defaultdict(list)
    for code, kind in sorted(declared().items()):
        by_slice[code.partition(".")[0]].append(kind)
    sections = [f"## {name}\n\n" + "\n\n".join(map(_kind, kinds)) for name, kinds in sorted(by_slice.items())]
    parts = "\n\n".join(map(_part, _parts()))
    return "\n\n".join([_INTRO.strip(), *sections, "## Parts that go to the vault", parts])


def _kind(kind: Kind) -> str:
    counts = ", ".join(f"`{one.figure.code}`" for one in kind.counts)
    says = [f"- About: {kind.subject if kind.subject != '*' else 'whatever the entry it takes back is about'}"]
    says.append(f"- Right: {_right(kind)}")
    if kind.opens:
        says.append("- Opens its subject: may be the first entry about it")
    if counts:
        says.append(f"- Counts into: {counts}")
    fields = _fields(kind.fact)
    return "\n\n".join([f"### `{kind.code}` {both(kind.title)}", about(kind.fact), "\n".join(says), fields])


def _right(kind: Kind) -> str:
    if kind.right == "":
        return "none; only the system records it"
    label = chinese(Right(kind.right).label)
    said = f"`{kind.right}` {label}"
    return f"{said}; told by the register's own pages and files, never taken from outside" if kind.setup else said


def _parts() -> list[type[Part]]:
    """Every part that a kind has, by name."""
    said = [shape for kind in declared().values() for shape in shapes(kind.fact)]
    return sorted({shape.type for shape in said if shape.holds(Part)}, key=lambda part: part.__name__)


def _part(part: type[Part]) -> str:
    return "\n\n".join([f"### `{part.__name__}`", about(part), _fields(part)])


def _fields(model: type[BaseModel]) -> str:
    rows = [
        (f"`{shape.name}`", both(shape.title), _type(shape), "yes" if shape.required else "", _condition(shape))
        for shape in shapes(model)
    ]
    return table(_HEADS, rows)


def _condition(shape: Shape) -> str:
    return "; ".join(
        f"`{name}` is " + " or ".join(f"`{_json(value)}`" for value in values)
        for name, values in shape.show_if.items()
    )


def _json(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _type(shape: Shape) -> str:
    return f"list of: {_one(shape)}" if shape.several else _one(shape)


def _one(shape: Shape) -> str:
    if shape.holds(TextChoices):
        return ", ".join(f"`{value}` {chinese(label)}" for value, label in shape.type.choices)
    if shape.holds(Part):
        return f"[{shape.type.__name__}](#{shape.type.__name__.lower()}) (vault)"
    if shape.holds(UUID):
        return f"id of a {shape.refers}" if shape.refers else "id"
    return _limited(_plain(shape.type), shape.limits) + (f" ({shape.refers})" if shape.refers else "")


def _plain(type_: Any) -> str:
    if type_ in {datetime, AwareDatetime}:
        return "moment with zone"
    names = {bool: "true or false", date: "date", int: "whole number", float: "number", str: "text"}
    if type_ in names:
        return names[type_]
    if get_origin(type_) is dict or is_dataclass(type_) or (isinstance(type_, type) and issubclass(type_, BaseModel)):
        return "object"
    return "value"


def _limited(said: str, limits: Any) -> str:
    if "ge" in limits or "le" in limits:
        return f"{said}, {limits.get('ge', '…')} to {limits.get('le', '…')}"
    return f"{said}, at most {limits['max_length']}" if "max_length" in limits else said
