"""Several people in one row: its telephone and village may be another's, so they are told by name alone as well.

Without this a 「沈宇伟、卢诗凤」 with one telephone would make 卢诗凤 a new person for good, however well another
list knows her. Such records carry one more blind index in the vault, under which everybody of that name is sought.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from lianfang.exchange.importing.items import Item
from lianfang.exchange.importing.outcome import Fate
from lianfang.exchange.importing.sight import Overlay, View
from lianfang.ledger import bulk
from lianfang.vault import claims, names
from lianfang.vault.identity import Identity
from lianfang.vault.keyring import ring
from lianfang.vault.matching import Candidate, Claim, Outcome, Resolution, Verdict, compare, resolve
from lianfang.vault.matching.keys import BARE
from lianfang.vault.matching.resolve import NAMESAKES
from lianfang.vault.models import Token


def is_companion(item: Item) -> bool:
    """Whether the item shares its row with others and has no document of its own."""
    return len(item.row.people) > 1 and not item.cells.id_number and bool(item.cells.name)


def key_of(item: Item) -> str:
    """The key under which a companion is sought by name alone."""
    return BARE + names.folded(item.cells.name)


def look_again(items: Sequence[Item], resolutions: Sequence[Resolution], sight: View) -> list[Resolution]:
    """New companions are sought by name alone, and everybody new among the companions. Four queries at most."""
    placed = list(zip(items, resolutions, strict=True))
    fresh = [item for item, one in placed if one.outcome is Outcome.NEW]
    companions = {item.record: item for item in fresh if is_companion(item)}
    asked: dict[UUID, Resolution] = {}
    if companions:
        others = Overlay(sight)
        others.keep((one.person or item.record, item.identity) for item, one in placed if one.ref not in companions)
        asked = _by_name(companions, others)
    alone = [item for item in fresh if not is_companion(item) and item.cells.name]
    asked |= _among_companions(alone, items, sight)
    return [asked.get(one.ref, one) for one in resolutions]


def index(items: Iterable[Item]) -> None:
    """Let the companions of a batch that is entered be found by name alone."""
    keys = ring()
    rows = [
        (keys.token(claims.block_word(key_of(item))), item.home.area, item.person)
        for item in items
        if item.person and item.fate is not Fate.KNOWN and is_companion(item)
    ]
    if rows:
        bulk.insert(Token, ("token", "area", "entity"), rows)


def _by_name(companions: Mapping[UUID, Item], others: Overlay) -> dict[UUID, Resolution]:
    sought = [Claim(ref, Identity(name=item.cells.name)) for ref, item in companions.items()]
    return {one.ref: one for one in resolve(sought, others) if one.outcome is Outcome.ASK}


def _among_companions(alone: Sequence[Item], batch: Sequence[Item], sight: View) -> dict[UUID, Resolution]:
    wanted = {key_of(item) for item in alone}
    if not wanted:
        return {}
    found: defaultdict[str, set[UUID]] = defaultdict(set)
    for key, persons in sight.find(wanted).items():
        found[key] |= set(persons)
    told = dict(sight.identities({person for persons in found.values() for person in persons}))
    position = {item.record: at for at, item in enumerate(batch)}
    earlier = [item for item in batch if is_companion(item)]
    for item in earlier:
        found[key_of(item)].add(item.record)
        told[item.record] = [item.identity]
    asked: dict[UUID, Resolution] = {}
    for item in alone:
        near = [one for one in found.get(key_of(item), ()) if position.get(one, -1) < position[item.record]]
        candidates = _candidates(item, near, told) if 0 < len(near) <= NAMESAKES else ()
        if candidates:
            asked[item.record] = Resolution(item.record, Outcome.ASK, None, candidates)
    return asked


def _candidates(item: Item, near: Iterable[UUID], told: Mapping[UUID, Sequence[Identity]]) -> tuple[Candidate, ...]:
    """The companions this item may be, by what is surely their own: name and sex."""
    compared = (
        Candidate(person, compare(item.identity, Identity(name=said.name, sex=said.sex)))
        for person in sorted(near)
        for said in told.get(person, ())[:1]
    )
    return tuple(one for one in compared if one.comparison.verdict is not Verdict.DIFFERENT)
