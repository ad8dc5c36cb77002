"""A row's cells by what they mean."""

from collections.abc import Iterator
from dataclasses import dataclass

from lianfang.exchange.reading.cells import Cell, Cells, fold, is_absent, is_blank, letter, text
from lianfang.exchange.reading.fields import Field
from lianfang.exchange.reading.tables import Table


@dataclass(frozen=True, slots=True)
class Values:
    """One row of a table."""

    row: Cells
    table: Table

    def cells(self, field: Field) -> Iterator[tuple[str, Cell]]:
        """Give the filled cells of a field, each with its column's heading."""
        for index in self.table.fields.get(field, ()):
            if index < len(self.row) and not is_blank(self.row[index]):
                yield self.table.heading(index), self.row[index]

    def cell(self, field: Field) -> Cell:
        """Give the first filled cell of a field; "" where there is none."""
        # The busiest line of the reader: a plain loop is twice as fast as a generator.
        for index in self.table.fields.get(field, ()):
            if index < len(self.row) and not is_blank(self.row[index]):
                return self.row[index]
        return ""

    def text(self, field: Field) -> str:
        """Give the first filled cell as written."""
        return text(self.cell(field))

    def joined(self, field: Field, between: str) -> str:
        """Give what all the field's cells say, once each; words that say there is nothing left out."""
        if field not in self.table.fields:
            return ""
        words = [text(cell) for _heading, cell in self.cells(field)]
        return between.join(dict.fromkeys(word for word in words if not is_absent(fold(word))))

    def heading(self, *fields: Field) -> str:
        """Name the column of the first of the fields that has one; 「A列」 where none has."""
        indices = (self.table.fields[field][0] for field in fields if field in self.table.fields)
        index = next(indices, None)
        return f"{letter(0)}列" if index is None else self.table.heading(index)

    def overflows(self) -> bool:
        """Tell a row with cells beyond the last column of the list."""
        return any(not is_blank(cell) for cell in self.row[len(self.table.columns) :])
