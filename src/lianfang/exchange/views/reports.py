"""The report of an import as its page shows it."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lianfang.desk.components import Column, Job, Part, Table, Tone
from lianfang.exchange.importing import Fate
from lianfang.exchange.models import Import, State

SHOWN = 200  # refused rows on the page; all of them are in the file to download

_TONES = {Fate.NEW: Tone.ACTIVE, Fate.KNOWN: Tone.DONE, Fate.DECIDE: Tone.TODO, Fate.REFUSED: Tone.LATE}


def context(row: Import, report: Mapping[str, Any] | None) -> dict[str, Any]:
    """What the page of a started import shows."""
    shown: dict[str, Any] = {"job": job(row), "counts": counts(row), "running": row.standing is State.RUNNING}
    if report is None:
        return shown | {"problem": row.progress.get("problem", "")}
    return shown | {
        "report": report,
        "parts": _parts(report),
        "outcomes": _outcomes(report),
        "refused": _refused(report),
        "unreadable": [file for file in report["files"] if file.get("problem")],
        "more_refused": max(0, len(report["refused"]) - SHOWN),
        "undecided": len(report["decide"]),
    }


def job(row: Import) -> Job:
    """How far it is. Where no file says how many rows it has, the bar shows what is read."""
    files = row.progress.get("files", [])
    read = sum(file["rows"] + file["skipped"] for file in files)
    return Job(
        label=_("第 %(at)s 份，共 %(all)s 份") % {"at": max(1, len(files)), "all": len(row.files)},
        done=read,
        total=max(row.progress.get("total", 0), read, 1),
        unit=_("行"),
        href=reverse("exchange:progress", args=[row.pk]),
        finished=row.standing is not State.RUNNING,
    )


def counts(row: Import) -> list[tuple[str, int]]:
    """Outcomes so far."""
    files = row.progress.get("files", [])
    return [(str(fate.label), sum(file.get(fate.value, 0) for file in files)) for fate in Fate]


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
    return Table(
        caption=_("无法读取的行"),
        columns=[
            Column("file", _("名单")),
            Column("row", _("行"), numeric=True),
            Column("column", _("列")),
            Column("why", _("原因")),
            Column("cure", _("改正办法")),
        ],
        rows=report["refused"][:SHOWN],
    )
