"""The only writers of the register of areas: one function per verb, each leaving an entry per change.

Every function checks the actor's right `area.edit` in each area it touches and raises PermissionDenied without it;
what is wrong with the data raises ValidationError. Either way nothing is written.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from lianfang.areas.kinds import AreasChanged, Change
from lianfang.areas.levels import Level, ancestors, level_of
from lianfang.areas.models import Area, subject_of
from lianfang.areas.recording import Note, record
from lianfang.ledger import clock
from lianfang.ledger.scope import Actor, within

FIELDS = ("name", "population", "households", "attributes")
_ROOTS = {Level.PROVINCE, Level.PREFECTURE, Level.COUNTY}
_CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class Stated:
    """What somebody says about an area: only the fields in `values` are touched (see FIELDS).

    `attributes` are merged key by key; None takes a key away.
    """

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: how many areas it created, changed and found as stated."""

    created: int
    changed: int
    same: int


def create(code: str, values: Mapping[str, Any], actor: Actor) -> Area:
    """Add one area; its level and its parent follow from the code. `values` needs a `name`."""
    with transaction.atomic():
        if Area.objects.filter(pk=code).exists():
            raise ValidationError({"code": _("代码 %(code)s 已经有了，请改用别的代码。") % {"code": code}})
        load([Stated(code, values)], actor)
        return Area.objects.get(pk=code)


def change(area: Area, values: Mapping[str, Any], actor: Actor) -> Area:
    """Change an area's name, baselines or attributes. Saying what is already so changes nothing."""
    load([Stated(area.pk, values)], actor)
    area.refresh_from_db()
    return area


def load(stated: Iterable[Stated], actor: Actor) -> Loaded:
    """Bring the register in line with what is stated, in bulk: new codes are created, others changed where
    they differ. Areas that are not mentioned stay as they are. A second load of the same changes nothing."""
    wanted = {item.code: item for item in stated}
    for code in wanted:
        require(actor, code)
    with transaction.atomic():
        known = _known(wanted)
        new, different, notes = [], [], []
        for code in sorted(wanted):
            item, row = wanted[code], known.get(code)
            if row is None:
                known[code] = row = _new(item, known)
                new.append(row)
                notes.append(_note(row, Change.CREATED, ("level", *FIELDS)))
            elif names := _apply(row, item.values):
                different.append(row)
                notes.append(_note(row, Change.CHANGED, names))
        Area.objects.bulk_create(new, batch_size=_CHUNK)
        Area.objects.bulk_update(different, [*FIELDS, "changed"], batch_size=_CHUNK)
        _adopt(new)
        record(notes, actor)
    return Loaded(len(new), len(different), len(wanted) - len(new) - len(different))


def retire(area: Area, on: date, actor: Actor) -> Area:
    """Take an area out of use from a day on. Its history stays; nothing in use may be left below it."""
    require(actor, area.pk)
    with transaction.atomic():
        below = Area.objects.filter(within([area.pk], "code"), retired_on=None).exclude(pk=area.pk)
        if below.exists():
            raise ValidationError(_("「%(name)s」下面还有在用的辖区，请先停用下级。") % {"name": area.name})
        return _set_retired(area, on, Change.RETIRED, actor)


def reopen(area: Area, actor: Actor) -> Area:
    """Take a retired area into use again."""
    require(actor, area.pk)
    with transaction.atomic():
        return _set_retired(area, None, Change.REOPENED, actor)


def require(actor: Actor, code: str) -> None:
    """Raise PermissionDenied unless the actor may edit the area with this code."""
    if not actor.may("area.edit", code):
        raise PermissionDenied(_("辖区 %(code)s 不在您的维护范围内。") % {"code": code})


def _set_retired(area: Area, on: date | None, verb: Change, actor: Actor) -> Area:
    area.retired_on, area.changed = on, clock.now()
    area.save(update_fields=["retired_on", "changed"])
    record([_note(area, verb, ("retired_on",))], actor)
    return area


def _known(wanted: Iterable[str]) -> dict[str, Area]:
    """The rows of these codes and of everything that may be above them."""
    codes = sorted({prefix for code in wanted for prefix in (code, *ancestors(code))})
    rows: dict[str, Area] = {}
    for start in range(0, len(codes), _CHUNK):
        rows |= Area.objects.in_bulk(codes[start : start + _CHUNK])
    return rows


def _new(item: Stated, known: Mapping[str, Area]) -> Area:
    level = level_of(item.code)
    if level is None:
        raise ValidationError({"code": _("代码 %(code)s 的位数不对。") % {"code": item.code}})
    if not item.values.get("name"):
        raise ValidationError({"name": _("新辖区 %(code)s 需要名称。") % {"code": item.code}})
    parent = next((prefix for prefix in ancestors(item.code) if prefix in known), None)
    if parent is None and level not in _ROOTS:
        raise ValidationError({"code": _("代码 %(code)s 没有上级，请先建立上级辖区。") % {"code": item.code}})
    row = Area(code=item.code, level=level, parent_id=parent)
    _apply(row, item.values)
    return row


def _apply(row: Area, values: Mapping[str, Any]) -> tuple[str, ...]:
    """Set what differs; gives the names of the fields that did."""
    unknown = set(values) - set(FIELDS)
    if unknown:
        raise ValidationError(_("不能修改这些字段：%(fields)s。") % {"fields": "、".join(sorted(unknown))})
    wanted = dict(values)
    if "attributes" in wanted:
        merged = row.attributes | wanted["attributes"]
        wanted["attributes"] = {key: value for key, value in merged.items() if value is not None}
    names = tuple(name for name in FIELDS if name in wanted and getattr(row, name) != wanted[name])
    for name in names:
        setattr(row, name, wanted[name])
    if names:
        row.changed = clock.now()
    return names


def _adopt(new: Iterable[Area]) -> None:
    """A new area between two existing levels takes over what lies in it."""
    for row in new:
        if row.level == Level.SUB_AREA:
            below = Area.objects.filter(within([row.pk], "code"), parent_id=row.parent_id).exclude(pk=row.pk)
            below.update(parent=row, changed=row.changed)


def _note(row: Area, verb: Change, names: Iterable[str]) -> Note:
    values = {name: getattr(row, name) for name in names}
    if isinstance(values.get("retired_on"), date):
        values["retired_on"] = values["retired_on"].isoformat()
    kept = {name: value for name, value in values.items() if verb != Change.CREATED or value not in (None, {})}
    return Note(subject_of(row.pk), row.pk, AreasChanged(change=verb, values=kept))
