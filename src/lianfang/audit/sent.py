"""What an entry that was not taken says: every word of it to its author, nothing that identifies to others."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import TextChoices
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from pydantic import BaseModel

from lianfang.areas import queries as areas
from lianfang.desk.facts import rendering
from lianfang.desk.facts.rendering import Facts
from lianfang.desk.facts.shapes import Shape, shapes
from lianfang.desk.formats import moment
from lianfang.ledger.envelope import read
from lianfang.ledger.kinds import all_kinds
from lianfang.ledger.scope import Actor

_MOST = 2_000  # letters of one value: an entry is a form, not a book


def without_identities(raw: Any) -> Facts:
    """What a well-formed entry says, without its parts and without the names of what it refers to.

    Empty for one that cannot be read: what stands in its fields may be anything.
    """
    seen = read(raw, Actor(None), "").seen
    return rendering.facts(seen.fact, {}, {}) if seen is not None else []


def as_sent(raw: Any) -> Facts:
    """Everything its author wrote, labelled as the form labels it. Ids say nothing to a reader and are left out."""
    if not isinstance(raw, Mapping):
        return [(_("原文"), str(raw)[:_MOST])]
    kind = all_kinds().get(str(raw.get("kind", "")))
    code = str(raw.get("area", ""))
    lines = [
        (_("种类"), _(kind.title) if kind else str(raw.get("kind", ""))),
        (_("区域"), areas.names([code]).get(code, code)),
        (_("发生时间"), _moment(raw.get("at"))),
    ]
    data = raw.get("data")
    if isinstance(data, Mapping):
        lines += _fields(data, kind.fact if kind else None)
    return [(label, value) for label, value in lines if value]


def _fields(data: Mapping[str, Any], model: type[BaseModel] | None) -> Iterator[tuple[str, str]]:
    known = {shape.name: shape for shape in shapes(model)} if model else {}
    for name, value in data.items():
        shape = known.get(name)
        if isinstance(value, Mapping):
            part = shape.type if shape is not None and shape.holds(BaseModel) else None
            yield from _fields(value, part)
        else:
            several = value if isinstance(value, (list, tuple)) else [value]
            words = _("、").join(filter(None, (_word(one, shape) for one in several)))
            yield (_(shape.title) if shape else name, words[:_MOST])


def _word(value: Any, shape: Shape | None) -> str:
    if value is None or _is_id(value):
        return ""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if shape is not None and shape.holds(TextChoices) and value in shape.type.values:
        return str(shape.type(value).label)
    if shape is not None and shape.holds(datetime):
        return _moment(value)
    return str(value)


def _is_id(value: Any) -> bool:
    try:
        return isinstance(value, str) and len(value) >= 32 and bool(UUID(value))
    except ValueError:
        return False


def _moment(value: Any) -> str:
    try:
        found = parse_datetime(str(value or ""))
    except ValueError:
        found = None
    return moment(found) if found is not None and found.tzinfo is not None else str(value or "")
