"""What an import shows on a terminal: a progress line while it runs, a table of outcomes when it is done."""

from types import TracebackType
from typing import Self

from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from lianfang.exchange.importing import Fate, FileOutcome, Outcome

_NAMED = 20  # rows with one reason that are named one by one


class Screen:
    """The terminal of one import."""

    def __init__(self, *, shown: bool) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[told]}"))
        self._bars = Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), disable=not shown)
        self._tasks: dict[int, TaskID] = {}

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bars.stop()

    def step(self, outcome: Outcome, file: FileOutcome) -> None:
        """A batch is done."""
        task = self._tasks.get(id(file))
        if task is None:
            task = self._tasks[id(file)] = self._bars.add_task(file.name, total=file.total or None, told="")
        told = _("%(rows)s 行") % {"rows": f"{file.rows:,}"}
        self._bars.update(task, completed=file.rows + file.skipped, told=told)

    def tell(self, outcome: Outcome) -> None:
        """The outcome of every file, and the rows somebody has to look at."""
        console = Console()
        console.print(_table(outcome))
        for file in outcome.unreadable:
            console.print(f"{file.name}: {file.problem}", style="red")
        for sentence in _refusals(outcome):
            console.print(sentence, soft_wrap=True)
        if outcome.decide:
            console.print(_("%(count)s 条待判定，请在“身份判定”页处理。") % {"count": len(outcome.decide)})
        if outcome.dry_run:
            console.print(_("试运行：没有写入任何内容。"))


def _refusals(outcome: Outcome) -> list[str]:
    """The refused rows, those with the same reason together."""
    together: dict[tuple[str, str, str, str], list[int]] = {}
    for row in outcome.refused:
        together.setdefault((row.file, row.column, row.why, row.cure), []).append(row.row)
    return [
        _("%(file)s 第 %(rows)s 行无法读取（%(column)s）：%(why)s。%(cure)s")
        % {"file": file, "rows": _rows(rows), "column": column or "—", "why": why, "cure": cure}
        for (file, column, why, cure), rows in together.items()
    ]


def _rows(rows: list[int]) -> str:
    """Row numbers, the first of many; all of them are in --json and at the desk."""
    named = _("、").join(map(str, rows[:_NAMED]))
    return named if len(rows) <= _NAMED else _("%(named)s 等 %(count)s") % {"named": named, "count": len(rows)}


def _table(outcome: Outcome) -> Table:
    table = Table(show_footer=True)
    fates = outcome.fates
    table.add_column(_("名单"), _("合计"))
    table.add_column(_("行"), str(outcome.rows), justify="right")
    table.add_column(_("条目"), str(fates.total()), justify="right")
    for fate in Fate:
        table.add_column(str(fate.label), str(fates[fate]), justify="right")
    for file in outcome.files:
        table.add_row(file.name, str(file.rows), str(file.items), *(str(file.fates[fate]) for fate in Fate))
    return table
