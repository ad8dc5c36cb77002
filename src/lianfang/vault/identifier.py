"""The keeper of identities: takes them out of facts, seals them, and says whom they are about."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models
from django.utils import timezone

from lianfang.ledger import bulk
from lianfang.ledger.hooks import Asked, Identified, Incoming
from lianfang.ledger.kinds import Fact, Part
from lianfang.ledger.models import Waiting
from lianfang.ledger.reactions import derived
from lianfang.vault import claims, store
from lianfang.vault.claims import Claim
from lianfang.vault.ids import person_of, statement_of, vehicle_of
from lianfang.vault.keyring import Months, Ring, month_of, ring
from lianfang.vault.models import Statement, Token
from lianfang.vault.parts import Note, Vehicle, Where, Who

__all__ = ["VaultIdentifier", "keeps_sealed", "key_of", "person_of", "sealed_columns", "vehicle_of"]

COLUMNS = ("id", "entry", "field", "entity", "entity_type", "area", "at", "key", "sealed", "retracted")
WAITING = "waiting"  # the purpose whose keys seal entries that wait at the door


@dataclass(slots=True)
class _Place:
    """A part, where it stands in its entry, and what it says. `statement` is the id of what it becomes."""

    item: Incoming
    name: str
    ordinal: int
    part: Part
    claim: Claim
    statement: UUID | None = None
    entity: UUID | None = None


class VaultIdentifier:
    """Implements `lianfang.ledger.hooks.Identifier`.

    The same document number leads to the same person id in whatever order entries come, unless an entry has
    said the number of a person it names: then the number leads there from that moment on. Without a valid
    number every mention is a person of its own until somebody says otherwise. A vehicle's id follows from its plate.
    """

    def identify(self, items: Sequence[Incoming]) -> list[Identified]:
        """Keep what identifies, in the order of (at, entry), and give the facts back with entity ids only.

        Costs five queries for any batch of up to 5,000 parts. The same entry again changes nothing and gives the
        same answer, even after its statements were retracted.
        """
        keys = ring()
        by_entry = {item.entry: list(_places(item)) for item in items}
        ordered = sorted(items, key=lambda item: (item.at, item.entry.hex))
        spoken = [place for item in ordered for place in by_entry[item.entry] if place.claim.said]
        known = _known(spoken)
        _name(spoken, known, keys)
        _keep([place for place in spoken if place.statement not in known], keys)
        return [_identified(item.fact, by_entry[item.entry]) for item in items]

    def retract(self, entries: Collection[UUID]) -> None:
        """What these entries said holds no longer, and nobody is found by it any more."""
        _mark(entries, retracted=True)

    def restore(self, entries: Collection[UUID]) -> None:
        """The reverse of `retract`."""
        _mark(entries, retracted=False)

    def seal(self, texts: Sequence[bytes]) -> list[bytes]:
        """Encrypt whole entries that wait or were refused. The name of the key goes in front."""
        keys = ring()
        name = keys.name_for(f"{WAITING}-{month_of(timezone.now())}")
        head = bytes([len(name)]) + name.encode()
        return [head + keys.seal(name, text, head) for text in texts]

    def unseal(self, sealed: Sequence[bytes]) -> list[bytes]:
        """The reverse of `seal`. Raises DestroyedKeyError for what was sealed with a key destroyed since."""
        keys = ring()
        return [keys.open(key_of(blob), blob[blob[0] + 1 :], blob[: blob[0] + 1]) for blob in sealed]


# Columns that hold what `seal` gave: retiring keys must know every one of them.
_sealed_columns: list[tuple[type[models.Model], str]] = [(Waiting, "sealed")]


def keeps_sealed(model: type[models.Model], column: str) -> None:
    """Say that this column holds sealed texts (called in `AppConfig.ready`)."""
    if (model, column) not in _sealed_columns:
        _sealed_columns.append((model, column))


def sealed_columns() -> tuple[tuple[type[models.Model], str], ...]:
    """Every column that holds sealed texts."""
    return tuple(_sealed_columns)


def key_of(sealed: bytes) -> str:
    """The name of the key that a sealed waiting entry needs."""
    return sealed[1 : sealed[0] + 1].decode()


def _places(item: Incoming) -> Iterator[_Place]:
    ordinals: dict[str, int] = {}
    for name, part in item.fact.parts():
        ordinal = ordinals[name] = ordinals.get(name, -1) + 1
        claim = claims.read(part)
        statement = statement_of(item.entry, f"{name}.{ordinal}") if claim.said else None
        yield _Place(item, name, ordinal, part, claim, statement)


def _known(places: Iterable[_Place]) -> dict[UUID | None, UUID]:
    """The entity of every statement that is already kept."""
    ids = [place.statement for place in places]
    return dict(bulk.find(Statement, "id", ids, ("id", "entity")))


def _name(places: Sequence[_Place], known: Mapping[UUID | None, UUID], keys: Ring) -> None:
    """Say whom each part is about, in order, so that a number said early in the batch counts later in it."""
    people = [place for place in places if isinstance(place.part, Who)]
    holders = _holders({place.claim.holder for place in people if place.claim.holder}, keys)
    for place in places:
        place.entity = known.get(place.statement) or _meant(place, holders, keys)
        if place.claim.holder and isinstance(place.part, Who):
            holders.setdefault(place.claim.holder, place.entity)


def _meant(place: _Place, holders: Mapping[str, UUID], keys: Ring) -> UUID:
    number = place.claim.holder
    if number and isinstance(place.part, Vehicle):
        return vehicle_of(number, keys)  # whatever vehicle it was taken for before its plate was typed
    named = place.part.entity()
    if named is None and number:
        return holders.get(number) or person_of(number, keys)
    return named or _unnamed(place)


def _holders(numbers: Collection[str], keys: Ring) -> dict[str, UUID]:
    """The person already known by each of these document numbers."""
    tokens = {keys.token(claims.holder_word(number)): number for number in numbers}
    found: dict[str, UUID] = {}
    for token, entity in bulk.find(Token, "token", tokens, ("token", "entity")):
        number = tokens[token]
        # Should a number have two persons, the one derived from it goes first, then the least id.
        rivals = {entity, found.get(number, entity)}
        natural = person_of(number, keys)
        found[number] = natural if natural in rivals else min(rivals)
    # Who was only ever said exactly has no row in the index, and goes first all the same.
    natural_of = {person_of(number, keys): number for number, entity in found.items()}
    unlisted = {entity for entity, number in natural_of.items() if found[number] != entity}
    for entity, retracted in bulk.find(Statement, "entity", unlisted, ("entity", "retracted")):
        if not retracted:
            found[natural_of[entity]] = entity
    return found


def _unnamed(place: _Place) -> UUID:
    if isinstance(place.part, Note):
        return place.item.entry
    return derived(place.item.entry, f"entity:{place.name}:{place.ordinal}")


def _keep(places: Sequence[_Place], keys: Ring) -> None:
    rows: list[tuple[Any, ...]] = []
    found_by: list[tuple[str, str, UUID]] = []
    months = Months()
    for place in places:
        item, part, claim, statement = place.item, place.part, place.claim, place.statement
        entity = place.entity
        assert entity is not None and statement is not None  # noqa: S101 - `_name` was here
        key = keys.name_for(months.of(item.at))
        sealed = keys.seal(key, claim.text, store.binding(statement, entity))
        kind, where = part.entity_type, f"{place.name}.{place.ordinal}"
        rows.append((statement, item.entry, where, entity, kind, item.area, item.at, key, sealed, False))
        exact = item.fact.kind.index == "exact"
        words = store.words(claim.said, item.area, kind, entity, keys, exact=exact)
        found_by.extend((word, item.area, entity) for word in words)
    if rows:
        bulk.insert(Statement, COLUMNS, rows)
        store.index(found_by, keys)


def _identified(fact: Fact, places: Sequence[_Place]) -> Identified:
    """The fact with its parts stripped; a field that holds several gets all of them again, in their order."""
    stripped: dict[str, Any] = {}
    flags: tuple[str, ...] = ()
    for place in places:
        flags += place.claim.flags
        part = _stripped(place)
        if isinstance(getattr(fact, place.name), (list, tuple)):
            stripped.setdefault(place.name, []).append(part)
        else:
            stripped[place.name] = part
    for name, value in stripped.items():
        if isinstance(getattr(fact, name), tuple):
            stripped[name] = tuple(value)
    asked = [one for place in places if (one := _asked(place))] if fact.kind.screened else ()
    return Identified(fact.model_copy(update=stripped), tuple(dict.fromkeys(flags)), tuple(asked))


def _stripped(place: _Place) -> Part:
    part = place.part
    if place.claim is claims.NOTHING or not isinstance(part, (Who, Vehicle, Where, Note)):
        return part
    return part.stripped(place.entity) if place.entity is not None else part


def _asked(place: _Place) -> Asked | None:
    """What screening asks about a part; None for a house, a text, or somebody of whom nothing at all is said."""
    about = place.entity or place.part.entity()
    if about is None or not isinstance(place.part, (Who, Vehicle)):
        return None
    return Asked(about, place.part.entity_type, place.claim.asked)


def _mark(entries: Collection[UUID], *, retracted: bool) -> None:
    touched: set[UUID] = set()
    for chunk in bulk.chunks(entries, store.CHUNK):
        rows = Statement.objects.filter(entry__in=chunk, retracted=not retracted)
        touched.update(rows.exclude(entity_type="").values_list("entity", flat=True))
        rows.update(retracted=retracted)
    if touched:
        store.reindex(touched, ring())
