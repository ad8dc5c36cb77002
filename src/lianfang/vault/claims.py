"""Claims: what one part says, normalised, with what is odd about it and the words it can be found by."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from django.utils.translation import gettext_noop as N_

from lianfang.ledger.kinds import Part
from lianfang.vault import documents, names, phones, plates
from lianfang.vault.identity import Identity
from lianfang.vault.matching import block_keys
from lianfang.vault.matching.houses import normalise
from lianfang.vault.parts import Note, Sex, Vehicle, Where, Who

VILLAGE = 12  # digits of a village's division code


# What was odd about an identity. Nothing is refused for it: the fact happened.
ID_CHECK = "id_check"
ID_ODD = "id_odd"
ID_ROUNDED = "id_rounded"
PHONE_ODD = "phone_odd"
PLATE_ODD = "plate_odd"
FLAGS = {
    ID_CHECK: N_("证件号码校验码不对，请核对"),
    ID_ODD: N_("证件号码不完整或认不出，请核对"),
    ID_ROUNDED: N_("证件号码后几位已被表格软件丢失，没有保存，请重新录入"),
    PHONE_ODD: N_("电话号码不对，请核对"),
    PLATE_ODD: N_("车牌号认不出，请核对"),
}

# Kinds of document without a check digit whose exact number still tells one holder from another.
_TELLING = frozenset(
    {
        documents.Kind.RESIDENT_15,
        documents.Kind.HM_TRAVEL,
        documents.Kind.FOREIGNER,
        documents.Kind.PASSPORT,
    }
)


Told = tuple[str, str, tuple[str, ...], str, Sex | None, date | None]
"""Of a person: name, document number, telephones, address, sex, birth date, as typed."""


@dataclass(frozen=True)
class Claim:
    """What a part says. `said` is what is sealed; `holder` what tells who or which it is by itself, or "".

    That is a document number that can be relied on, or a vehicle's plate.
    """

    said: dict[str, Any] = field(default_factory=dict)
    holder: str = ""
    flags: tuple[str, ...] = ()

    @cached_property
    def text(self) -> bytes:
        """What is said, as it is sealed."""
        return dump(self.said)

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """The exact words by which whoever says this may be looked for (`hooks.Asked`), in clear."""
        return tuple(_asked(self.said))


NOTHING = Claim()
"""What a part says that has no words at all: it names somebody by id, or nobody."""


def read(part: Part) -> Claim:
    """What this part says; `said` is empty when nothing can be made of it."""
    if isinstance(part, Who):
        told = (part.name, part.id_number, part.phones, part.address, part.sex, part.birth_date)
        return _read_who(told) if any(told) else NOTHING
    if isinstance(part, Where):
        return Claim({"address": part.address}) if part.address else NOTHING
    if isinstance(part, Vehicle):
        return _read_plate(part.plate) if part.plate else NOTHING
    return Claim({"text": part.text}) if isinstance(part, Note) and part.text else NOTHING


@lru_cache(maxsize=16_384)  # who passes every day is read once
def _read_who(told: Told) -> Claim:
    name, id_number, typed, address, sex, birth_date = told
    said: dict[str, Any] = {}
    flags: list[str] = []
    document = _document(id_number)
    numbers = [number for one in typed for number in _phones(one)]
    if document is not None and document.number:
        said["id_number"] = document.number
    if numbers:
        said["phones"] = list(dict.fromkeys(number for number, _valid in numbers))
    if name:
        said["name"] = name
    if address:
        said["address"] = address
    if sex:
        said["sex"] = sex.value
    if birth_date:
        said["birth_date"] = birth_date.isoformat()
    if document is not None and document.problem is not None:
        flags.append(_ID_FLAGS.get(document.problem, ID_ODD))
    if not all(valid for _number, valid in numbers):
        flags.append(PHONE_ODD)
    return Claim(said, _holder(document), tuple(flags))


@lru_cache(maxsize=16_384)
def _read_plate(typed: str) -> Claim:
    plate = plates.read(typed)
    if plate is None:
        return Claim()
    if plate.kind is not None:
        return Claim({"plate": plate.number}, plate.number)
    # Somebody may still make sense of what was typed.
    return Claim({"plate": plate.number, "typed": typed}, plate.number, (PLATE_ODD,))


_ID_FLAGS = {
    documents.Problem.CHECK_DIGIT: ID_CHECK,
    documents.Problem.ROUNDED: ID_ROUNDED,
}


@lru_cache(maxsize=8_192)
def _document(number: str) -> documents.Document | None:
    # Read once to judge it and once more for its index.
    return documents.read(number)


def _phones(typed: str) -> list[tuple[str, bool]]:
    # What cannot be read as a number is kept as typed: somebody may still make sense of it.
    found = [(phone.number, phone.valid) for phone in phones.read(typed)]
    return found or ([(typed, False)] if typed else [])


def _holder(document: documents.Document | None) -> str:
    if document is None or not document.number or document.valid is False:
        return ""
    return document.canonical if document.valid or document.kind in _TELLING else ""


def _asked(said: dict[str, Any]) -> Iterator[str]:
    if plate := said.get("plate"):
        yield f"v:{plate}"
    document = _document(said.get("id_number", ""))
    if document is not None:
        yield f"i:{document.canonical}"
    yield from (f"p:{number}" for number in said.get("phones", ()))
    if name := names.folded(said.get("name", "")):
        yield f"n:{name}"
        born = said.get("birth_date", "")
        if document is not None and document.problem is None and document.birth_date:
            born = document.birth_date.isoformat()
        if born:
            yield f"nb:{name}|{born.replace('-', '')}"


def holder_of(said: dict[str, Any]) -> str:
    """The number in a sealed statement that tells which person it is, or ""."""
    return _holder(_document(said.get("id_number", "")))


_WRITER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def dump(said: dict[str, Any]) -> bytes:
    """What is sealed, as few bytes as plain JSON takes."""
    return _WRITER.encode(said).encode()


def identity(said: dict[str, Any], area: str) -> Identity:
    """A sealed statement as matching reads it."""
    born = said.get("birth_date")
    return Identity(
        name=said.get("name", ""),
        id_number=said.get("id_number", ""),
        phones=tuple(said.get("phones", ())),
        address=said.get("address", ""),
        village=area[:VILLAGE] if len(area) >= VILLAGE else "",
        sex=said.get("sex", ""),
        birth_date=date.fromisoformat(born) if born else None,
    )


def holder_word(number: str) -> str:
    """The word under which a document's holder is indexed."""
    # The very word that matching looks a document up by, so that one row serves both.
    return block_word(f"i:{number}")


def block_word(key: str) -> str:
    """The word of a block key of matching."""
    return f"m{key}"


def words(said: dict[str, Any], area: str, entity_type: str) -> Iterator[str]:
    """What this statement can be found by. Few, since a county has a million people.

    Any longer ending of a number is found by its last four; exact names by their sound. The reader sorts out
    the rest once it is unsealed.
    """
    if address := said.get("address"):
        yield door_word(address)
    if entity_type != Who.entity_type:
        return
    if name := said.get("name"):
        yield sound_word("".join(names.pinyin(name)))
        yield initials_word(names.initials(name))
    document = _document(said.get("id_number", ""))
    if document is not None:
        yield holder_word(document.canonical)
        yield tail_word(document.number)
    yield from map(tail_word, said.get("phones", ()))
    yield from map(block_word, block_keys(identity(said, area)))


def exact_words(said: dict[str, Any]) -> Iterator[str]:
    """What a statement of a kind indexed exactly can be found by: whole numbers, beside its holder's."""
    yield from (block_word(f"p:{number}") for number in said.get("phones", ()))


def sound_word(pinyin: str) -> str:
    """Toneless pinyin written together, in lower case."""
    return f"s{pinyin.lower()}"


def initials_word(letters: str) -> str:
    """The first letters of the syllables."""
    return f"l{letters.upper()}"


def tail_word(number: str) -> str:
    """The last four characters of a document or telephone number."""
    return f"t{number[-4:].upper()}"


def door_word(address: str) -> str:
    """An address below the village, in the one spelling under which matching compares it (7组78)."""
    return f"a{normalise(address)}"
