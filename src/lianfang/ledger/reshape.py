"""Bringing stored facts into the current shape of their kind, when its version grows: a step of a migration."""

from collections.abc import Callable
from typing import Any

from lianfang.ledger.kinds import all_kinds

_AT_ONCE = 1_000  # rows rewritten per statement: memory stays flat


def reshaping(code: str, version: int) -> Callable[[Any, Any], None]:
    """For `migrations.RunPython`: what is stored of this kind goes from `version` to the next.

    It says the same in the shape that folds now read, so no read model and no figure changes. What is stored lacks
    fields that are empty or default, and of a part holds the id only: the upgrade takes both as they come.
    """

    def run(apps: Any, _schema_editor: Any) -> None:
        upgrade, entries = all_kinds()[code].upgrades[version], apps.get_model("ledger", "Entry").objects
        last = 0
        while rows := list(entries.filter(kind=code, seq__gt=last).order_by("seq")[:_AT_ONCE]):
            for row in rows:
                row.data = upgrade(row.data)
            entries.bulk_update(rows, ["data"])
            last = rows[-1].seq

    return run
