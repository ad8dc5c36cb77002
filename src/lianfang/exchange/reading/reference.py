"""Find the day a list speaks of, which decides the year of dates without one."""

import re
from collections.abc import Sequence
from datetime import date

from lianfang.exchange.reading import dates
from lianfang.exchange.reading.cells import Cells, fold
from lianfang.exchange.reading.dates import Reference

_STATED = re.compile(r"(?:截[至止]|填报|填表|制表|统计|上报|报送|推送|日期|时间)")
_NOTHING = Reference()


def of(titles: Sequence[Cells], names: Sequence[str], year: int | None) -> Reference:
    """Find it in the title rows (「截至2020年1月28日」 first), then the names (of sheet and file), then `year`."""
    words = [fold(cell) for cells in titles for cell in cells if isinstance(cell, str)]
    words.sort(key=lambda text: _STATED.search(text) is None)
    texts = [*words, *map(fold, names)]
    stated = _first_day(texts, _NOTHING)
    if stated:
        return Reference(stated, year)
    return Reference(_first_day(texts, Reference(year=year)) if year else None, year)


def latest(cells: Sequence[object]) -> date | None:
    """Give the latest day that the cells of a column of dates name with its year."""
    read = (dates.read(cell, _NOTHING) for cell in cells if isinstance(cell, str | float | date))
    return max((when.day for when in read if when.day), default=None)


def _first_day(texts: Sequence[str], reference: Reference) -> date | None:
    days = (when.day for text in texts for when in dates.find(text, reference)[0] if when.day)
    return next(days, None)
