"""Where keys lie: `HOME/keys/ring.json` with the wrapped keys, and the master key that opens them.

The master key is in `HOME/keys/master-<id>.key`, unless `LIANFANG_MASTER_KEY` gives it, so that it can live
elsewhere than the data. The ring names its master by fingerprint, which makes changing both crash-proof.
"""

import base64
import binascii
import hashlib
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from lianfang.vault import errors, keyfile

NONCE = 12
KEY = 32
MASTER_VARIABLE = "LIANFANG_MASTER_KEY"


@dataclass(slots=True)
class Contents:
    """What `ring.json` says. `current` names the data key in use for a month, `destroyed` when one went."""

    master: str
    index: str
    keys: dict[str, str] = field(default_factory=dict)
    current: dict[str, str] = field(default_factory=dict)
    destroyed: dict[str, str] = field(default_factory=dict)

    def add_key(self, month: str, master: bytes) -> None:
        """Put a new data key in use for a month. A name never comes back, or old and new would be confused."""
        name, generation = month, 1
        while name in self.keys or name in self.destroyed:
            generation += 1
            name = f"{month}.{generation}"
        self.keys[name] = wrap(master, name, os.urandom(KEY))
        self.current[month] = name


def path_in(folder: Path) -> Path:
    """The key ring's file."""
    return folder / "ring.json"


def ensure(folder: Path) -> None:
    """Make ring and master key if there are none, once, whoever comes first."""
    path = path_in(folder)
    if not path.exists():
        with keyfile.locked(folder):
            if not path.exists():
                _create(folder)


def load(folder: Path) -> tuple[Contents, bytes]:
    """The ring's contents and its master key. Raises what `errors` names."""
    before = keyfile.version(path_in(folder))
    try:
        return _read(folder)
    except errors.MasterKeyMissingError:
        if keyfile.version(path_in(folder)) == before:
            raise
        return _read(folder)  # the master key was changed between the two files


@contextmanager
def changing(folder: Path) -> Iterator[tuple[Contents, bytes]]:
    """Change the ring: nobody else does meanwhile, and it is written whole unless an error is raised."""
    ensure(folder)
    with keyfile.locked(folder):
        contents, master = _read(folder)
        yield contents, master
        save(folder, contents)


def save(folder: Path, contents: Contents) -> None:
    """Write the ring."""
    keyfile.write(path_in(folder), json.dumps(asdict(contents), indent=1, sort_keys=True).encode())


def keep_master(folder: Path, master: bytes) -> str:
    """Write a master key to its file; gives its fingerprint."""
    name = fingerprint(master)
    keyfile.write(master_path(folder, name), base64.b64encode(master))
    return name


def master_path(folder: Path, name: str) -> Path:
    """Where the master key with this fingerprint lies."""
    return folder / f"master-{name}.key"


def fingerprint(master: bytes) -> str:
    """Names a master key without telling anything of it."""
    return hashlib.sha256(b"lianfang master key\0" + master).hexdigest()[:16]


def given_master() -> bytes | None:
    """The master key of `LIANFANG_MASTER_KEY` (hex or base64), None when the variable is empty."""
    text = os.environ.get(MASTER_VARIABLE, "").strip()
    return read_master(text) if text else None


def read_master(text: str) -> bytes:
    """A master key as written. Raises MalformedMasterKeyError."""
    try:
        key = bytes.fromhex(text) if re.fullmatch("[0-9a-fA-F]{64}", text) else base64.b64decode(text, b"-_")
    except (binascii.Error, ValueError):
        raise errors.MalformedMasterKeyError from None
    if len(key) != KEY:
        raise errors.MalformedMasterKeyError
    return key


def wrap(master: bytes, name: str, key: bytes) -> str:
    """Encrypt a key with the master key; it opens only under its own name."""
    nonce = os.urandom(NONCE)
    return base64.b64encode(nonce + AESGCM(master).encrypt(nonce, key, name.encode())).decode()


def unwrap(master: bytes, name: str, wrapped: str) -> bytes:
    """The reverse of `wrap`. Raises WrongKeyError."""
    sealed = base64.b64decode(wrapped)
    try:
        return AESGCM(master).decrypt(sealed[:NONCE], sealed[NONCE:], name.encode())
    except InvalidTag:
        raise errors.WrongKeyError(name) from None


def _read(folder: Path) -> tuple[Contents, bytes]:
    path = path_in(folder)
    contents = Contents(**json.loads(path.read_bytes()))
    given = given_master()
    file = master_path(folder, contents.master)
    if given is None and not file.exists():
        raise errors.MasterKeyMissingError(str(path))
    master = read_master(file.read_text().strip()) if given is None else given
    if fingerprint(master) != contents.master:
        raise errors.WrongKeyError(str(path))
    return contents, master


def _create(folder: Path) -> None:
    given = given_master()
    master = given or os.urandom(KEY)
    name = fingerprint(master) if given else keep_master(folder, master)
    save(folder, Contents(name, wrap(master, "index", os.urandom(KEY))))
