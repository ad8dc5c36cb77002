"""`figures.md`: everything that is counted."""

from django.utils.translation import override

from lianfang.briefing import dictionary
from lianfang.briefing.dictionary import FigureLine
from lianfang.briefing.figures import shown
from lianfang.ledger.figures import Unit
from lianfang.ledger.folds import all_folds
from scripts.dictionary.words import chinese, english, table

_INTRO = """# Figures 指标

What is counted, in which unit. A *flow* counts what happened within a period (yesterday, a day, an hour); a *stock*
is what stands at a moment, from the beginning up to it. How counting works: [the design](../design.md#figures). The
codes are those of `lianfang brief --format json` and of the pages `/figures/CODE/`, where each figure opens to its
entries.
"""
_HEADS = ("code", "title", "unit", "", "what counts", "counted by")


def page() -> str:
    """The whole page."""
    with override("zh-hans"):
        lines = dictionary.figures()
    units = ", ".join(f"`{unit.value}` {chinese(unit.label)}" for unit in Unit)
    return f"{_INTRO}\n{table(_HEADS, [_row(line) for line in lines])}\n\nUnits: {units}."


def _row(line: FigureLine) -> tuple[str, ...]:
    title = " · ".join(filter(None, (line.title, english(line.title))))
    about = "<br>".join(filter(None, (line.about, english(line.about))))
    return f"`{line.code}`", title, line.unit, "stock" if line.stock else "flow", about, _counted_by(line)


def _counted_by(line: FigureLine) -> str:
    parts = shown(line.code).of
    if parts != {line.code}:
        return "sum of " + ", ".join(f"`{part}`" for part in sorted(parts))
    folds = [
        subject for subject, teller in all_folds().items() if any(one.code == line.code for one in teller.figures)
    ]
    return ", ".join(
        [*(f"each `{kind}`" for kind in line.kinds), *(f"the story of a {subject}" for subject in folds)]
    )
