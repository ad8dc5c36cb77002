"""The strings under which an identity is looked up. The vault turns each into a blind index token."""

from functools import lru_cache

from lianfang.vault import names
from lianfang.vault.identity import Identity
from lianfang.vault.matching.profile import Profile, read

MOST_PHONES = 2
"""Telephone numbers looked up per statement, which bounds the keys of one identity to twelve."""

DIVISION_AND_BIRTH = 13
"""Characters of the first piece of a document number; one slip spoils this piece or the tail, never both."""
TAIL = 4
PHONE_HEAD = 6

NAME = "n:"
BARE = "o:"


def block_keys(identity: Identity) -> frozenset[str]:
    """Return at most twelve keys, each selective; two statements that `compare` may not part share one.

    i: document · ih, it: name and a piece of the document, so that one slip is survived · p: telephone ·
    nh, nt: name and a piece of the telephone · nv: name and village · nb: name and birth date ·
    na: name and house where no village is known · n: name as written, sought only by a statement that holds nothing
    else · o: such a statement.
    """
    return keys_of(read(identity))


def keys_of(profile: Profile) -> frozenset[str]:
    """Return the keys under which a statement is found."""
    numbers = sorted(number for number in profile.numbers if len(number) > PHONE_HEAD)[:MOST_PHONES]
    keys = {f"i:{document.canonical}" for document in profile.documents} | {f"p:{number}" for number in numbers}
    keys |= {(BARE if profile.bare else NAME) + names.folded(name) for name in profile.names}
    for name in profile.names:
        keys |= _with_name(_sound(name), profile, numbers)
    return frozenset(keys)


@lru_cache(maxsize=65_536)
def _sound(name: str) -> str:
    return " ".join(names.loose(names.pinyin(name)))


def _with_name(sound: str, profile: Profile, numbers: list[str]) -> set[str]:
    keys = set()
    for document in profile.documents:
        number = document.canonical
        keys |= {f"ih:{sound}|{number[:DIVISION_AND_BIRTH]}", f"it:{sound}|{number[-TAIL:]}"}
    for number in numbers:
        keys |= {f"nh:{sound}|{number[:PHONE_HEAD]}", f"nt:{sound}|{number[-TAIL:]}"}
    for village, house in profile.places:
        keys.add(f"nv:{sound}|{village}" if village else f"na:{sound}|{house}")
    return keys | {f"nb:{sound}|{born:%Y%m%d}" for born in profile.births}


def sought_keys(profile: Profile, keys: frozenset[str]) -> frozenset[str]:
    """Return the keys under which a statement with these keys looks for others.

    A whole name alone is sought on one side only: by a statement that holds nothing else, or for such a statement.
    """
    kinds = (NAME, BARE) if profile.bare else (BARE,)
    alone = {kind + names.folded(name) for name in profile.names for kind in kinds}
    return frozenset(key for key in keys if not key.startswith(NAME)) | alone
