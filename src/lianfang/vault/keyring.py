"""The key ring in use: sealing with one data key per month, and the keyed hashes of the blind indexes.

Sealing is AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce; at one key per month that stays far below
the 2**32 messages such nonces allow. The index key is never changed: person ids follow from it.
"""

import hashlib
import os
from datetime import datetime
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils import timezone

from lianfang.vault import errors, keyfile, keystore
from lianfang.vault.keystore import NONCE


class Ring:
    """The key ring as it was when `ring()` was called. Take it anew for each batch."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        keystore.ensure(folder)
        # The version is taken first: a change in between makes this ring look old, never new.
        self.version = keyfile.version(keystore.path_in(folder))
        self._contents, self._master = keystore.load(folder)
        self._inner, self._outer = _pads(keystore.unwrap(self._master, "index", self._contents.index))
        self._ciphers: dict[str, AESGCM] = {}

    def name_for(self, month: str) -> str:
        """The data key in use for a month ("2020-01") or another purpose, made at first use."""
        name = self._contents.current.get(month)
        if name is None:
            with keystore.changing(self.folder) as (contents, master):
                if month not in contents.current:
                    contents.add_key(month, master)
                name = contents.current[month]
                key = keystore.unwrap(master, name, contents.keys[name])
            self._ciphers[name] = AESGCM(key)
            self._contents.current[month] = name
        return name

    def seal(self, name: str, plain: bytes, bound_to: bytes) -> bytes:
        """Encrypt with a data key. What comes out opens only together with the same `bound_to`."""
        nonce = os.urandom(NONCE)
        return nonce + self._cipher(name).encrypt(nonce, plain, bound_to)

    def open(self, name: str, sealed: bytes, bound_to: bytes) -> bytes:
        """Decrypt. Raises DestroyedKeyError, UnknownKeyError or TamperedError."""
        try:
            return self._cipher(name).decrypt(sealed[:NONCE], sealed[NONCE:], bound_to)
        except InvalidTag:
            raise errors.TamperedError from None

    def digest(self, purpose: str, text: str) -> bytes:
        """A keyed hash (32 bytes) of a text, different for each purpose."""
        return self._hmac(f"{purpose}\0{text}".encode())

    def token(self, text: str) -> int:
        """A text's blind index: 63 bits of its keyed hash, as a positive integer that databases can index."""
        return int.from_bytes(self._hmac(text.encode())[:8], "big") >> 1

    def _hmac(self, message: bytes) -> bytes:
        inner, outer = self._inner.copy(), self._outer.copy()
        inner.update(message)
        outer.update(inner.digest())
        return outer.digest()

    def is_destroyed(self, name: str) -> bool:
        """Whether this data key was destroyed on purpose."""
        return name in self._contents.destroyed

    def names(self) -> frozenset[str]:
        """Every data key that still exists."""
        return frozenset(self._contents.keys)

    def in_use(self) -> frozenset[str]:
        """The data keys that new statements are sealed with."""
        return frozenset(self._contents.current.values())

    def _cipher(self, name: str) -> AESGCM:
        cipher = self._ciphers.get(name)
        if cipher is None:
            if self.is_destroyed(name):
                raise errors.DestroyedKeyError(name)
            if name not in self._contents.keys:
                newer = current_in(self.folder)  # another process may have made it since
                if newer is self:
                    raise errors.UnknownKeyError(name)
                return newer._cipher(name)
            cipher = AESGCM(keystore.unwrap(self._master, name, self._contents.keys[name]))
            self._ciphers[name] = cipher
        return cipher


def _pads(key: bytes) -> tuple["hashlib._Hash", "hashlib._Hash"]:
    """HMAC-SHA-256 (RFC 2104) begun: with both pads hashed once, a token costs a third of `hmac.digest`."""
    block = key.ljust(64, b"\0")
    return hashlib.sha256(bytes(b ^ 0x36 for b in block)), hashlib.sha256(bytes(b ^ 0x5C for b in block))


_opened: dict[Path, Ring] = {}


def folder() -> Path:
    """Where the installation keeps its keys."""
    return Path(settings.HOME) / "keys"


def ring() -> Ring:
    """The installation's key ring as it is now, whichever process changed it last."""
    return current_in(folder())


def current_in(where: Path) -> Ring:
    """The key ring of a folder as it is now; read again only when its file has changed."""
    opened = _opened.get(where)
    if opened is None or opened.version != keyfile.version(keystore.path_in(where)):
        opened = _opened[where] = Ring(where)
    return opened


class Months:
    """`month_of` for many moments, of which an entry's parts share one."""

    def __init__(self) -> None:
        self._zone = timezone.get_current_timezone()
        self._known: dict[datetime, str] = {}

    def of(self, at: datetime) -> str:
        """The local month whose data key seals what happened then."""
        month = self._known.get(at)
        if month is None:
            local = at.astimezone(self._zone)
            month = self._known[at] = f"{local.year:04}-{local.month:02}"
        return month


def month_of(at: datetime) -> str:
    """The local month whose data key seals what happened then, such as "2020-01"."""
    return Months().of(at)
