"""The people of a row: names, documents, telephones and sexes put together."""

import re
from dataclasses import dataclass
from datetime import date

from lianfang.exchange.reading import dates
from lianfang.exchange.reading.cells import Cell, fold, is_absent, text
from lianfang.exchange.reading.dates import Reference
from lianfang.exchange.reading.fields import Field
from lianfang.exchange.reading.notes import Note, NoteCode, Problem, ProblemCode
from lianfang.exchange.reading.values import Values
from lianfang.vault import documents, names, phones
from lianfang.vault.documents import Document

LONGEST_NAME = 30
_ANY_YEAR = Reference()
_BETWEEN_IDS = re.compile(r"(?<=[\dXx])\s+(?=\d{15})")
_PHONE_IN_NAME = re.compile(r"[(（]?(?<!\d)1[3-9]\d{9}(?!\d)[)）]?")
_SEXES = {
    "男": "male",
    "女": "female",
    "男性": "male",
    "女性": "female",
    "m": "male",
    "f": "female",
    "male": "male",
    "female": "female",
}
_BETWEEN = re.compile(r"[\s、,，;；/和及]+")

_DOCUMENT_NOTES = {
    documents.Problem.CHECK_DIGIT: NoteCode.ID_CHECK_DIGIT,
    documents.Problem.LENGTH: NoteCode.ID_LENGTH,
    documents.Problem.BIRTH_DATE: NoteCode.ID_BIRTH_DATE,
    documents.Problem.UNRECOGNISED: NoteCode.ID_UNRECOGNISED,
}
_PHONE_NOTES = {
    phones.Problem.SHORT: NoteCode.PHONE_SHORT,
    phones.Problem.LONG: NoteCode.PHONE_LONG,
    phones.Problem.RANGE: NoteCode.PHONE_RANGE,
    phones.Problem.AREA_CODE: NoteCode.PHONE_AREA_CODE,
}


@dataclass(frozen=True, slots=True)
class PersonCells:
    """What a row says of one person; empty where it is silent.

    `name` is cleaned and otherwise as written; `id_number` is normalised (`document` tells its kind and
    faults); `phones` are digits, wrong ones kept; `sex` ("male", "female" or "") and `birth_date` are what
    the list states by itself, not what the document number says.
    """

    name: str = ""
    sex: str = ""
    id_number: str = ""
    document: Document | None = None
    phones: tuple[str, ...] = ()
    birth_date: date | None = None


def read(values: Values) -> tuple[tuple[PersonCells, ...], list[Note], Problem | None]:
    """Read the people of a row, the remarks on them, and the reason why the row must be refused, if any.

    Of several people in a cell, documents, telephones and sexes are paired by position. Telephones that do not
    pair go to each of them; documents that do not pair go to nobody, since a wrong document makes two people
    one.
    """
    notes: list[Note] = []
    named, extra = _names(values, notes)
    held, problem = _documents(values, notes)
    if problem is None and not named and not held:
        problem = Problem(values.heading(Field.NAME, Field.ID_NUMBER), ProblemCode.NO_IDENTITY)
    size = len(named) or (0 if problem else len(held))
    if size and not named:
        notes.append(Note(values.heading(Field.NAME), NoteCode.NAME_MISSING))
    people = _paired(values, named or [""] * size, held, extra, notes)
    return people, notes, problem


def _paired(
    values: Values, named: list[str], held: list[Document], extra: list[str], notes: list[Note]
) -> tuple[PersonCells, ...]:
    size = len(named)
    if size == 0:
        return ()
    own = _pair_documents(values, held, size, notes)
    telephones = _pair_phones(values, extra, size, notes)
    sexes = _sexes(values, size, notes)
    born = _birth_date(values, notes) if size == 1 else None
    for document, sex in zip(own, sexes, strict=True):
        if document and document.valid and sex and document.sex and document.sex != sex:
            notes.append(Note(values.heading(Field.SEX), NoteCode.SEX_DIFFERS))
    return tuple(
        PersonCells(name, sex, document.number if document else "", document, numbers, born)
        for name, sex, document, numbers in zip(named, sexes, own, telephones, strict=True)
    )


def _names(values: Values, notes: list[Note]) -> tuple[list[str], list[str]]:
    """Give the names, and telephone numbers that stand among them."""
    written = values.text(Field.NAME)
    found = _PHONE_IN_NAME.findall(written) if len(written) > 11 else []
    named = names.split(_PHONE_IN_NAME.sub(" ", written) if found else written)
    if any(len(name) > LONGEST_NAME or any(map(str.isdecimal, name)) for name in named):
        notes.append(Note(values.heading(Field.NAME), NoteCode.NAME_UNREADABLE))
    return named, [phone.strip("()（）") for phone in found]


def _documents(values: Values, notes: list[Note]) -> tuple[list[Document], Problem | None]:
    heading = values.heading(Field.ID_NUMBER)
    cell = values.cell(Field.ID_NUMBER)
    raw = _BETWEEN_IDS.sub("、", text(cell)) if isinstance(cell, str) else _plain(cell)
    held: list[Document] = []
    for document in documents.read_all(raw):
        if document.problem is documents.Problem.ROUNDED:
            return [], Problem(heading, ProblemCode.ID_ROUNDED)
        if document.problem:
            notes.append(Note(heading, _DOCUMENT_NOTES[document.problem]))
        if document.number.isascii() and document not in held:
            held.append(document)
    return held, None


def _plain(cell: Cell) -> str | float:
    return cell if isinstance(cell, float) else text(cell)


def _pair_documents(values: Values, held: list[Document], size: int, notes: list[Note]) -> list[Document | None]:
    if len(held) == size:
        return list(held)
    if held:
        notes.append(Note(values.heading(Field.ID_NUMBER), NoteCode.ID_UNPAIRED))
    return [None] * size


def _pair_phones(values: Values, extra: list[str], size: int, notes: list[Note]) -> list[tuple[str, ...]]:
    numbers = list(extra)
    for heading, cell in values.cells(Field.PHONE):
        read_numbers = phones.read(cell if isinstance(cell, float) else text(cell))
        notes.extend(Note(heading, _PHONE_NOTES[phone.problem]) for phone in read_numbers if phone.problem)
        numbers.extend(phone.number for phone in read_numbers)
        if not read_numbers and not is_absent(fold(cell)):
            notes.append(Note(heading, NoteCode.PHONE_UNREADABLE))
    unique = tuple(dict.fromkeys(numbers))
    if size > 1 and len(unique) == size:
        return [(number,) for number in unique]
    if size > 1 and unique:
        notes.append(Note(values.heading(Field.PHONE), NoteCode.PHONE_SHARED))
    return [unique] * size


def _sexes(values: Values, size: int, notes: list[Note]) -> list[str]:
    words = fold(values.cell(Field.SEX)).lower()
    if is_absent(words):
        return [""] * size
    read_sexes = [_SEXES.get(word, "") for word in _BETWEEN.split(words) if word]
    if not all(read_sexes):
        notes.append(Note(values.heading(Field.SEX), NoteCode.SEX_UNREADABLE))
        return [""] * size
    return read_sexes if len(read_sexes) == size else [""] * size


def _birth_date(values: Values, notes: list[Note]) -> date | None:
    when = dates.read(values.cell(Field.BIRTH_DATE), _ANY_YEAR)
    if when.problem:
        notes.append(Note(values.heading(Field.BIRTH_DATE), NoteCode.BIRTH_DATE_UNREADABLE))
    return when.day
