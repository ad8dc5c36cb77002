"""Stories of subjects as folds and phones see them: random facts, the server's record of them, the phone's."""

import json
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuids

import lianfang
from lianfang.field.parcels import PARCELS
from lianfang.field.parcels.base import NOBODY, Around, Record, Sight, written
from lianfang.field.parcels.told import story_of
from lianfang.ledger.folds import Seen, effective, fold
from lianfang.ledger.kinds import all_kinds
from lianfang.ledger.scope import Actor
from lianfang.outreach.models import Need
from lianfang.vault.reading import Shown
from lianfang.verification.models import Target
from tests.conftest import COUNTY

EFFECTS = Path(lianfang.__file__).parent / "field/static/field/js/effects.js"
RIGHTS = ("people.record", "verification.view", "outreach.view")
START = datetime(2020, 1, 25, tzinfo=UTC)
ME, OTHER, TEAM = UUID(int=1), UUID(int=2), UUID(int=3)
SIGHT = Sight(Actor(ME, dict.fromkeys(RIGHTS, (COUNTY,))), frozenset({TEAM}))
Story = list[Seen]


class _Nobody(dict[tuple[UUID, str], Shown]):
    def __missing__(self, key: tuple[UUID, str]) -> Shown:
        return NOBODY


def seen(minute: int, kind: str, subject: UUID, said: dict[str, Any], *, area: str, member: UUID) -> Seen:
    """An entry in the ledger, so many minutes after the start."""
    data = dict(said)
    corrects = data.pop("corrects", None)
    fact = all_kinds()[kind].fact.model_validate(data)
    at = START + timedelta(minutes=minute)
    return Seen(uuids.uuid7(), kind, subject, area, "", at, member, corrects, fact)


def server(sort: str, subject: UUID, story: Sequence[Seen]) -> Record | None:
    """What the server sends of this story; None when there is nothing to send."""
    parcel = next(parcel for parcel in PARCELS if parcel.sort == sort)
    row = fold(sort, subject, story).row
    if row is None:
        return None
    told = {row.pk: story_of(row, effective(story))} if isinstance(row, Target) else {}
    answering = {row.person: row.area} if isinstance(row, Need) and row.person else {}
    around = Around(answering, _Nobody(), told, {})
    return written({"t": sort, **parcel.record(row, around, SIGHT)})


def entry(fact: Seen) -> dict[str, Any]:
    """An entry as the phone has just recorded it."""
    return {
        "id": str(fact.id),
        "kind": fact.kind,
        "subject": str(fact.subject),
        "area": fact.area,
        "at": fact.at.isoformat(),
        "data": fact.fact.model_dump(mode="json", exclude_none=True, exclude_defaults=True),
        **({"corrects": str(fact.corrects)} if fact.corrects else {}),
    }


class Phone:
    """The phone's own rules, running in node."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    def after(self, records: Sequence[Record], entries: Sequence[dict[str, Any]]) -> list[Record]:
        """The records once these entries were recorded."""
        asked = {"records": records, "entries": entries, "who": {"member": str(ME), "groups": [str(TEAM)]}}
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        found: list[Record] = json.loads(self.process.stdout.readline())
        return found


@contextmanager
def phone() -> Iterator[Phone]:
    """Node with the effects loaded. Where there is no node this fails: the rules must never go unproved."""
    node = shutil.which("node")
    assert node, "these tests need node (Debian: apt-get install nodejs)"
    command = [node, str(Path(__file__).parent / "effects.mjs"), str(EFFECTS)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Phone(process)
        finally:
            process.terminate()
