"""Entries the door could not take: kept sealed, shown to their author and a supervisor, never lost."""

import json
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from lianfang.ledger import bulk
from lianfang.ledger.envelope import Sent, read, stamped
from lianfang.ledger.hooks import identifier
from lianfang.ledger.models import Waiting
from lianfang.ledger.scope import Actor
from lianfang.ledger.store import chunks


def keep(items: Sequence[Sent], now: datetime) -> None:
    """Keep what was held or refused, sealed as sent. Sent again, it takes the place of the earlier one."""
    if not items:
        return
    texts = [json.dumps(stamped(item.raw), ensure_ascii=False, default=str).encode() for item in items]
    sealed = identifier().seal(texts)
    rows = [_row(item, blob, now) for item, blob in zip(items, sealed, strict=True)]
    columns = [f.name for f in Waiting._meta.concrete_fields if not f.primary_key]
    Waiting.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=columns)


def _row(item: Sent, sealed: bytes, now: datetime) -> Waiting:
    seen = item.seen
    return Waiting(
        id=item.id,
        kind=seen.kind if seen else "",
        area=seen.area if seen else "",
        member=item.actor.member,
        device=item.device,
        received=now,
        after=item.after,
        authority={"rights": item.actor.rights, "former": item.actor.former},
        problem=item.problem.as_json() if item.problem else {},
        flags=list(item.flags),
        sealed=sealed,
    )


def release(parents: Collection[UUID]) -> list[Sent]:
    """Take out every entry that waited for one of these ids, ready to go in."""
    ids = [id_ for (id_,) in bulk.find(Waiting, "after", parents, ("id",))]
    rows = [row for chunk in chunks(ids) for row in Waiting.objects.filter(pk__in=chunk)]
    if not rows:
        return []
    settle(ids)
    opened = identifier().unseal([bytes(row.sealed) for row in rows])
    return [_sent(row, json.loads(text)) for row, text in zip(rows, opened, strict=True)]


def _sent(row: Waiting, raw: dict[str, Any]) -> Sent:
    return read(raw, Actor(row.member, **row.authority), row.device, flags=row.flags)


def settle(ids: Collection[UUID]) -> None:
    """Forget earlier refusals of entries that have now been taken."""
    kept = [id_ for (id_,) in bulk.find(Waiting, "id", ids, ("id",))]
    for chunk in chunks(kept):
        Waiting.objects.filter(pk__in=chunk).delete()
