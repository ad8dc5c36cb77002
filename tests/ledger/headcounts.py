"""A kind of the tests' own that has had three versions; `known(n)` is a server of the time of version n."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from pydantic import Field

from lianfang.ledger import kinds
from lianfang.ledger.kinds import Counts, Fact, Kind, Upgrade
from lianfang.vault.parts import Note
from lianfang.verification import figures

CODE = "test.headcount"
NEWEST = 3


def _people_are_heads(data: dict[str, Any]) -> dict[str, Any]:
    """Version 1 said `people` and left it out where it was one."""
    return {**{k: v for k, v in data.items() if k != "people"}, "heads": data.get("people", 1)}


def _remark_is_a_note(data: dict[str, Any]) -> dict[str, Any]:
    """Version 2 had a bare text; it belongs to the vault."""
    remark = data.pop("remark", None)
    return data if remark is None else {**data, "note": {"text": remark.strip()}}


UPGRADES: dict[int, Upgrade] = {1: _people_are_heads, 2: _remark_is_a_note}


def written(version: int, heads: int, remark: str | None) -> dict[str, Any]:
    """The same fact as the form of that version wrote it."""
    said: dict[str, Any] = {"people" if version == 1 else "heads": heads}
    if version == 1 and heads == 1:
        said = {}
    if remark is not None:
        said |= {"remark": remark} if version < NEWEST else {"note": {"text": remark.strip()}}
    return said


def _kind(version: int, amount: str) -> Kind:
    return Kind(
        CODE,
        title="清点人数",
        subject="headcount",
        right="verification.record",
        opens=True,
        counts=(Counts(figures.KNOCKS, amount=lambda fact: getattr(fact, amount)),),
        version=version,
        upgrades={older: UPGRADES[older] for older in range(1, version)},
    )


def _declare(version: int) -> None:
    kinds._kinds.pop(CODE, None)
    if version == 1:

        class First(Fact):
            kind: ClassVar[Kind] = _kind(1, "people")
            people: int = Field(default=1, ge=1, title="人数")
            remark: str | None = Field(default=None, title="备注")

    elif version == 2:

        class Second(Fact):
            kind: ClassVar[Kind] = _kind(2, "heads")
            heads: int = Field(ge=1, title="人数")
            remark: str | None = Field(default=None, title="备注")

    else:

        class Third(Fact):
            kind: ClassVar[Kind] = _kind(3, "heads")
            heads: int = Field(ge=1, title="人数")
            note: Note | None = Field(default=None, title="备注")


@contextmanager
def known(version: int) -> Iterator[None]:
    """Within this block the server knows the kind at this version; blocks may follow one another."""
    _declare(version)
    try:
        yield
    finally:
        kinds._kinds.pop(CODE, None)
