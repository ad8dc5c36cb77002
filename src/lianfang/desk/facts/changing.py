"""Correcting and taking back what was recorded: the forms behind every story."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from lianfang.desk.facts.fields import Choices, form_field
from lianfang.desk.facts.forms import FactForm, stored
from lianfang.desk.facts.offers import offered
from lianfang.desk.facts.shapes import Shape, shapes
from lianfang.desk.facts.story import may_change, may_undo
from lianfang.ledger import store
from lianfang.ledger.folds import Seen, effective
from lianfang.ledger.kinds import Part, Voided, VoidReason, all_kinds
from lianfang.ledger.scope import Actor
from lianfang.vault.parts import Note
from lianfang.vault.reading import VIEW, notes, stated

_BY_HAND = [(reason.value, str(reason.label)) for reason in VoidReason if reason is not VoidReason.SUPERSEDED]


def found(entry: UUID, actor: Actor) -> Seen:
    """An entry that this actor may change and that still holds, or a voiding that may be undone.

    Raises Http404 for everything else: whether there is such an entry is not everybody's to know.
    """
    original = next(store.by_id([entry]), None)
    if original is None:
        raise Http404
    if isinstance(original.fact, Voided):
        if not may_undo(actor, original):
            raise Http404
        return original
    held = effective(store.of_subjects([original.subject])[original.subject])
    if not may_change(actor, original) or original.id not in {one.id for one in held}:
        raise Http404
    return original


def correction(original: Seen, actor: Actor, data: Any = None) -> FactForm:
    """The form of an entry as it was recorded, to be put right. Raises PermissionDenied when parts are masked."""
    kind = original.fact.kind
    values = stored(original.fact)
    fixed: dict[str, Any] = {}
    choices = offered(kind.code, actor, original.subject, original.area)
    for shape in shapes(kind.fact):
        value = getattr(original.fact, shape.name)
        if isinstance(value, Part):
            values[shape.name] = _known(value, shape.name, original, actor)
            fixed |= _entity(shape.name, value)
        elif value is not None and _not_asked(shape, choices.get(shape.name)):
            fixed[shape.name] = values[shape.name]
    # Whom the entry named is named again, also where the actor may not see who that is.
    return FactForm(kind, data, values=values, choices=choices, fixed=fixed, keeps=fixed, at=original.at)


def _not_asked(shape: Shape, choices: Choices | None) -> bool:
    """Whether no form asks for it: it is said again as it was, as are people named in a list."""
    return (shape.several or not shape.holds(Part)) and form_field(shape, choices) is None


def _entity(name: str, part: Part) -> dict[str, Any]:
    entity = part.entity()
    return {} if entity is None else {name: {part.entity_type: str(entity)}}


def _known(part: Part, name: str, original: Seen, actor: Actor) -> dict[str, Any]:
    """What is known of a part, so that what was right in it is said again."""
    if not actor.may(VIEW, original.area):
        raise PermissionDenied(_("这条记录含有身份信息，您无权查看，因此不能更正；可以撤销，或请有权限的人更正。"))
    if isinstance(part, Note):
        return {"text": notes(actor, [original.id], "correct").get(original.id, {}).get(name, "")}
    entity = part.entity()
    if entity is None:
        return {}
    who = stated(actor, [entity], "correct")[entity]
    return {
        "name": who.name,
        "id_number": who.id_number,
        "phones": who.phones,
        "address": who.address,
        "sex": who.sex,
        "birth_date": who.birth_date,
        "plate": who.plate,
    }


def voiding(data: Any = None) -> FactForm:
    """The form that takes an entry back: only the reason is asked for."""
    return FactForm(all_kinds()[Voided.kind.code], data, choices={"reason": _BY_HAND})
