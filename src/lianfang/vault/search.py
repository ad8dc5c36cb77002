"""Finding people and doors by whatever was typed: a name, its sound or initials, digits, an address."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from lianfang.ledger.scope import within
from lianfang.vault import claims, documents, names, plates, store
from lianfang.vault.ids import person_of, vehicle_of
from lianfang.vault.keyring import ring
from lianfang.vault.matching.houses import normalise
from lianfang.vault.models import Statement, Token

MOST_READ = 2_000  # statements unsealed for one search: far beyond what anybody would page through
WHOLE = 8  # characters of the shortest document number
Content = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Guess:
    """What may have been typed: where to look, and how well a statement found there fits (0: not at all)."""

    word: str
    fits: Callable[[Content], int]
    holder: str = ""
    """The document number or plate that was typed in full, from which an id follows."""


def search(text: str, areas: Sequence[str], limit: int = 50) -> list[UUID]:
    """Persons and households within these areas that fit what was typed, the best first. Two queries.

    Vehicles are left to `search_vehicles`.

    Characters find the same name and names that sound alike; letters find pinyin or initials; four or more
    digits find the end of a telephone or document number; anything with a house number finds the door.
    """
    guesses = guess(text)
    if not guesses or not areas:
        return []
    keys = ring()
    tokens = [keys.token(one.word) for one in guesses]
    found = Token.objects.filter(within(areas), token__in=tokens).values_list("entity", flat=True)
    holders = {person_of(one.holder, keys) for one in guesses if one.holder}
    # A whole number has few entities, and an OR around a subquery would read the whole table.
    wanted = {*found, *holders} if holders else found
    rows = Statement.objects.filter(within(areas), entity__in=wanted, retracted=False).exclude(entity_type="")
    best: dict[UUID, int] = {}
    for said in store.unsealed(rows.order_by("-at", "id")[:MOST_READ], keys):
        fit = max(one.fits(said.content) for one in guesses)
        if fit > best.get(said.entity, 0):
            best[said.entity] = fit
    return sorted(best, key=lambda entity: (-best[entity], entity.hex))[:limit]


def search_vehicles(text: str, areas: Sequence[str]) -> list[UUID]:
    """Vehicles seen within these areas by this plate, typed in full however it is written. One query."""
    plate = plates.read(text)
    if plate is None or not areas:
        return []
    keys = ring()
    meant = {vehicle_of(number, keys) for number in (plate.number, plate.hint) if number}
    rows = Statement.objects.filter(within(areas), entity__in=meant, retracted=False)
    return sorted(set(rows.order_by().values_list("entity", flat=True)))


def guess(text: str) -> list[Guess]:
    """Everything the text may mean."""
    typed = unicodedata.normalize("NFKC", text).strip()
    compact = re.sub(r"[\s\-]+", "", typed).upper()
    found: list[Guess] = []
    if re.fullmatch(r"[A-Z]{0,3}\d{3,20}[\dX]", compact):
        found += _numbers(compact)
    elif re.fullmatch(r"[A-Za-zÜü'·. ]{2,}", typed):
        found += _letters(re.sub(r"[^A-ZÜ]", "", compact))
    elif re.search(r"\d", compact) or re.search(r"[组号栋幢室]", compact):
        found.append(_door(typed))
    if not re.search(r"[\dA-Za-z]", typed) and len(typed) >= 2:
        found.append(_name(typed))
    return found


def _numbers(number: str) -> list[Guess]:
    document = documents.read(number)
    # An old 15-digit card is looked for under the 18 digits that its holder has now, too.
    wanted = {number, document.canonical} if document is not None else {number}

    def fits(said: Content) -> int:
        held = [said.get("id_number", ""), *said.get("phones", ())]
        ends = [one for one in held for ending in wanted if one.endswith(ending)]
        return 0 if not ends else 2 if wanted & set(ends) else 1

    endings = [Guess(claims.tail_word(ending), fits) for ending in sorted(wanted)]
    # Kinds indexed exactly are found by whole numbers only.
    holders = [Guess(claims.holder_word(one), fits, one) for one in sorted(wanted) if len(one) >= WHOLE]
    return [*endings, *holders, Guess(claims.block_word(f"p:{number}"), fits)]


def _letters(letters: str) -> list[Guess]:
    sound = letters.lower().replace("ü", "v")

    def sounds(said: Content) -> int:
        return 2 if "".join(names.pinyin(said.get("name", ""))).lower() == sound else 0

    def begins(said: Content) -> int:
        return 1 if names.initials(said.get("name", "")) == letters else 0

    return [Guess(claims.sound_word(sound), sounds), Guess(claims.initials_word(letters), begins)]


def _name(name: str) -> Guess:
    written, sound = names.folded(name), names.pinyin(name)

    def fits(said: Content) -> int:
        other = said.get("name", "")
        if not other or names.pinyin(other) != sound:
            return 0
        return 3 if names.folded(other) == written else 1

    return Guess(claims.sound_word("".join(sound)), fits)


def _door(address: str) -> Guess:
    door = normalise(address)

    def fits(said: Content) -> int:
        return 1 if said.get("address") and normalise(said["address"]) == door else 0

    return Guess(claims.door_word(address), fits)
