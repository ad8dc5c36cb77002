"""Areas from files: the official divisions of a county, and its grids."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lianfang.areas.actions import Loaded, Stated, load
from lianfang.areas.levels import VILLAGE_DIGITS, Level, grid_digits, level_of
from lianfang.ledger.scope import SYSTEM, Actor

DIVISIONS = Path(__file__).parent / "data" / "divisions.csv"

# A column is known under its name in English and in Chinese.
_COLUMNS = {
    "code": ("code", "代码", "网格代码"),
    "village": ("village", "村代码", "村（社区）代码"),
    "suffix": ("suffix", "网格编号", "编号"),
    "name": ("name", "名称", "网格名称"),
    "population": ("population", "人口", "人口数"),
    "households": ("households", "户数"),
    "groups": ("groups", "村民小组", "小组"),
}


def rows_of(path: Path, columns: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a CSV file (UTF-8 or GB18030) under our own column names, with the row as a spreadsheet numbers
    it. Cells are trimmed; a column that is not there reads as empty, unknown columns are left alone."""
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030", errors="replace")
    names = {alias: name for name, aliases in columns.items() for alias in aliases}
    for number, row in enumerate(csv.DictReader(io.StringIO(text)), start=2):
        given = {names[head.strip()]: (cell or "").strip() for head, cell in row.items() if head in names}
        if any(given.values()):
            yield number, dict.fromkeys(columns, "") | given


def load_divisions(path: Path, county: str, actor: Actor = SYSTEM) -> Loaded:
    """Load a county with its towns and villages from `code,name,parent,level` (see data/LICENSE.md).

    Names of the province and the prefecture are kept on the county (`attributes.above`), for reading addresses.
    Raises ValidationError when the file does not know the county.
    """
    names = {row["code"]: row["name"] for _number, row in rows_of(path, _COLUMNS)}
    if level_of(county) != Level.COUNTY or county not in names:
        raise ValidationError(_("文件里没有代码为 %(code)s 的县（市、区），请核对六位代码。") % {"code": county})
    above = [names[code] for code in (county[:2], county[:4]) if code in names]
    stated = [Stated(code, {"name": name}) for code, name in names.items() if code.startswith(county)]
    return load([*stated, Stated(county, {"name": names[county], "attributes": {"above": above}})], actor)


def load_grids(path: Path, actor: Actor = SYSTEM) -> Loaded:
    """Load grids (and baselines of any area) from a CSV file.

    Columns: `code`, or `village` and `suffix` (a number; 1 makes …01), then `name`, `population`, `households`
    and `groups` such as "1-3、7", the 村民小组 a grid covers. An empty cell leaves what is there. Raises one
    ValidationError that names every bad row; then nothing is loaded.
    """
    stated, problems = [], []
    for number, row in rows_of(path, _COLUMNS):
        try:
            stated.append(_grid(row))
        except ValidationError as error:
            problems.append(_("第 %(row)s 行：%(why)s") % {"row": number, "why": "".join(error.messages)})
    if problems:
        raise ValidationError(problems)
    return load(stated, actor)


def groups_of(text: str) -> list[int]:
    """Group numbers of a text such as "1-3、7"; raises ValidationError for what cannot be read."""
    numbers: set[int] = set()
    for piece in re.split(r"[,，、;；\s]+", text.replace("组", "").strip()):
        match = re.fullmatch(r"(\d{1,3})(?:[-－—~～至到](\d{1,3}))?", piece)
        if not match:
            raise ValidationError(_("看不懂小组「%(text)s」，应如 1-3、7。") % {"text": text})
        first, last = int(match[1]), int(match[2] or match[1])
        numbers.update(range(first, last + 1))
    return sorted(numbers)


def _grid(row: Mapping[str, str]) -> Stated:
    values: dict[str, object] = {"name": row["name"]} if row["name"] else {}
    for name in ("population", "households"):
        if row[name]:
            values[name] = _count(row[name])
    if row["groups"]:
        values["attributes"] = {"groups": groups_of(row["groups"])}
    return Stated(row["code"] or _code(row["village"], row["suffix"]), values)


def _code(village: str, suffix: str) -> str:
    if not (len(village) == VILLAGE_DIGITS and village.isdigit() and suffix.isdigit()):
        raise ValidationError(_("需要网格代码，或者 12 位村代码和网格编号。"))
    return village + suffix.zfill(grid_digits()[0] - VILLAGE_DIGITS)


def _count(text: str) -> int:
    if not text.isdecimal():
        raise ValidationError(_("「%(text)s」应为整数。") % {"text": text})
    return int(text)
