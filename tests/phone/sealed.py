"""A queue file as a phone makes it, with `cryptography` in WebCrypto's place."""

import base64
import json
import os
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from lianfang.field import sealing

Raw = dict[str, Any]


def text(content: bytes) -> str:
    return base64.b64encode(content).decode()


@dataclass
class Phone:
    """A phone that has been enrolled: what it was given, and its outbox key."""

    told: Raw
    outbox: bytes = field(default_factory=lambda: os.urandom(32))

    def wrapped(self) -> Raw:
        """The outbox key, for the county whose public point the phone was given at enrolment."""
        county = ec.EllipticCurvePublicKey.from_encoded_point(
            ec.SECP256R1(), base64.b64decode(self.told["seal"]["key"])
        )
        mine = ec.generate_private_key(ec.SECP256R1())
        shared = mine.exchange(ec.ECDH(), county)
        wrapping = HKDF(hashes.SHA256(), 32, salt=b"", info=b"lianfang-queue-v1").derive(shared)
        point = mine.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        iv = os.urandom(12)
        return {"epk": text(point), "iv": text(iv), "data": text(AESGCM(wrapping).encrypt(iv, self.outbox, None))}

    def seal(self, content: Any, bound_to: str) -> Raw:
        iv = os.urandom(12)
        data = AESGCM(self.outbox).encrypt(iv, json.dumps(content).encode(), bound_to.encode())
        return {"iv": text(iv), "data": text(data)}

    def row(self, entry: Raw) -> Raw:
        return {"id": entry["id"], **self.seal(entry, entry["id"])}

    def export(self, *entries: Raw) -> Raw:
        """The file."""
        return {
            "format": "lianfang-queue",
            "version": 1,
            "device": self.told["device"],
            "member": self.told["member"]["id"],
            "exported": "2020-01-29T20:00:00+08:00",
            "kid": self.told["seal"]["kid"],
            "key": self.wrapped(),
            "rescue": self.seal({"token": self.told["token"]}, "rescue"),
            "rows": [self.row(entry) for entry in entries],
        }


def seal() -> Raw:
    """The county's key as enrolment tells it."""
    kid, point = sealing.public()
    return {"kid": kid, "key": text(point)}
