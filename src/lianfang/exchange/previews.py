"""What an uploaded list looks like, for a person to check: columns guessed, a few values, masked."""

import re
from collections.abc import Mapping as Table
from dataclasses import dataclass
from pathlib import Path

from lianfang.exchange.importing.remembering import recall, remember_choices
from lianfang.exchange.models import Import
from lianfang.exchange.reading import ColumnPreview, Field, ListPreview, Unreadable, preview
from lianfang.vault import masks

_PLAIN = frozenset(
    {
        Field.SERIAL,
        Field.SEX,
        Field.AGE,
        Field.ORIGIN,
        Field.RETURNED_ON,
        Field.LEFT_ON,
        Field.RETURN,
        Field.TRANSPORT,
        Field.TOWN,
        Field.VILLAGE,
        Field.PUSHED_ON,
    }
)
_MASKS = {
    Field.ID_NUMBER: masks.id_number,
    Field.PHONE: masks.phone,
    Field.HEAD_PHONE: masks.phone,
    Field.ADDRESS: masks.address,
    Field.DESTINATION: masks.address,
    Field.OTHER_ADDRESS: masks.address,
}
_LONG_NUMBER = re.compile(r"[\dXx]{9,}")


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """A column as the page offers it: `name` of its select, what it holds, how sure that is, masked values."""

    name: str
    column: ColumnPreview
    samples: tuple[str, ...]

    @property
    def sure(self) -> bool:
        """Whether there is little to check."""
        return self.column.confidence >= 0.6 or self.column.field is Field.OTHER


@dataclass(frozen=True, slots=True)
class FileCheck:
    """One file: its lists with their columns, or the sentence why it cannot be read."""

    name: str
    lists: tuple[tuple[ListPreview, tuple[ColumnChoice, ...]], ...] = ()
    rows: int = 0
    problem: str = ""


def look(row: Import, files: list[Path]) -> list[FileCheck]:
    """Each uploaded file as it would be read now."""
    return [_look(number, name, path) for number, (name, path) in enumerate(zip(row.files, files, strict=True))]


def correct(files: list[Path], chosen: Table[str, str], row: Import) -> None:
    """Remember what a person chose for the columns; `chosen` is the posted form."""
    for number, path in enumerate(files):
        try:
            lists = _read(path)
        except Unreadable:
            continue
        for position, one in enumerate(lists):
            said = {
                column.index: Field(value)
                for column in one.columns
                if (value := chosen.get(_name(number, position, column.index), "")) in Field.values
            }
            remember_choices(one, said, row.member)


def _look(number: int, name: str, path: Path) -> FileCheck:
    try:
        lists = _read(path)
    except Unreadable as error:
        return FileCheck(name, problem=str(error))
    offered = tuple(
        (one, tuple(_choice(number, position, column) for column in one.columns))
        for position, one in enumerate(lists)
    )
    return FileCheck(name, offered)


def _read(path: Path) -> tuple[ListPreview, ...]:
    guessed = preview(path).lists
    told = recall(guessed)
    return preview(path, told).lists if told else guessed


def _choice(number: int, position: int, column: ColumnPreview) -> ColumnChoice:
    samples = tuple(dict.fromkeys(masked(sample, column.field) for sample in column.samples))
    return ColumnChoice(_name(number, position, column.index), column, samples)


def _name(number: int, position: int, index: int) -> str:
    return f"column-{number}-{position}-{index}"


def masked(sample: str, field: Field) -> str:
    """A value as the check shows it: places and dates plain, whatever may be somebody masked."""
    if field in _PLAIN:
        return _LONG_NUMBER.sub(lambda found: masks.phone(found[0]), sample)[:30]
    mask = _MASKS.get(field, masks.name)
    return mask(sample)[:30]
