"""A figure opened: its value, how it is spread over the parts of the area, and the entries behind it."""

from collections import Counter as Bag
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby, islice
from uuid import UUID

from lianfang.briefing.clock import BEGINNING
from lianfang.briefing.figures import Shown
from lianfang.briefing.reading import parts_by
from lianfang.ledger import explain
from lianfang.ledger.explain import Cause, Question
from lianfang.ledger.folds import Seen

PAGE = 50
LISTED_AT_MOST = 20_000
"""A figure larger than this is first narrowed down to a part of the area: opening it reads all its subjects."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which figure, where and when. `exact`: only what is filed under the area itself."""

    shown: Shown
    area: str
    since: datetime
    until: datetime
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """An entry behind a figure and what it adds. `area` is where it counts."""

    entry: Seen
    area: str
    amount: int


def spread(asked: Asked) -> dict[str, int]:
    """The figure by part of the area; the values add up to it. Parts that stand at zero are left out."""
    digits = parts_by(asked.area)
    if asked.since <= BEGINNING:
        sums = explain.totals(asked.shown.of, [asked.area], asked.until, by=digits)
    else:
        sums = explain.flows(asked.shown.of, [asked.area], asked.since, asked.until, by=digits)
    parts: Bag[str] = Bag()
    for (_code, part), value in sums.items():
        if not asked.exact or part == asked.area:
            parts[part] += value
    return {part: value for part, value in sorted(parts.items()) if value}


def lines(asked: Asked) -> Iterator[Line]:
    """Every entry behind the figure, subject by subject; their amounts add up to it.

    What moves a subject between two figures that are counted together adds nothing and is left out.
    """
    question = Question(asked.shown.of, (asked.area,), asked.since, asked.until)
    for _subject, causes in groupby(explain.causes(question), key=lambda cause: cause.entry.subject):
        yield from _of_subject(asked, causes)


def _of_subject(asked: Asked, causes: Iterator[Cause]) -> Iterator[Line]:
    found: dict[tuple[UUID, str], Line] = {}
    for cause in causes:
        if asked.exact and cause.area != asked.area:
            continue
        key = (cause.entry.id, cause.area)
        line = found.get(key, Line(cause.entry, cause.area, 0))
        found[key] = replace(line, amount=line.amount + cause.amount)
    yield from sorted((line for line in found.values() if line.amount), key=lambda line: line.entry.order)


def page(asked: Asked, start: int) -> tuple[list[Line], bool]:
    """A page of lines from an offset on, and whether there are more."""
    found = list(islice(lines(asked), start, start + PAGE + 1))
    return found[:PAGE], len(found) > PAGE
