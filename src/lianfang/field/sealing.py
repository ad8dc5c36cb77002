"""The county's keys for queue files: a phone seals to the public one, only the county's server opens.

P-256 ECDH (NIST SP 800-56A), HKDF-SHA256 (RFC 5869), AES-256-GCM: what every browser's WebCrypto has. Each private
key lies in `HOME/keys/queue-<kid>.key`, raw in base64; the newest is the one phones are given, all of them open.
"""

import base64
import hashlib
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.utils import timezone

from lianfang.vault import keyfile, keyring

_CURVE = ec.SECP256R1()
_INFO = b"lianfang-queue-v1"
_SIZE = 32


class UnknownSealError(Exception):
    """No key of this county opens it: it was sealed for another county."""


class BrokenSealError(Exception):
    """It was sealed for this county, and has been changed or cut since."""


def public() -> tuple[str, bytes]:
    """The id of the key in use and its public point (65 bytes, uncompressed). Makes one where there is none."""
    kid = _newest() or _first()
    return kid, _point(_private(kid))


def renew() -> str:
    """Put a new key in use; gives its id. The former ones stay, for phones that have not been in touch since."""
    with keyfile.locked(keyring.folder()):
        return _make()


def open_key(kid: str, epk: bytes, iv: bytes, data: bytes) -> bytes:
    """What was sealed for the key `kid` with the ephemeral public point `epk`.

    Raises UnknownSealError or BrokenSealError.
    """
    private = _private(kid) if kid in _kids() else None
    if private is None:
        raise UnknownSealError
    try:
        shared = private.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, epk))
        return AESGCM(derived(shared)).decrypt(iv, data, None)
    except (InvalidTag, ValueError):
        raise BrokenSealError from None


def derived(shared: bytes) -> bytes:
    """The AES-256 key that follows from an ECDH secret."""
    return HKDF(hashes.SHA256(), length=_SIZE, salt=None, info=_INFO).derive(shared)


def _first() -> str:
    with keyfile.locked(keyring.folder()):
        return _newest() or _make()


def _make() -> str:
    """A new key in its file. Its id begins with the moment it was made, so that the newest is the greatest."""
    private = ec.generate_private_key(_CURVE)
    kid = f"{timezone.now():%Y%m%d%H%M%S}-{hashlib.sha256(_point(private)).hexdigest()[:8]}"
    number = private.private_numbers().private_value
    keyfile.write(_path(kid), base64.b64encode(number.to_bytes(_SIZE, "big")))
    return kid


def _newest() -> str | None:
    return max(_kids(), default=None)


def _kids() -> list[str]:
    """The ids of all keys there are; a file's name is never made from what a request says."""
    return [path.stem.removeprefix("queue-") for path in keyring.folder().glob("queue-*.key")]


def _private(kid: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(base64.b64decode(_path(kid).read_bytes()), "big"), _CURVE)


def _point(private: ec.EllipticCurvePrivateKey) -> bytes:
    form, encoding = serialization.PublicFormat.UncompressedPoint, serialization.Encoding.X962
    return private.public_key().public_bytes(encoding, form)


def _path(kid: str) -> Path:
    return keyring.folder() / f"queue-{kid}.key"
