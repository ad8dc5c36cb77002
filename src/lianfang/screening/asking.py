"""The set phones carry: it can be asked whether somebody is in it, not read out (docs/decisions/0023).

Of every word by which somebody looked for may be given at a post, a few bits of a keyed hash are kept, so few that a
stranger's word is in the set by chance about once in two thousand times. Whoever runs through all plates or all
document numbers gets mostly strangers.
"""

import base64
import hashlib
import hmac
import struct
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from lianfang.ledger.hooks import Asked
from lianfang.screening.alike import Standing, agrees, spoken, stand_ins
from lianfang.screening.choices import Action
from lianfang.screening.sources import Watched, sources
from lianfang.vault import documents, names
from lianfang.vault.current import Current, current
from lianfang.vault.keyring import ring

ONE_IN: Final = 2_000
"""A stranger's word is in the set once in so many times, at most."""

WIDEST: Final = 32
_KEPT_FOR = 7_200  # seconds


@dataclass(frozen=True, slots=True)
class Asking:
    """The set. `sets`: by action the values, in order; `key` turns a word into 32 bits, of which `bits` count."""

    version: str
    key: bytes
    bits: int
    sets: Mapping[Action, tuple[int, ...]]

    def holds(self, word: str) -> Action | None:
        """What to do about a word; None for one that is not in the set."""
        value = _value(self.key, word, self.bits)
        return next((action for action, values in self.sets.items() if value in values), None)

    def as_json(self) -> dict[str, Any]:
        """As a phone fetches it: each set is base64 of its values, unsigned, 32 bits, little end first."""
        return {
            "version": self.version,
            "key": base64.b64encode(self.key).decode(),
            "bits": self.bits,
            "sets": {
                action.value: base64.b64encode(struct.pack(f"<{len(values)}I", *values)).decode()
                for action, values in self.sets.items()
            },
        }


_kept: dict[str, Asking] = {}


def version(at: datetime) -> str:
    """Names the set as it is at `at`. Another one when a list says so, and every two hours.

    The latter for what changes no list: somebody is called otherwise now, or was met where there is no network.
    """
    stamps = [(source.code, source.stamp()) for source in sources().values()]
    told = repr((int(at.timestamp() // _KEPT_FOR), stamps))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def asking(at: datetime) -> Asking:
    """The set as it is at `at`; each process works out a version once."""
    name = version(at)
    if name not in _kept:
        made = _made(name, [watched for source in sources().values() for watched in source.everything(at)])
        _kept.clear()
        _kept[name] = made
    return _kept[name]


def _made(name: str, listed: Iterable[Watched]) -> Asking:
    """The set of these. Where somebody is on two lists, the graver action counts."""
    graver = {action: place for place, action in enumerate(Action)}
    actions: dict[str, Action] = {}
    everybody = sorted(listed, key=lambda one: graver[one.action])
    words = _words({watched.entity for watched in everybody})
    for watched in everybody:
        for word in words.get(watched.entity, ()):
            actions.setdefault(word, watched.action)
    key = ring().digest("asking", "")
    bits = min(WIDEST, (ONE_IN * len(actions)).bit_length())
    sets: dict[Action, set[int]] = {}
    for word, action in actions.items():
        sets.setdefault(action, set()).add(_value(key, word, bits))
    ordered = {action: tuple(sorted(sets[action])) for action in Action if action in sets}
    return Asking(name, key, bits, ordered)


def _value(key: bytes, word: str, bits: int) -> int:
    return int.from_bytes(hmac.digest(key, word.encode(), "sha256")[:4], "big") >> (WIDEST - bits)


def _words(entities: Collection[UUID]) -> dict[UUID, set[str]]:
    """By everyone looked for: the words by which they, or whom they stand for, may be given at a post."""
    said = spoken(entities)
    people = [Asked(entity, "person", words) for entity, words in said.items()]
    standing = stand_ins(people)
    known = current(standing.keys())
    found: dict[UUID, set[str]] = {entity: set() for entity in entities}
    for other, whom in _alike(standing, said, known):
        found[whom] |= {f"u:{other}", *_exact(known[other])}
    return found


def _alike(
    standing: Standing, said: Mapping[UUID, Sequence[str]], known: Mapping[UUID, Current]
) -> Iterator[tuple[UUID, UUID]]:
    for other, whom in standing.items():
        for one, through in whom.items():
            if through is None or agrees(said[one], known[through]):
                yield other, one


def _exact(who: Current) -> Iterator[str]:
    """Words in the spelling of `field/js/sought.js`: tests/screening asks both sides."""
    if who.plate:
        yield f"v:{who.plate}"
    numbers = {who.id_number, *who.also.get("id_number", ())} - {""}
    for number in numbers:
        document = documents.read(number)
        yield from {f"i:{number}", f"i:{document.canonical if document else number}"}
    phones = {*who.phones, *who.also.get("phones", ())}
    for name in _spellings((who.name, *who.also.get("name", ()))):
        yield from (f"np:{name}|{phone}" for phone in phones)
        if who.birth_date:
            yield f"nb:{name}|{who.birth_date:%Y%m%d}"


def _spellings(called: Iterable[str]) -> set[str]:
    """Names as written and in simplified characters, without what only writing adds; none that is masked (王*明)."""
    whole = (name for name in called if "*" not in name)
    return {form for name in whole for form in (spelled(name), spelled(names.folded(name)))} - {""}


def spelled(name: str) -> str:
    """Letters and digits of a name alone, full width as half width, in lower case."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", name) if letter.isalnum()).lower()
