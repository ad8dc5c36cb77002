"""Tell rows about people from the furniture of a list: blanks, titles, totals, footers, repeated headings."""

import re
from collections.abc import Sequence

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from lianfang.exchange.reading.cells import Cells, fold, is_blank
from lianfang.exchange.reading.fields import Field
from lianfang.exchange.reading.labels import recognise
from lianfang.exchange.reading.places import split_address
from lianfang.exchange.reading.shapes import is_id, is_name, is_personal

_SURE = 0.9


class Reason(TextChoices):
    """Why a row holds no person. The sheet's reasons stand for all its rows at once."""

    BLANK = "blank", _("空行")
    TITLE = "title", _("标题")
    HEADER = "header", _("表头")
    REPEATED_HEADER = "repeated_header", _("重复的表头")
    SECTION = "section", _("小标题")
    EXAMPLE = "example", _("填写示例")
    TOTAL = "total", _("合计")
    FOOTER = "footer", _("页脚或说明")
    SHEET_HIDDEN = "sheet_hidden", _("隐藏的工作表")
    SHEET_EMPTY = "sheet_empty", _("空白的工作表")
    SHEET_WITHOUT_LIST = "sheet_without_list", _("没有名单的工作表")


_TOTAL = re.compile(
    r"(?:以上|本[页表村镇]|全[村镇县])*(?:合\s*计|小\s*计|总\s*计|共\s*计|累\s*计|总人数|总数)(?:人数)?\s*[:：]?\s*(?:[\d.]+\s*[人户条名行]?)?"
    r"|(?:以上|本[页表村镇])?(?:共|计)\s*[\d.]+\s*[人户条名].*"
)
_FOOTER = re.compile(
    r"(?:填表|填报|制表|审核|审批|负责|登记|报送|上报|联系|经办|复核|统计|签|盖章|主管|分管|单位)[^:]{0,8}:|(?:日期|时间|电话|页码):"
    r"|(?:备注|附注|注意事项?|注释?|说明|填[表报写]说明|提示|附件?)\s*\d{0,2}\s*[:、.．]|第\s*\d+\s*页|共\s*\d+\s*页|-+\s*\d+\s*-+$"
    r"|以下空白|以下无正文|\(?盖章|(?:19|20)?\d{0,4}\s*年\s*\d{0,2}\s*月\s*\d{0,2}\s*日$"
)
# Labels hold no such figures and nearly every row about people does: it saves trying the labels.
_FIGURES = re.compile(r"\d{4}|\d月|\d组")
_EXAMPLE = re.compile(r"(?:填[写报表])?(?:示?例|样例|例如|举例|范例)(?:行|子)?\s*[:：]?\s*\d*")


def judge(cells: Cells, fields: dict[Field, list[int]], header: Sequence[set[str]]) -> Reason | None:
    """Tell what a row below a heading is; None for a row about people.

    `fields` says which columns hold what; `header` has the words of each line of the heading.
    """
    filled = [index for index, cell in enumerate(cells) if not is_blank(cell)]
    serials = fields.get(Field.SERIAL, [])
    # Many a template is numbered down to rows nobody filled in.
    if all(index in serials and fold(cells[index]).isdecimal() for index in filled):
        return Reason.BLANK
    words = [fold(cells[index]) for index in filled]
    if is_heading(words, header):
        return Reason.REPEATED_HEADER
    return _by_first_words(words) or _alone(cells, filled, fields)


def is_heading(words: Sequence[str], header: Sequence[set[str]]) -> bool:
    """Tell a line of the heading printed again, or the numbers of its columns (1 2 3 …)."""
    said = set(words)
    if len(said) > 1 and any(said <= line for line in header):
        return True
    return len(words) > 2 and [word.strip("()") for word in words] == [str(n + 1) for n in range(len(words))]


def is_other_heading(cells: Cells) -> bool:
    """Tell the heading of another list further down: three sure labels or more, and nothing else."""
    words = [fold(cell) for cell in cells if not is_blank(cell)]
    if len(words) < 3 or _FIGURES.search(" ".join(words)):
        return False
    found = [known for word in words if (known := recognise(word)) and known[1] >= _SURE]
    fields = {field for field, _confidence in found}
    return len(fields) > 2 and len(found) == len(words) and bool(fields & {Field.NAME, Field.ID_NUMBER})


def section_village(cells: Cells) -> str:
    """Give the village a section's heading names (「断渠社区（12人）」), or nothing."""
    words = next((fold(cell) for cell in cells if not is_blank(cell)), "")
    place = split_address(re.sub(r"^[一二三四五六七八九十\d]+[、.]|[(（].*$|[:：]$", "", words))
    return place.village if not place.rest else ""


def _by_first_words(words: list[str]) -> Reason | None:
    if not words[0].isdecimal():
        if _FOOTER.match(words[0]):
            return Reason.FOOTER
        if _EXAMPLE.fullmatch(words[0]):
            return Reason.EXAMPLE
    totals = any(_TOTAL.fullmatch(word) for word in words[:3] if not word.isdecimal())
    if totals and not any(map(is_personal, words)):
        return Reason.TOTAL
    return None


def _alone(cells: Cells, filled: list[int], fields: dict[Field, list[int]]) -> Reason | None:
    """Judge a row with one cell only, or the same words in all (a merged title in a csv)."""
    if len({fold(cells[index]) for index in filled}) > 1:
        return None
    index = filled[0]
    cell = cells[index]
    if is_personal(cell) or is_id(cell) or (index in fields.get(Field.NAME, []) and is_name(cell)):
        return None
    return Reason.SECTION if section_village(cells) else Reason.TITLE
