"""Changing keys: a new master key, new data keys, sealing again what lies under old ones, retiring those.

A data key that is destroyed takes with it everything ever sealed with it, in every copy and backup. So the way
to reach backups is: `rotate`, `reseal`, `retire`. See docs/vault.md.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone

from lianfang.ledger import bulk
from lianfang.ledger.store import lock
from lianfang.vault import keyfile, keyring, keystore, overwriting
from lianfang.vault.identifier import VaultIdentifier, key_of, sealed_columns
from lianfang.vault.keyring import Ring, month_of
from lianfang.vault.keystore import Contents
from lianfang.vault.models import Statement
from lianfang.vault.store import binding

BATCH = 1_000


def rotate(new_master: bytes | None = None) -> None:
    """Wrap all keys under a new master key and put new data keys in use.

    The master key in a file is replaced by itself. One given by `LIANFANG_MASTER_KEY` is replaced only when
    `new_master` (32 bytes) is passed; stop the site before, and start it with the new value.
    """
    with _new_master(new_master) as contents:
        contents.current.clear()


def reseal() -> int:
    """Seal everything again that lies under data keys no longer in use; gives how many rows.

    In batches, each a transaction of its own: may be stopped and started again at any time.
    """
    return sum(_reseal_statements()) + _reseal_texts()


def retire() -> list[str]:
    """Destroy every data key that nothing is sealed with any more; gives their names.

    The master key changes with it (where it is in a file), so that an old copy of the ring opens nothing.
    """
    with transaction.atomic():
        lock()  # nobody is sealing while we look
        unused = sorted(keyring.ring().names() - _used())
        if unused:
            with _new_master(None) as contents:
                _drop(contents, unused)
    return unused


def _used() -> set[str]:
    used = set(Statement.objects.values_list("key", flat=True).distinct())
    for model, column in sealed_columns():
        held = model._default_manager.exclude(**{column: None}).values_list(column, flat=True)
        used |= {key_of(bytes(sealed)) for sealed in held.iterator()}
    return used


def _drop(contents: Contents, names: list[str]) -> None:
    now = timezone.now().isoformat(timespec="seconds")
    for name in names:
        del contents.keys[name]
        contents.destroyed[name] = now
    contents.current = {month: name for month, name in contents.current.items() if name in contents.keys}


@contextmanager
def _new_master(new_master: bytes | None) -> Iterator[Contents]:
    """Change the ring under a new master key: first its file, then the ring that names it, then the old goes.

    A crash in between leaves a key file too many, never one too few.
    """
    folder = keyring.folder()
    with keystore.changing(folder) as (contents, old):
        in_file = keystore.given_master() is None
        master = new_master or (os.urandom(keystore.KEY) if in_file else old)
        yield contents
        contents.index = keystore.wrap(master, "index", keystore.unwrap(old, "index", contents.index))
        for name, wrapped in contents.keys.items():
            contents.keys[name] = keystore.wrap(master, name, keystore.unwrap(old, name, wrapped))
        contents.master = keystore.keep_master(folder, master) if in_file else keystore.fingerprint(master)
    if master != old:
        keyfile.shred(keystore.master_path(folder, keystore.fingerprint(old)))


def _reseal_statements() -> Iterator[int]:
    last = UUID(int=0)
    while True:
        with transaction.atomic(), overwriting.erasing():
            lock()
            keys = keyring.ring()
            rows = list(Statement.objects.filter(id__gt=last).order_by("id")[:BATCH])
            if not rows:
                return
            changed = list(_resealed(rows, keys))
            if changed:
                bulk.update(Statement, ("key", "sealed"), changed)
        last = rows[-1].id
        yield len(changed)


def _resealed(rows: list[Statement], keys: Ring) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        name = keys.name_for(month_of(row.at))
        if row.key != name and not keys.is_destroyed(row.key):
            bound = binding(row.id, row.entity)
            yield name, keys.seal(name, keys.open(row.key, bytes(row.sealed), bound), bound), row.id


def _reseal_texts() -> int:
    return sum(_reseal_column(model, column) for model, column in sealed_columns())


def _reseal_column(model: type[models.Model], column: str) -> int:
    vault = VaultIdentifier()
    with transaction.atomic(), overwriting.erasing():
        lock()
        keys = keyring.ring()
        readable = keys.names() - keys.in_use()
        held = model._default_manager.exclude(**{column: None}).values_list("pk", column)
        rows = [(pk, bytes(sealed)) for pk, sealed in held if key_of(bytes(sealed)) in readable]
        if rows:
            sealed = vault.seal(vault.unseal([blob for _pk, blob in rows]))
            bulk.update(model, (column,), [(blob, pk) for blob, (pk, _old) in zip(sealed, rows, strict=True)])
    return len(rows)
