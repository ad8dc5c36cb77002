"""Showing identities to a member: in full where the right holds, masked elsewhere, and every look is logged."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.utils import timezone

from lianfang.ledger import bulk, clock
from lianfang.ledger.scope import Actor
from lianfang.vault import masks, store
from lianfang.vault.current import Current, fold
from lianfang.vault.keyring import ring
from lianfang.vault.models import Statement, Viewing

VIEW = "identity.view"


@dataclass(frozen=True, slots=True)
class Shown:
    """An identity as this member may see it. Empty fields: nothing is known, or it has been destroyed.

    `age` is in whole years today. `also` holds older, differing values by field, only when unmasked.
    """

    name: str = ""
    id_number: str = ""
    phones: tuple[str, ...] = ()
    address: str = ""
    sex: str = ""
    birth_date: date | None = None
    age: int | None = None
    masked: bool = False
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    plate: str = ""


def show(actor: Actor, entities: Mapping[UUID, str], purpose: str) -> dict[UUID, Shown]:
    """Who these are, each given with the area that answers for it; `purpose` is the page, at most 64 letters.

    Three queries for any number: read, and log what was shown unmasked (once per minute and page).
    """
    held = store.holding(entities, ring())
    shown = {
        entity: _shown(fold(held.get(entity, ())), masked=not actor.may(VIEW, area))
        for entity, area in entities.items()
    }
    _log(actor, [entity for entity in held if not shown[entity].masked], purpose)
    return shown


def stated(actor: Actor, entities: Collection[UUID], purpose: str) -> dict[UUID, Shown]:
    """Who these are by what was said where the member may see identities; nothing of what was said elsewhere.

    For entities that an entry merely names: naming somebody must not show who they are.
    """
    held = store.holding(entities, ring())
    near = {entity: [one for one in held.get(entity, ()) if actor.may(VIEW, one.area)] for entity in entities}
    _log(actor, [entity for entity, told in near.items() if told], purpose)
    return {entity: _shown(fold(told), masked=False) for entity, told in near.items()}


def notes(actor: Actor, entries: Collection[UUID], purpose: str = "notes") -> dict[UUID, dict[str, str]]:
    """The texts of these entries by field, of those recorded where the member may see identities.

    Texts name people, so reading them is logged under the entry.
    """
    found: dict[UUID, dict[str, str]] = {}
    for chunk in bulk.chunks(entries, store.CHUNK):
        rows = Statement.objects.filter(entry__in=chunk, entity_type="", retracted=False)
        for said in store.unsealed(rows, ring()):
            if actor.may(VIEW, said.area):
                name, _dot, ordinal = said.field.rpartition(".")
                found.setdefault(said.entry, {})[name if ordinal == "0" else said.field] = said.content["text"]
    _log(actor, found, purpose)
    return found


def age_on(day: date, birth_date: date) -> int:
    """Whole years on a day; who was born on 29 February grows older on 1 March."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def _shown(who: Current, *, masked: bool) -> Shown:
    age = age_on(clock.today(), who.birth_date) if who.birth_date else None
    if not masked:
        told = (who.name, who.id_number, who.phones, who.address, who.sex, who.birth_date, age)
        return Shown(*told, also=who.also, plate=who.plate)
    return Shown(
        name=masks.name(who.name),
        id_number=masks.id_number(who.id_number),
        phones=tuple(map(masks.phone, who.phones)),
        address=masks.address(who.address),
        sex=who.sex,
        age=age,
        masked=True,
        plate=masks.plate(who.plate),
    )


def _log(actor: Actor, entities: Collection[UUID], purpose: str) -> None:
    if entities:
        minute = timezone.now().replace(second=0, microsecond=0)
        rows = [(actor.member, entity, purpose, minute) for entity in entities]
        bulk.insert(Viewing, ("member", "entity", "purpose", "at"), rows)
