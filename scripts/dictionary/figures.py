"""`figures.md`: everything that is counted."""

from lianfang.briefing.figures import every
from lianfang.ledger.figures import Unit
from lianfang.ledger.folds import all_folds
from lianfang.ledger.kinds import all_kinds
from scripts.dictionary.words import both, chinese, english, table

_INTRO = """# Figures 指标

What is counted, in which unit. A *flow* counts what happened within a period (yesterday, a day, an hour); a *stock*
is what stands at a moment, from the beginning up to it. How counting works: [the design](../design.md#figures). The
codes are those of `lianfang brief --format json` and of the pages `/figures/CODE/`, where each figure opens to its
entries.
"""
_HEADS = ("code", "title", "unit", "", "what counts", "counted by")


def page() -> str:
    """The whole page."""
    rows = [
        (
            f"`{shown.code}`",
            both(shown.figure.title),
            chinese(Unit(shown.figure.unit).label),
            "stock" if shown.figure.stock else "flow",
            "<br>".join(filter(None, (chinese(shown.figure.about), english(shown.figure.about)))),
            _counted_by(shown.of, shown.code),
        )
        for shown in every()
    ]
    units = ", ".join(f"`{unit.value}` {chinese(unit.label)}" for unit in Unit)
    return f"{_INTRO}\n{table(_HEADS, rows)}\n\nUnits: {units}."


def _counted_by(parts: frozenset[str], code: str) -> str:
    if parts != {code}:
        return "sum of " + ", ".join(f"`{part}`" for part in sorted(parts))
    kinds = [
        kind for kind, declared in all_kinds().items() if any(one.figure.code == code for one in declared.counts)
    ]
    folds = [subject for subject, teller in all_folds().items() if any(one.code == code for one in teller.figures)]
    return ", ".join([*(f"each `{kind}`" for kind in kinds), *(f"the story of a {subject}" for subject in folds)])
