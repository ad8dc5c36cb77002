"""Cells that speak for several rows: merged downwards, or with a ditto mark."""

from collections.abc import Iterable

from lianfang.exchange.reading.cells import Cell, Cells, fold, is_blank
from lianfang.exchange.reading.fields import Field
from lianfang.exchange.reading.sheet import Merge

_DITTO = frozenset({"同上", "〃", "″", "〞", '"', "''", "'", "”", "“", "上同", "同"})
# Nobody is the same person as the one above, nor has the same document.
_OWN = frozenset({Field.NAME, Field.ID_NUMBER, Field.SERIAL})


class Filler:
    """Fills the cells that are blank because the one above speaks for them; rows must come in order."""

    def __init__(self, merges: Iterable[Merge]) -> None:
        self._starting: dict[int, list[Merge]] = {}
        for merge in merges:
            if merge.bottom > merge.top:
                self._starting.setdefault(merge.top, []).append(merge)
        self._running: dict[int, tuple[int, Cell]] = {}
        self._before: Cells = []

    def fill(self, number: int, cells: Cells, fields: dict[Field, list[int]]) -> Cells:
        """Give the row (numbered from 1) with those cells filled in."""
        position = number - 1
        whole = list(cells)
        for index, (bottom, value) in list(self._running.items()):
            if position > bottom:
                del self._running[index]
            elif index < len(whole) and is_blank(whole[index]):
                whole[index] = value
        for merge in self._starting.pop(position, ()):
            if merge.left < len(cells):
                self._running[merge.left] = (merge.bottom, cells[merge.left])
        return self._without_dittos(whole, fields)

    def _without_dittos(self, cells: Cells, fields: dict[Field, list[int]]) -> Cells:
        own = {index for field in _OWN for index in fields.get(field, ())}
        for index, cell in enumerate(cells):
            if isinstance(cell, str) and len(cell) <= 4 and index not in own and fold(cell) in _DITTO:
                cells[index] = self._before[index] if index < len(self._before) else ""
        self._before = cells
        return cells
