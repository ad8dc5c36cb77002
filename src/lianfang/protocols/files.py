"""Protocols are files: ours in `data/`, a county's own in `HOME/protocols/`. Read once, checked as they are read."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from django.conf import settings
from django.utils.translation import gettext as _
from pydantic import BaseModel, ValidationError

log = logging.getLogger(__name__)

OURS = Path(__file__).parent / "data"


class _Named(Protocol):
    @property
    def id(self) -> str: ...


Read = TypeVar("Read", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a county's file is not used; `taken`: its id belongs to one of ours already."""

    file: str
    why: str = ""
    taken: str = ""

    def __str__(self) -> str:
        if self.taken:
            said = _("文件 %(file)s 不能使用：编号 %(id)s 已经有了，请换一个编号。")
            return said % {"file": self.file, "id": self.taken}
        return _("文件 %(file)s 不能使用：%(why)s") % {"file": self.file, "why": self.why}


@dataclass(frozen=True, slots=True)
class Loaded(Generic[Read]):
    """What a folder's files hold, by id, and what is wrong with those that were left out."""

    items: dict[str, Read]
    problems: tuple[Problem, ...]


def load(model: type[Read], folder: str) -> Loaded[Read]:
    """Every file of `folder` ("editions", "tables"). Ours must be right; a county's that is not is left out and told.

    A county cannot change one of ours: what the ledger cites by its id must go on meaning the same.
    """
    items: dict[str, Read] = {}
    for path in _files(OURS / folder):
        item = model.model_validate_json(path.read_bytes())
        items[_id(item)] = item
    problems = []
    for path in _files(settings.HOME / "protocols" / folder):
        try:
            item = model.model_validate_json(path.read_bytes())
        except (ValidationError, OSError) as error:
            problems.append(Problem(path.name, _first(error)))
            continue
        if _id(item) in items:
            problems.append(Problem(path.name, taken=_id(item)))
        else:
            items[_id(item)] = item
    for problem in problems:
        log.error("%s", problem)
    return Loaded(items, tuple(problems))


def _files(folder: Path) -> Iterable[Path]:
    return sorted(folder.glob("*.json")) if folder.is_dir() else ()


def _id(item: BaseModel) -> str:
    named: _Named = item  # type: ignore[assignment]  # every model that is loaded has an id
    return named.id


def _first(error: Exception) -> str:
    if isinstance(error, ValidationError):
        told: Sequence[str] = [f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()[:1]]
        return told[0]
    return str(error)
