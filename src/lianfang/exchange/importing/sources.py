"""The files of an import: what they are, how their columns are read, and from which year they speak."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lianfang.exchange.importing.remembering import recall, remember
from lianfang.exchange.reading import ListPreview, Mapping, Unreadable, preview
from lianfang.ledger.scope import Actor

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Source:
    """A file to import. `problem` is the sentence why it cannot be read."""

    path: Path
    digest: str = ""
    mapping: Mapping | None = None
    reference: date | None = None
    sheets: int = 1
    problem: str = ""


def open_sources(files: Sequence[Path], mapping: Mapping | None, actor: Actor, *, keep: bool) -> list[Source]:
    """Look at each file; columns follow `mapping`, else what was remembered for such a heading.

    `keep`: remember the mapping for next time.
    """
    return [_open(path, mapping, actor, keep=keep) for path in files]


def _open(path: Path, mapping: Mapping | None, actor: Actor, *, keep: bool) -> Source:
    try:
        seen = preview(path, mapping)
        if mapping is not None and keep:
            remember(seen.lists, mapping, actor.member)
        told = mapping or recall(seen.lists)
        return Source(path, digest(path), told, _reference(seen.lists), len({one.sheet for one in seen.lists}))
    except Unreadable as error:
        return Source(path, problem=str(error))


def digest(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            found.update(chunk)
    return found.hexdigest()


def year_of(sources: Sequence[Source], opened: date) -> int:
    """The year of lists that tell none: that of the other lists of the run, else that of the campaign."""
    told = [source.reference for source in sources if source.reference]
    return max(told, default=opened).year


def _reference(lists: Sequence[ListPreview]) -> date | None:
    return max((one.reference for one in lists if one.reference), default=None)
