"""Guess what each column of a list holds, from its heading and from its cells."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lianfang.exchange.reading import labels, shapes
from lianfang.exchange.reading.cells import Cell, Cells, is_blank
from lianfang.exchange.reading.fields import DATES, SEVERAL, Field
from lianfang.exchange.reading.header import Header

_ENOUGH = 3
"""Cells a column must have before they speak against its heading."""
_STRONG = {
    Field.ID_NUMBER: 0.9,
    Field.PHONE: 0.85,
    Field.NAME: 0.8,
    Field.SEX: 0.85,
    Field.RETURN: 0.75,
    Field.RETURNED_ON: 0.7,
    Field.VILLAGE: 0.7,
    Field.TOWN: 0.7,
    Field.TRANSPORT: 0.7,
    Field.ADDRESS: 0.6,
    Field.ORIGIN: 0.6,
    Field.AGE: 0.4,
}
"""How sure cells alone make a column, where all of them look the part."""
_MUST_LOOK_THE_PART = frozenset({Field.ID_NUMBER, Field.PHONE, Field.NAME, Field.SEX, Field.AGE}) | DATES
_JOURNEY = frozenset({Field.RETURN, Field.RETURNED_ON, Field.ORIGIN, Field.LEFT_ON})
_WHOLE_OR_PIECES = frozenset({Field.ORIGIN, Field.ADDRESS})
_SECOND_BEST = {
    Field.NAME: Field.HOUSEHOLD_HEAD,
    Field.PHONE: Field.HEAD_PHONE,
    Field.RETURNED_ON: Field.LEFT_ON,
}
"""What stands in for a field no column holds."""
_CONTRADICTED = 0.4
_LIKELY = 0.5
_PROMOTED = 0.6


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its 0-based index, its heading (「D列」 without one), what it holds and how sure that is (0–1)."""

    index: int
    header: str
    field: Field
    confidence: float


def guess(header: Header | None, rows: Sequence[Cells]) -> tuple[Column, ...]:
    """Guess every column's field; `rows` are the first rows below the heading."""
    width = max([len(cells) for cells in rows] + [len(header.parts) if header else 0])
    heading = header or Header(0, 0, ())
    scored = [
        (score, -index, field)
        for index in range(width)
        for field, score in _candidates(_parts(heading, index), _filled(rows, index)).items()
    ]
    chosen = _assign(sorted(scored, key=lambda entry: entry[:2], reverse=True), heading)
    columns = (Column(i, heading.label(i), *chosen.get(i, (Field.OTHER, 0.0))) for i in range(width))
    return _promoted(_others_telephones(tuple(columns)))


def is_list(columns: Sequence[Column]) -> bool:
    """Tell whether the columns make a list of persons: somebody's name or document is among them."""
    return any(column.field in {Field.NAME, Field.ID_NUMBER} for column in columns)


def _parts(header: Header, index: int) -> tuple[str, ...]:
    return header.parts[index] if index < len(header.parts) else ()


def _filled(rows: Sequence[Cells], index: int) -> list[Cell]:
    return [cells[index] for cells in rows if index < len(cells) and not is_blank(cells[index])]


def _candidates(parts: tuple[str, ...], cells: list[Cell]) -> dict[Field, float]:
    named = labels.recognise(*parts) if parts else None
    if named is None:
        return _by_cells(cells)
    field, confidence = named
    if field is Field.OTHER:
        return {Field.OTHER: confidence}
    if field in _JOURNEY:
        return _journey(field, confidence, cells)
    if _contradicts(field, cells):
        return {**_by_cells(cells), field: confidence * _CONTRADICTED}
    return {field: min(0.99, confidence + 0.05 * shapes.share(field, cells))}


def _contradicts(field: Field, cells: list[Cell]) -> bool:
    if field is Field.SERIAL:
        return shapes.share(Field.ID_NUMBER, cells) > _LIKELY or shapes.share(Field.PHONE, cells) > _LIKELY
    shape = Field.RETURNED_ON if field in DATES else field
    if field not in _MUST_LOOK_THE_PART or len(cells) < _ENOUGH:
        return False
    return shapes.share(shape, cells) < 0.2 and max(_by_cells(cells).values(), default=0) > _LIKELY


def _journey(field: Field, confidence: float, cells: list[Cell]) -> dict[Field, float]:
    # 返乡情况, 返回时间 and 来源 hold a date, a place or both; the cells tell which.
    if shapes.share(Field.RETURN, cells) >= 0.3:
        return {Field.RETURN: 0.9}
    dated = shapes.share(Field.RETURNED_ON, cells)
    if field is Field.RETURN and len(cells) >= _ENOUGH:
        placed = shapes.share(Field.ORIGIN, cells)
        if dated >= _LIKELY:
            return {Field.RETURNED_ON: 0.8}
        return {Field.ORIGIN: 0.8} if placed >= _LIKELY else {Field.RETURN: confidence}
    if field is Field.ORIGIN and dated >= 0.8:
        return {Field.RETURNED_ON: 0.7}
    return {field: confidence}


def _by_cells(cells: list[Cell]) -> dict[Field, float]:
    if shapes.is_count(cells):
        return {Field.SERIAL: 0.8}
    shares = {field: shapes.share(field, cells) for field in _STRONG}
    return {field: _STRONG[field] * part for field, part in shares.items() if part >= _LIKELY}


def _assign(scored: Sequence[tuple[float, int, Field]], header: Header) -> dict[int, tuple[Field, float]]:
    chosen: dict[int, tuple[Field, float]] = {}
    holders: dict[Field, int] = {}
    for score, negative, field in scored:
        index = -negative
        if index in chosen:
            continue
        taken = _taken(field, index, holders, header)
        if taken is None:
            continue
        chosen[index] = (taken, score)
        holders.setdefault(taken, index)
    return chosen


def _taken(field: Field, index: int, holders: dict[Field, int], header: Header) -> Field | None:
    holder = holders.get(field)
    if holder is None or field in SEVERAL:
        return field
    if field in _WHOLE_OR_PIECES and labels.is_piece(header.label(index)):
        return field
    if field is Field.ADDRESS and labels.is_piece(header.label(holder)):
        return field
    return Field.OTHER_ADDRESS if field is Field.ADDRESS else None


def _others_telephones(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Give a bare 电话 to the person of the column on its left, when that is somebody else than the returnee."""
    left = (None, *columns)
    told = tuple(
        replace(column, field=_whose(before)) if column.field is Field.PHONE and before else column
        for before, column in zip(left, columns, strict=False)
    )
    # The list's only telephone is the returnee's, wherever it stands.
    return told if any(column.field in {Field.PHONE, Field.HEAD_PHONE} for column in told) else columns


def _whose(before: Column) -> Field:
    if before.field is Field.HOUSEHOLD_HEAD:
        return Field.HEAD_PHONE
    official = before.field is Field.OTHER and labels.is_official(before.header)
    return Field.OTHER if official else Field.PHONE


def _promoted(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    present = {column.field for column in columns}
    stands_in = {second: first for first, second in _SECOND_BEST.items() if first not in present}
    return tuple(
        replace(column, field=stands_in[column.field], confidence=min(column.confidence, _PROMOTED))
        if column.field in stands_in
        else column
        for column in columns
    )
