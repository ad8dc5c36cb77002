"""Retention: identities go on a schedule, with a certificate; counts, graph and ledger stay.

See docs/vault.md for what destruction reaches and what it does not (backups, flash memory).
"""

import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from pydantic import BaseModel, ConfigDict
from uuid_utils.compat import uuid7

from lianfang.ledger.door import submit
from lianfang.ledger.scope import Actor
from lianfang.ledger.store import lock
from lianfang.vault import erasure, overwriting, rotation
from lianfang.vault.erasure import Selection
from lianfang.vault.keyring import ring
from lianfang.vault.kinds import DESTROY, Destroyed
from lianfang.vault.models import Destruction


class NothingToDestroyError(LookupError):
    """Nothing in the vault fits the selection."""


class Certificate(BaseModel):
    """That identities were destroyed: what, how many, which keys, when, by whom, how; sealed by a keyed hash."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    id: UUID
    at: datetime
    by: UUID | None
    area: str
    reason: str
    selection: dict[str, Any]
    entities: int
    statements: int
    waiting: int
    keys: tuple[str, ...]
    method: str
    seal: str = ""


def destroy(selection: Selection, reason: str, actor: Actor) -> Certificate:
    """Erase what is selected from the vault, and the data keys nothing needs any more. Call outside a transaction.

    Needs the right `vault.destroy` in every area concerned. Raises PermissionDenied, NothingToDestroyError. A
    destruction that was interrupted is completed by the next one.
    """
    for interrupted in Destruction.objects.filter(certificate={}):
        _complete(interrupted)
    with transaction.atomic():
        lock()
        area = erasure.reach(selection)
        if not area:
            raise NothingToDestroyError
        if not actor.may(DESTROY, area):
            raise PermissionDenied
        record = Destruction.objects.create(
            id=uuid7(),
            at=timezone.now(),
            member=actor.member,
            area=area,
            reason=reason,
            selection=selection.as_json(),
            counts=erasure.erase(selection),
        )
        _announce(record, actor)
    return _complete(record)


def verify(certificate: Certificate | Mapping[str, Any]) -> bool:
    """Whether this certificate was issued by this installation and has not been changed since."""
    told = certificate if isinstance(certificate, Certificate) else Certificate.model_validate(certificate)
    return hmac.compare_digest(_seal(told), told.seal)


def _complete(record: Destruction) -> Certificate:
    """What cannot be part of a transaction: keys and files. Then the certificate can say what was done."""
    keys = rotation.retire()
    method = overwriting.compact()
    bare = Certificate(
        id=record.id,
        at=record.at,
        by=record.member,
        area=record.area,
        reason=record.reason,
        selection=record.selection,
        keys=tuple(keys),
        method=f"AES-256-GCM key erasure + {method}",
        **record.counts,
    )
    certificate = bare.model_copy(update={"seal": _seal(bare)})
    Destruction.objects.filter(id=record.id).update(certificate=certificate.model_dump(mode="json"))
    return certificate


def _announce(record: Destruction, actor: Actor) -> None:
    entry = {
        "id": record.id,
        "kind": Destroyed.kind.code,
        "subject": record.id,
        "area": record.area,
        "at": record.at,
        "data": record.counts,
    }
    (answer,) = submit([entry], actor, setup=True)
    if answer.problem is not None:
        raise PermissionDenied(answer.problem.sentence())


def _seal(certificate: Certificate) -> str:
    told = certificate.model_dump(mode="json", exclude={"seal"})
    return ring().digest("certificate", json.dumps(told, sort_keys=True, ensure_ascii=False)).hex()
