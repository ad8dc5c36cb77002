"""The report of an import as its page shows it."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lianfang.desk.components import Column, Job, Part, Table, Tone
from lianfang.exchange.importing import Fate
from lianfang.exchange.models import Import, State

SHOWN = 30  # numbers of refused rows with one reason; all of them are in the file to download

_TONES = {Fate.NEW: Tone.ACTIVE, Fate.KNOWN: Tone.DONE, Fate.DECIDE: Tone.TODO, Fate.REFUSED: Tone.LATE}


def context(row: Import, report: Mapping[str, Any] | None) -> dict[str, Any]:
    """What the page of a started import shows."""
    shown: dict[str, Any] = {"job": job(row), "running": row.standing is State.RUNNING}
    if report is None:
        return shown | {"problem": row.progress.get("problem", "")}
    return shown | {
        "report": report,
        "parts": _parts(report),
        "outcomes": _outcomes(report),
        "refused": _refused(report),
        "unreadable": [file for file in report["files"] if file.get("problem")],
        "undecided": len(report["decide"]),
    }


def job(row: Import) -> Job:
    """How far it is. Where no file says how many rows it has, the bar shows what is read."""
    files = row.progress.get("files", [])
    read = sum(file["rows"] + file["skipped"] for file in files)
    total = sum(max(file["total"], file["rows"] + file["skipped"]) for file in files)
    return Job(
        label=_label(row),
        done=read,
        total=max(total, 1),
        unit=_("行"),
        href=reverse("exchange:progress", args=[row.pk]),
        finished=row.standing is not State.RUNNING,
    )


def _label(row: Import) -> str:
    if not row.progress.get("files"):
        return _("正在打开名单")
    told = {str(fate.value): _total(row, fate) for fate in Fate} | {
        "at": row.progress["at"],
        "all": len(row.files),
    }
    return (
        _("第 %(at)s 份，共 %(all)s 份：新增 %(new)s、已在册 %(known)s、待判定 %(decide)s、无法读取 %(refused)s")
        % told
    )


def _total(row: Import, fate: Fate) -> int:
    return sum(file[fate.value] for file in row.progress["files"])


def items(row: Import) -> int:
    """How many items have an outcome so far."""
    return sum(file["items"] for file in row.progress.get("files", []))


def _parts(report: Mapping[str, Any]) -> list[Part]:
    files = report["files"]
    return [Part(str(fate.label), sum(file[fate.value] for file in files), _TONES[fate]) for fate in Fate]


def _outcomes(report: Mapping[str, Any]) -> Table:
    fates = [Column(str(fate.value), str(fate.label), numeric=True) for fate in Fate]
    rows = list(report["files"])
    if len(rows) > 1:
        keys = ("rows", "items", *Fate.values)
        rows.append({"file": _("合计")} | {key: sum(file[key] for file in report["files"]) for key in keys})
    return Table(
        caption=_("每份名单的结果：各项相加等于条目数"),
        columns=[
            Column("file", _("名单")),
            Column("rows", _("行"), numeric=True),
            Column("items", _("条目"), numeric=True),
            *fates,
        ],
        rows=rows,
    )


def _refused(report: Mapping[str, Any]) -> Table:
    """Rows refused for one reason stand together: a spreadsheet's mistake is seldom made once."""
    together: dict[tuple[str, ...], list[int]] = {}
    for line in report["refused"]:
        together.setdefault(tuple(line[key] for key in ("file", "column", "why", "cure")), []).append(line["row"])
    rows = [
        {"file": file, "column": column, "why": why, "cure": cure, "rows": _numbers(numbers), "count": len(numbers)}
        for (file, column, why, cure), numbers in together.items()
    ]
    return Table(
        caption=_("无法读取的行"),
        columns=[
            Column("file", _("名单")),
            Column("column", _("列")),
            Column("count", _("行数"), numeric=True),
            Column("rows", _("行号")),
            Column("why", _("原因")),
            Column("cure", _("改正办法")),
        ],
        rows=rows,
    )


def _numbers(rows: list[int]) -> str:
    named = "、".join(map(str, rows[:SHOWN]))
    return named if len(rows) <= SHOWN else _("%(named)s 等") % {"named": named}
