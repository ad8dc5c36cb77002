"""Queue files: what a phone could not send, exported there and brought in at the desk.

The file is sealed for the county (see `sealing`); the bearer token inside proves device and author, also when the
device has been taken off since. Format: docs/decisions/0013-enrolment-and-queue-file.md.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.utils.translation import gettext as _
from pydantic import Base64Bytes, BaseModel, ValidationError

from lianfang.duty.devices import held
from lianfang.duty.models import Member, Token
from lianfang.field import sealing

FORMAT, VERSION = "lianfang-queue", 1
MOST_BYTES = 16 << 20
MOST_ROWS = 20_000
_RESCUE = b"rescue"


class UnreadableFileError(Exception):
    """The file as a whole is of no use; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """One fact of the file: as its phone wrote it, or a sentence why it cannot be read."""

    raw: Any = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Queue:
    """A file that was opened: whose phone, and its facts, oldest first."""

    token: Token
    rows: tuple[Row, ...]

    @property
    def author(self) -> Member:
        """Who recorded the facts."""
        return self.token.member


class _Sealed(BaseModel):
    iv: Base64Bytes
    data: Base64Bytes


class _Key(_Sealed):
    epk: Base64Bytes


class _SealedRow(_Sealed):
    id: str


class _File(BaseModel):
    format: Literal["lianfang-queue"]
    version: int
    device: UUID
    member: UUID
    kid: str
    key: _Key
    rescue: _Sealed
    rows: list[Any]


def read(content: bytes) -> Queue:
    """Open a file as it came from the phone. Raises UnreadableFileError; a broken row only spoils itself."""
    file = _parsed(content)
    cipher = _cipher(file)
    token = _proven(file, cipher)
    return Queue(token, tuple(_rows(file.rows, cipher)))


def _parsed(content: bytes) -> _File:
    try:
        told = json.loads(content)
        if isinstance(told, dict) and told.get("format") == FORMAT and told.get("version") != VERSION:
            raise UnreadableFileError(_("这份文件由更新的手机应用导出，请先更新服务器，文件请保留。"))
        file = _File.model_validate(told)
    except (ValidationError, ValueError, RecursionError):
        raise UnreadableFileError(
            _("这不是手机应用导出的记录文件。请在手机上点“导出未发送的记录”，把得到的文件原样传来。")
        ) from None
    if len(file.rows) > MOST_ROWS:
        raise UnreadableFileError(_("一份文件最多 %(most)s 条记录。") % {"most": MOST_ROWS})
    return file


def _cipher(file: _File) -> AESGCM:
    """What opens the phone's outbox."""
    try:
        return AESGCM(sealing.open_key(file.kid, file.key.epk, file.key.iv, file.key.data))
    except sealing.UnknownSealError:
        raise UnreadableFileError(
            _("这份文件是为另一个县（市、区）的服务器封存的，这里打不开。请交到手机登记时所在的地方。")
        ) from None
    except (sealing.BrokenSealError, ValueError):
        raise UnreadableFileError(_broken()) from None


def _proven(file: _File, cipher: AESGCM) -> Token:
    """The device the file comes from, by the token it carries; what stands in clear must agree with it."""
    try:
        rescue = json.loads(cipher.decrypt(file.rescue.iv, file.rescue.data, _RESCUE))
        token = held(rescue["token"])
    except (InvalidTag, ValueError, TypeError, KeyError, AttributeError):
        raise UnreadableFileError(_broken()) from None
    if token is None:
        raise UnreadableFileError(_("文件里的设备没有在本系统登记过，无法确认是谁的记录。"))
    if (token.pk, token.member_id) != (file.device, file.member):
        raise UnreadableFileError(_broken())
    return token


def _rows(rows: list[Any], cipher: AESGCM) -> Iterator[Row]:
    for row in rows:
        try:
            sealed = _SealedRow.model_validate(row)
            raw = json.loads(cipher.decrypt(sealed.iv, sealed.data, sealed.id.encode()))
        except (ValidationError, InvalidTag, ValueError):
            yield Row(problem=_("这一条打不开：不完整或被改动过。文件中的其他记录不受影响。"))
        else:
            fits = isinstance(raw, dict) and str(raw.get("id")) == sealed.id
            yield Row(raw) if fits else Row(problem=_("这一条的编号与内容不符，没有导入。"))


def _broken() -> str:
    return _("文件不完整或被改动过，打不开。请从手机上重新导出一次。")
