"""The county's keys for slips: only its server seals them, every phone that knows the public point checks them.

ECDSA on P-256 with SHA-256 (FIPS 186-5), the signature as r and s of 32 bytes each: what every browser's WebCrypto
reads. Each private key lies in `HOME/keys/proof-<moment>-<kid>.key`, raw in base64. The newest seals; one that was
replaced is known until the last proof it sealed has run out. A key whose file is taken away is no key of this county
any more.
"""

import base64
import hashlib
from datetime import UTC, datetime, timedelta
from itertools import zip_longest
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from django.utils import timezone

from lianfang.proofs.choices import MOST_DAYS
from lianfang.vault import keyfile, keyring

SIGNATURE = 64
KID = 4
_CURVE = ec.SECP256R1()
_HOW = ec.ECDSA(hashes.SHA256())
_HALF = 32
_MOMENT = "%Y%m%d%H%M%S%f"


class UnknownKeyError(Exception):
    """No key of this county: another county sealed it, or the key was taken away."""


def current() -> bytes:
    """The id (4 bytes) of the key that seals. Makes one where there is none."""
    found = _known() or _first()
    return bytes.fromhex(_kid_of(found[-1]))


def renew() -> bytes:
    """Seal with a new key from now on; gives its id. What the former ones sealed holds until its own day."""
    with keyfile.locked(keyring.folder()):
        return bytes.fromhex(_kid_of(_make()))


def public() -> dict[str, bytes]:
    """The public point (65 bytes, uncompressed) of every key that is known, by its id in hexadecimal."""
    current()
    return {_kid_of(path): _point(_private(path)) for path in _known()}


def sign(kid: bytes, content: bytes) -> bytes:
    """The signature (64 bytes) of this content by this key. Raises UnknownKeyError."""
    r, s = decode_dss_signature(_key(kid).sign(content, _HOW))
    return r.to_bytes(_HALF, "big") + s.to_bytes(_HALF, "big")


def verifies(kid: bytes, content: bytes, signature: bytes) -> bool:
    """Whether this key sealed exactly this content. Raises UnknownKeyError."""
    r, s = int.from_bytes(signature[:_HALF], "big"), int.from_bytes(signature[_HALF:], "big")
    try:
        _key(kid).public_key().verify(encode_dss_signature(r, s), content, _HOW)
    except InvalidSignature:
        return False
    return True


def _key(kid: bytes) -> ec.EllipticCurvePrivateKey:
    found = next((path for path in _known() if _kid_of(path) == kid.hex()), None)
    if found is None:
        raise UnknownKeyError
    return _private(found)


def _first() -> list[Path]:
    with keyfile.locked(keyring.folder()):
        return _files() or [_make()]


def _make() -> Path:
    """A new key in its file. The name begins with the moment it was made, so that the newest stands last."""
    private = ec.generate_private_key(_CURVE)
    kid = hashlib.sha256(_point(private)).hexdigest()[: 2 * KID]
    path = keyring.folder() / f"proof-{timezone.now().astimezone(UTC):{_MOMENT}}-{kid}.key"
    number = private.private_numbers().private_value
    keyfile.write(path, base64.b64encode(number.to_bytes(_HALF, "big")))
    return path


def _files() -> list[Path]:
    """The keys there are, the newest last; a file's name is never made from what a slip says."""
    return sorted(keyring.folder().glob("proof-*.key"))


def _known() -> list[Path]:
    """Those whose slips can still be good: the newest, and those replaced no longer ago than a proof can last."""
    files, since = _files(), timezone.now() - timedelta(days=MOST_DAYS + 1)
    return [path for path, later in zip_longest(files, files[1:]) if later is None or _made(later) > since]


def _made(path: Path) -> datetime:
    return datetime.strptime(path.stem.split("-")[1], _MOMENT).replace(tzinfo=UTC)


def _kid_of(path: Path) -> str:
    return path.stem.rpartition("-")[2]


def _private(path: Path) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(base64.b64decode(path.read_bytes()), "big"), _CURVE)


def _point(private: ec.EllipticCurvePrivateKey) -> bytes:
    form, encoding = serialization.PublicFormat.UncompressedPoint, serialization.Encoding.X962
    return private.public_key().public_bytes(encoding, form)
