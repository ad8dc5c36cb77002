"""Who somebody is now: the fold of what has been said about them and still holds."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from lianfang.vault import documents, store
from lianfang.vault.keyring import ring
from lianfang.vault.store import Said


@dataclass(frozen=True, slots=True)
class Current:
    """Per field the latest that was said; `also` keeps what was said before and differs, latest first.

    `id_number` is the number alone; sex ("male", "female", "") and birth date come from it where it is valid,
    because a document knows better than a list. Of a vehicle only `plate` is known.
    """

    name: str = ""
    id_number: str = ""
    phones: tuple[str, ...] = ()
    address: str = ""
    sex: str = ""
    birth_date: date | None = None
    plate: str = ""
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def fold(statements: Iterable[Said]) -> Current:
    """Fold statements in any order; they are taken by (at, entry), so the order of arrival does not matter."""
    said: dict[str, list[str]] = {}
    phones: tuple[str, ...] = ()
    for statement in sorted(statements, key=lambda one: one.order):
        for name, value in statement.content.items():
            values = value if isinstance(value, list) else [value]
            if name == "phones":
                phones = tuple(values)
            said.setdefault(name, []).extend(values)
    latest = {name: values[-1] for name, values in said.items()}
    document = documents.read(latest.get("id_number"))
    trusted = document if document is not None and document.valid is not False else None
    stated = latest.get("birth_date")
    return Current(
        name=latest.get("name", ""),
        id_number=latest.get("id_number", ""),
        phones=phones,
        address=latest.get("address", ""),
        sex=(trusted.sex if trusted else "") or latest.get("sex", ""),
        birth_date=(trusted.birth_date if trusted else None) or (date.fromisoformat(stated) if stated else None),
        plate=latest.get("plate", ""),
        also=_also(said, {*latest.values(), *phones}),
    )


def _also(said: Mapping[str, list[str]], holding: Collection[str]) -> dict[str, tuple[str, ...]]:
    older = {
        name: tuple(value for value in dict.fromkeys(reversed(values)) if value not in holding)
        for name, values in said.items()
    }
    return {name: values for name, values in sorted(older.items()) if values}


def current(entities: Collection[UUID]) -> dict[UUID, Current]:
    """Who these are now, unmasked, for the system's own work; pages call `reading.show`. One query."""
    held = store.holding(entities, ring())
    return {entity: fold(held.get(entity, ())) for entity in entities}
