"""Read the list an agency sends, whatever its shape, into clean rows with every problem explained."""

from lianfang.exchange.reading.fields import Field
from lianfang.exchange.reading.furniture import Reason
from lianfang.exchange.reading.mapping import Mapping, MappingError, signature
from lianfang.exchange.reading.notes import Note, NoteCode, Problem, ProblemCode
from lianfang.exchange.reading.people import PersonCells
from lianfang.exchange.reading.preview import ColumnPreview, ListPreview, Preview, preview
from lianfang.exchange.reading.rows import Row, Skipped, read_rows
from lianfang.exchange.reading.sheet import Unreadable

__all__ = [
    "ColumnPreview",
    "Field",
    "ListPreview",
    "Mapping",
    "MappingError",
    "Note",
    "NoteCode",
    "PersonCells",
    "Preview",
    "Problem",
    "ProblemCode",
    "Reason",
    "Row",
    "Skipped",
    "Unreadable",
    "preview",
    "read_rows",
    "signature",
]
