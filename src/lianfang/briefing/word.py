"""A report as a Word document, set as official documents are (GB/T 9704): readable in Word and WPS.

Written with python-docx and not from a docxtpl template: tables differ in number and shape, their heads repeat, and
a layout in code can be read and tested where a binary template cannot. An agency's own forms are templates' work.
"""

from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from lianfang.briefing.formats import labelled, numbered
from lianfang.briefing.report import Cell, Grid, Report

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TITLE, HEADING, BODY, LATIN = "黑体", "黑体", "仿宋", "Times New Roman"
_WIDTH = 156  # millimetres of type between the margins of GB/T 9704


def to_docx(report: Report) -> bytes:
    """The report as .docx. The same report gives the same text; the time stamps are the cut-off's."""
    document = Document()
    _page(document, report)
    _paragraph(document, report.title, font=TITLE, size=22, align=WD_ALIGN_PARAGRAPH.CENTER, after=10)
    _head(document, report)
    for title, section in numbered(report.sections):
        _paragraph(document, title, font=HEADING, size=16, keep=True, before=8, level=1)
        for sentence in section.sentences:
            _paragraph(document, str(sentence), size=16, indent=True)
        for table in section.tables:
            _table(document, table)
    if report.foot:
        line = "　　".join(labelled(label, value or "＿＿＿＿＿＿") for label, value in report.foot)
        _paragraph(document, line, size=14, before=18)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _page(document: Any, report: Report) -> None:
    """A4 with the margins, mark and page number of an official document."""
    page = document.sections[0]
    page.orientation = WD_ORIENT.PORTRAIT
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)
    style = document.styles["Normal"]
    style.font.name, style.font.size = LATIN, Pt(16)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), BODY)
    mark = page.header.paragraphs[0]
    _run(mark, report.mark, font=HEADING, size=12)
    number = page.footer.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(number, "— ", size=14)
    _field(number, "PAGE")
    _run(number, " —", size=14)
    properties = document.core_properties
    properties.title, properties.author, properties.language = report.title, "", "zh-CN"
    properties.created = properties.modified = report.cutoff
    properties.last_modified_by, properties.comments = "", report.digest


def _head(document: Any, report: Report) -> None:
    line = "　　".join(labelled(label, value) for label, value in report.head)
    _paragraph(document, line, size=14, align=WD_ALIGN_PARAGRAPH.CENTER, after=8)


def _paragraph(
    document: Any,
    text: str,
    *,
    font: str = BODY,
    size: int = 16,
    align: Any = None,
    before: int = 0,
    after: int = 0,
    indent: bool = False,
    keep: bool = False,
    level: int = 0,
) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    layout = paragraph.paragraph_format
    layout.space_before, layout.space_after, layout.line_spacing = Pt(before), Pt(after), Pt(size * 1.75)
    layout.keep_with_next = keep
    if indent:
        layout.first_line_indent = Pt(size * 2)  # two characters
    if level:
        _set(paragraph._p.get_or_add_pPr(), "w:outlineLvl", str(level - 1))
    _run(paragraph, text, font=font, size=size)


def _run(paragraph: Any, text: str, *, font: str = BODY, size: int = 16) -> Any:
    run = paragraph.add_run(text)
    run.font.size, run.font.name = Pt(size), LATIN
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    return run


def _field(paragraph: Any, instruction: str) -> None:
    """A field that Word works out itself, such as the page's number."""
    for kind in ("begin", instruction, "end"):
        mark = OxmlElement("w:instrText" if kind == instruction else "w:fldChar")
        if kind == instruction:
            mark.text = instruction
        else:
            mark.set(qn("w:fldCharType"), kind)
        _run(paragraph, "", size=14)._element.append(mark)


def _table(document: Any, grid: Grid) -> None:
    _paragraph(document, grid.caption, font=HEADING, size=12, align=WD_ALIGN_PARAGRAPH.CENTER, before=6, keep=True)
    table = document.add_table(rows=0, cols=len(grid.heads))
    table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    widths = _widths(grid)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for place, row in enumerate((grid.heads, *grid.rows)):
        line = table.add_row()
        _set(line._tr.get_or_add_trPr(), "w:cantSplit", None)
        if place == 0:
            _set(line._tr.get_or_add_trPr(), "w:tblHeader", None)
        for column, (cell, text) in enumerate(zip(line.cells, row, strict=True)):
            cell.width = Mm(widths[column])
            _fill(cell, text, head=place == 0)
    document.add_paragraph().paragraph_format.line_spacing = Pt(6)


def _fill(cell: Any, text: Cell, *, head: bool) -> None:
    paragraph = cell.paragraphs[0]
    short = len(str(text)) <= 16
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if head or short else WD_ALIGN_PARAGRAPH.LEFT
    paragraph.paragraph_format.space_after = Pt(0)
    _run(paragraph, str(text), font=HEADING if head else BODY, size=11)


def _widths(grid: Grid) -> list[float]:
    """Millimetres per column by the longest text in it, within bounds."""
    columns = zip(grid.heads, *grid.rows, strict=True)
    wishes = [min(24, max(4, *(len(str(cell)) for cell in column))) for column in columns]
    return [_WIDTH * wish / sum(wishes) for wish in wishes]


def _set(properties: Any, name: str, value: str | None) -> None:
    element = OxmlElement(name)
    if value is not None:
        element.set(qn("w:val"), value)
    properties.append(element)
