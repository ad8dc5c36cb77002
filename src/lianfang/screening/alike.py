"""Who an entry's people may be: themselves, whoever a person decided they are, and who shares name and telephone.

Every step asks for a whole batch at once, by indexes; most travellers share nothing with anybody.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID

from lianfang.ledger import bulk
from lianfang.ledger.hooks import Asked
from lianfang.screening.lookup import among, as_id
from lianfang.vault import claims, documents, names
from lianfang.vault.current import Current, current
from lianfang.vault.identity import Identity
from lianfang.vault.keyring import ring
from lianfang.vault.matching import block_keys
from lianfang.vault.models import Token

FEW = 4
"""Tokens of somebody who is known from posts alone: their telephones. The register's people have a dozen, by which
half a village would be found; who is on record twice is a matter for its decisions (`people.identity_decided`)."""

Standing = dict[UUID, dict[UUID, UUID | None]]
"""Entity → whom in the batch it may stand for → by way of whom: None when that is certain."""


def stand_ins(asked: Sequence[Asked]) -> Standing:
    """Every entity that may be one of those asked about. Three queries, one more for each step from record to record.

    What stands by way of somebody still has to be held against their identity: see `agrees`.
    """
    found: Standing = {one.entity: {one.entity: None} for one in asked}
    people = {one.entity for one in asked if one.entity_type == "person"}
    for candidate, whom in _sharing([one for one in asked if one.entity_type == "person"]):
        found.setdefault(candidate, {}).setdefault(whom, candidate)
        people.add(candidate)
    _add_kin(found, people)
    return found


def _sharing(asked: Iterable[Asked]) -> Iterator[tuple[UUID, UUID]]:
    """(candidate, asked) for those who share a telephone, or the sound of a name and the birth date."""
    owners: dict[int, set[UUID]] = {}
    opened, silent = ring(), set()
    for one in asked:
        if not one.words:
            silent.add(one.entity)
        for word in _sought(one.words):
            owners.setdefault(opened.token(claims.block_word(word)), set()).add(one.entity)
    for token, candidate in bulk.find(Token, "token", owners.keys(), ("token", "entity")):
        yield from ((candidate, whom) for whom in owners[token] if whom != candidate)
    for entity, other in among(_SILENT, silent):
        yield as_id(other), as_id(entity)


# Those who share a token with somebody named by id alone, if that somebody has few: by telephones, then.
_SILENT = f"""
WITH said AS (SELECT DISTINCT entity, token FROM vault_token WHERE entity {{among}}),
     brief AS (SELECT entity FROM said GROUP BY entity HAVING COUNT(*) <= {FEW})
SELECT DISTINCT said.entity, other.entity
  FROM brief JOIN said ON said.entity = brief.entity
  JOIN vault_token other ON other.token = said.token AND other.entity <> said.entity
"""  # noqa: S608 - a number of our own


def _sought(words: Sequence[str]) -> Iterable[str]:
    """The block keys to look under: telephones; and where no document tells who it is, name and birth date."""
    documented = False
    for word in words:
        documented = documented or word.startswith("i:")
        if word.startswith("p:"):
            yield word
    if not documented:
        for word in words:
            if word.startswith("nb:"):
                name, _bar, born = word.removeprefix("nb:").rpartition("|")
                keys = block_keys(Identity(name=name, birth_date=date.fromisoformat(born)))
                yield from (key for key in keys if key.startswith("nb:"))


def _add_kin(found: Standing, people: set[UUID]) -> None:
    """Whoever a person decided to be the same, in both directions and to the end: mostly one query, finding none."""
    ahead = people
    while ahead:
        pairs = {(as_id(one), as_id(same)) for one, same in among(_DECIDED, ahead)}
        fresh = {one for pair in pairs for one in pair if one not in people}
        _spread(found, pairs)
        people, ahead = people | fresh, fresh


_DECIDED = """
SELECT id, same_as FROM people_person WHERE id {among} AND same_as IS NOT NULL
UNION SELECT id, same_as FROM people_person WHERE same_as {among}
"""


def _spread(found: Standing, pairs: Collection[tuple[UUID, UUID]]) -> None:
    """Let each stand for whom the other stands for, until nothing changes; certainty goes before likeness."""
    changing = True
    while changing:
        changing = False
        for pair in pairs:
            for one, other in (pair, pair[::-1]):
                mine = found.setdefault(one, {})
                for whom, through in list(found.get(other, {}).items()):
                    if whom not in mine or (through is None and mine[whom] is not None):
                        mine[whom], changing = through, True


def agrees(words: Sequence[str], other: Current) -> bool:
    """Whether these words and what is known of somebody speak of one person: the name, and telephone or birth date.

    Two different valid documents are two people, whatever else is alike.
    """
    said = _by_sort(words)
    called = {names.folded(name) for name in (other.name, *other.also.get("name", ()))} - {""}
    if not called & set(said.get("n", ())):
        return False
    document = documents.read(other.id_number) if other.id_number else None
    numbers = {document.canonical} if document is not None and document.valid is not False else set()
    if said.get("i") and numbers and not numbers & set(said["i"]):
        return False
    if set(said.get("p", ())) & {*other.phones, *other.also.get("phones", ())}:
        return True
    born = f"{other.birth_date:%Y%m%d}" if other.birth_date else ""
    return bool(born) and "i" not in said and any(word.endswith(f"|{born}") for word in said.get("nb", ()))


def spoken(entities: Collection[UUID]) -> dict[UUID, tuple[str, ...]]:
    """The words of those who are named by id alone, from what they said before. One query."""
    return {entity: _words(who) for entity, who in current(entities).items()} if entities else {}


def _words(who: Current) -> tuple[str, ...]:
    name = names.folded(who.name)
    document = documents.read(who.id_number) if who.id_number else None
    said = [f"p:{number}" for number in who.phones]
    if name:
        said.append(f"n:{name}")
    if document is not None and document.valid is not False:
        said.append(f"i:{document.canonical}")
    elif name and who.birth_date:
        said.append(f"nb:{name}|{who.birth_date:%Y%m%d}")
    return tuple(said)


def _by_sort(words: Sequence[str]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in words:
        sort, _colon, value = word.partition(":")
        found.setdefault(sort, []).append(value)
    return found
