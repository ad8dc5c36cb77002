"""The files of an import: what they are, how their columns are read, and from which year they speak."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zipfile import ZipFile, is_zipfile

from lianfang.exchange.importing.remembering import recall, remember
from lianfang.exchange.reading import ListPreview, Mapping, Unreadable, preview
from lianfang.exchange.reading.sheets import OLE
from lianfang.ledger.scope import Actor

_CHUNK = 1 << 20
_HEAD = 4096
_DIMENSION = re.compile(rb'<dimension ref="[A-Z]+\d+:[A-Z]+(\d+)"')


@dataclass(frozen=True, slots=True)
class Source:
    """A file to import: `rows` as far as it is known beforehand (0: not), `problem` why it cannot be read."""

    path: Path
    digest: str = ""
    mapping: Mapping | None = None
    reference: date | None = None
    sheets: int = 1
    rows: int = 0
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
        return Source(
            path, digest(path), told, _reference(seen.lists), len({one.sheet for one in seen.lists}), row_count(path)
        )
    except Unreadable as error:
        return Source(path, problem=str(error))


def digest(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            found.update(chunk)
    return found.hexdigest()


def row_count(path: Path) -> int:
    """How many rows a file has, for a progress bar; 0 where only reading it would tell."""
    if is_zipfile(path):
        return _stated_rows(path)
    with path.open("rb") as file:
        if file.read(4) == OLE[:4]:
            return 0
        file.seek(0)
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(_CHUNK), b""))


def _stated_rows(path: Path) -> int:
    """The rows that a workbook's sheets state for themselves."""
    with ZipFile(path) as book:
        sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")]
        heads = []
        for name in sheets:
            with book.open(name) as sheet:
                heads.append(sheet.read(_HEAD))
    return sum(int(found[1]) for head in heads if (found := _DIMENSION.search(head)))


def year_of(sources: Sequence[Source], opened: date) -> int:
    """The year of lists that tell none: that of the other lists of the run, else that of the campaign."""
    told = [source.reference for source in sources if source.reference]
    return max(told, default=opened).year


def _reference(lists: Sequence[ListPreview]) -> date | None:
    return max((one.reference for one in lists if one.reference), default=None)
