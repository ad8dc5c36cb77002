"""Every figure and kind in words: what the figures page and docs/reference/figures.md draw from."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from lianfang.briefing.figures import every
from lianfang.ledger.figures import Unit
from lianfang.ledger.kinds import all_kinds


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure: code, name, unit, what counts into it; `stock` ones are as of a moment, the others of a period.

    `kinds`: codes of the kinds that count into it directly; empty where only the whole story of a subject tells.
    """

    code: str
    title: str
    unit: str
    stock: bool
    about: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KindLine:
    """A kind: code, name, what it is about, the right it needs ("" for the system's own), its fields' names."""

    code: str
    title: str
    subject: str
    right: str
    fields: tuple[tuple[str, str], ...]


def figures() -> list[FigureLine]:
    """Every figure that briefings show, in the active language."""
    return [
        FigureLine(
            shown.code,
            _(shown.figure.title),
            str(Unit(shown.figure.unit).label),
            shown.figure.stock,
            _(shown.figure.about),
            tuple(code for code, kind in all_kinds().items() if any(c.figure.code in shown.of for c in kind.counts)),
        )
        for shown in every()
    ]


def kinds() -> list[KindLine]:
    """Every kind of entry, in the active language."""
    return [
        KindLine(
            kind.code,
            _(kind.title),
            kind.subject,
            kind.right,
            tuple((name, _(info.title or name)) for name, info in kind.fact.model_fields.items()),
        )
        for kind in all_kinds().values()
    ]
