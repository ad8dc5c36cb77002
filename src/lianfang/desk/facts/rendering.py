"""A fact in words: label and value for each field that says something."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lianfang.desk.facts.shapes import Shape, shapes
from lianfang.desk.formats import moment
from lianfang.ledger.kinds import Fact, Part
from lianfang.vault.parts import Note

Named = Mapping[str, Mapping[Any, str]]
Facts = list[tuple[str, str]]


def wanted(facts: Iterable[Fact]) -> dict[str, set[Any]]:
    """Every id and code in these facts that stands for something with a name, by the type of thing."""
    found: defaultdict[str, set[Any]] = defaultdict(set)
    for fact in facts:
        for shape, value in _said(fact):
            if shape.holds(Part):
                for part in value if shape.several else (value,):
                    if part.entity() is not None:
                        found[part.entity_type].add(part.entity())
            elif shape.refers:
                found[shape.refers].update(value if shape.several else (value,))
    return dict(found)


def facts(fact: Fact, named: Named, notes: Mapping[str, str] | None) -> Facts:
    """What a fact says as (label, value); `notes` are its texts as far as this member may read them.

    None: the entry was taken back, and the vault tells its texts to nobody.
    """
    lines: Facts = []
    for shape, value in _said(fact):
        text = _parts(shape, value, named, notes) if shape.holds(Part) else _value(shape, value, named)
        if text:
            lines.append((_(shape.title), text))
    return lines


def _said(fact: Fact) -> Iterator[tuple[Shape, Any]]:
    for shape in shapes(type(fact)):
        value = getattr(fact, shape.name)
        if value not in (None, "", ()) and (shape.required or value != shape.default or shape.holds(TextChoices)):
            yield shape, value


def _parts(shape: Shape, value: Any, named: Named, notes: Mapping[str, str] | None) -> str:
    """Whom a part names, or what it says; of several, each that may be known."""
    parts = value if shape.several else (value,)
    return _("、").join(filter(None, (_part(shape, part, named, notes) for part in parts)))


def _part(shape: Shape, part: Part, named: Named, notes: Mapping[str, str] | None) -> str:
    if isinstance(part, Note):
        return notes.get(shape.name, _("有文字，您无权查看")) if part.kept and notes is not None else ""
    return named.get(part.entity_type, {}).get(part.entity(), "")


def _value(shape: Shape, value: Any, named: Named) -> str:
    if shape.several:
        return _("、").join(filter(None, (_value_of_one(shape, one, named) for one in value)))
    return _value_of_one(shape, value, named)


def _value_of_one(shape: Shape, value: Any, named: Named) -> str:
    if isinstance(value, TextChoices):
        return str(value.label)
    if shape.refers:
        return named.get(shape.refers, {}).get(value, "")
    if isinstance(value, UUID):
        return ""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, datetime):
        return moment(value)
    return date_format(value, _("Y年n月j日")) if isinstance(value, date) else str(value)
