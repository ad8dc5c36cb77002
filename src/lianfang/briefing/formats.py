"""A report as Markdown and as JSON. Word is in `word`, the page in the templates."""

import json
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lianfang.briefing.content import Briefing
from lianfang.briefing.report import Cell, Grid, Report, Section
from lianfang.briefing.wording import Number, Sentence

_ORDER = N_("一 二 三 四 五 六 七 八 九 十 十一 十二 十三 十四 十五")


def numbered(sections: tuple[Section, ...]) -> list[tuple[str, Section]]:
    """The sections with their ordinals: 一、总体情况."""
    said = _("%(order)s、%(title)s")
    orders = _(_ORDER).split()
    return [(said % {"order": orders[place], "title": each.title}, each) for place, each in enumerate(sections)]


def labelled(label: str, value: str) -> str:
    """填报单位：… with the colon of the active language."""
    return _("%(label)s：%(value)s") % {"label": label, "value": value}


def to_markdown(report: Report) -> str:
    """The report as Markdown with pipe tables."""
    lines = [f"# {report.title}", "", f"**{report.mark}**", ""]
    lines += ["- " + labelled(label, value) for label, value in report.head]
    for title, section in numbered(report.sections):
        lines += ["", f"## {title}", ""]
        for sentence in section.sentences:
            lines += [str(sentence), ""]
        for table in section.tables:
            lines += [*_pipes(table), ""]
    lines += [labelled(label, value) for label, value in report.foot]
    return "\n".join(lines).replace("\n\n\n", "\n\n").rstrip() + "\n"


def _pipes(table: Grid) -> list[str]:
    ruler = ["---"] * table.words + ["---:"] * (len(table.heads) - table.words)
    rows = [table.heads, tuple(ruler), *table.rows]
    return [f"**{table.caption}**", "", *("| " + " | ".join(_escaped(cell) for cell in row) + " |" for row in rows)]


def _escaped(cell: Cell) -> str:
    return str(cell).replace("|", "\\|").replace("\n", " ")


def to_json(report: Report, briefing: Briefing | None = None) -> str:
    """The report for machines: every sentence with its numbers, each with unit, cut-off and where it opens.

    `briefing` adds the plain numbers by figure and area; leave it out of what is published.
    """
    plain: dict[str, Any] = {
        "title": report.title,
        "mark": report.mark,
        "area": report.area,
        "cutoff": report.cutoff.isoformat(),
        "seq": report.seq,
        "id": str(report.id) if report.id else None,
        "head": dict(report.head),
        "sections": [_section(section) for section in report.sections],
        "foot": dict(report.foot),
    }
    if briefing is not None and not report.public:
        plain |= {"digest": report.digest, "content": briefing.as_json()}
    return json.dumps(plain, ensure_ascii=False, indent=2)


def _section(section: Section) -> dict[str, Any]:
    return {
        "title": section.title,
        "sentences": [_sentence(sentence) for sentence in section.sentences],
        "tables": [
            {
                "caption": table.caption,
                "heads": list(table.heads),
                "rows": [[_cell(cell) for cell in row] for row in table.rows],
            }
            for table in section.tables
        ],
    }


def _sentence(sentence: Sentence) -> dict[str, Any]:
    return {"text": str(sentence), "numbers": [number.as_json() for number in sentence.numbers()]}


def _cell(cell: Cell) -> Any:
    if isinstance(cell, Number):
        return cell.as_json()
    return _sentence(cell) if isinstance(cell, Sentence) else cell


def file_name(report: Report, extension: str) -> str:
    """A name that sorts by area and cut-off; it holds nothing but codes."""
    kind = _("公开") if report.public else _("简报")
    return f"{report.area}-{report.cutoff:%Y%m%dT%H%MZ}-{kind}.{extension}"
