"""Printing what was measured."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

_console = Console(width=None if Console().is_terminal else 150, highlight=False)


def show(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]], *notes: str) -> None:
    """Print a table; numbers stand to the right, notes below say what the figures mean."""
    table = Table(title=title, title_justify="left", title_style="bold")
    for place, column in enumerate(columns):
        table.add_column(column, justify="left" if place == 0 else "right", overflow="fold")
    for row in rows:
        table.add_row(*map(_text, row))
    _console.print(table)
    for note in notes:
        _console.print(f"  {note}", style="dim")
    _console.print()


def say(sentence: str) -> None:
    """Print one sentence, such as what is being prepared or why something is left out."""
    _console.print(sentence, style="dim")


def _text(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.1f}" if abs(value) < 100 else f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, int) else str(value)
