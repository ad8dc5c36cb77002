"""Identity documents as people type them.

Sources: GB 11643-1999 (resident number, ISO 7064 MOD 11-2); residence permits for Hong Kong, Macau and Taiwan
residents share its shape under divisions 81–83; foreigners' permanent residence cards since December 2023
start with 9 and the province. Unknown divisions are never a reason to refuse: county codes come and go.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from stdnum.iso7064 import mod_11_2

# Floats above 2**53 no longer hold every integer, and a spreadsheet itself keeps 15 digits only.
EXACT_FLOAT = 10**15
OLDEST_YEAR = 1880


class Kind(TextChoices):
    """What a document number's shape says it is."""

    RESIDENT = "resident", _("居民身份证")
    RESIDENT_15 = "resident_15", _("一代居民身份证（15位）")
    PERMIT_HMT = "permit_hmt", _("港澳台居民居住证")
    FOREIGNER = "foreigner", _("外国人永久居留身份证")
    HM_TRAVEL = "hm_travel", _("港澳居民来往内地通行证")
    TW_TRAVEL = "tw_travel", _("台湾居民来往大陆通行证")
    PASSPORT = "passport", _("护照")
    UNKNOWN = "unknown", _("其他证件")


class Problem(TextChoices):
    """What is wrong with a document number."""

    CHECK_DIGIT = "check_digit", _("校验码不对，很可能有一位录错")
    LENGTH = "length", _("位数不对")
    ROUNDED = "rounded", _("号码被表格软件转成了数值，后几位已丢失")
    BIRTH_DATE = "birth_date", _("号码中的出生日期不存在")
    UNRECOGNISED = "unrecognised", _("认不出是哪种证件")


@dataclass(frozen=True, slots=True)
class Document:
    """A document number as read.

    `number` is normalised (half width, no spaces or dashes, upper case), and empty when the true number is
    lost (`Problem.ROUNDED`): a rounded value must never be stored. `valid` is None where the document has no
    check. `birth_date` and `sex` ("male", "female" or "") are what the number itself says.
    """

    kind: Kind
    number: str
    valid: bool | None = None
    birth_date: date | None = None
    sex: str = ""
    problem: Problem | None = None

    @property
    def canonical(self) -> str:
        """The number that stays with the holder: 15-digit cards in 18 digits, permits without reissue."""
        if self.kind is Kind.RESIDENT_15:
            body = f"{self.number[:6]}19{self.number[6:]}"
            return body + str(mod_11_2.calc_check_digit(body))
        return self.number[:9] if self.kind is Kind.HM_TRAVEL else self.number


_NOISE = re.compile(r"[\s\-‐‑‒–—―_'`‘’\"“”:：\u200b\ufeff]+")
_LABEL = re.compile(r"^(?:居民)?(?:身份证|证件|护照|通行证)(?:号码|号)?|\((?:身份证|护照|通行证)\)$")
_ABSENT = re.compile(
    r"(?:无|没有|暂无|不详|未知|不清楚|未提供|未登记|未带|忘带|空|/|\\|\.|\*|\?|x|none|null|nan|n/a)*", re.I
)
_LOOKALIKE_X = str.maketrans("×х", "XX", "")
_AS_FLOAT = re.compile(r"(\d(?:\.\d+)?[Ee]\+?\d{1,2}|\d+\.0*)")
_SEPARATORS = re.compile(r"[、,，;；/\n|]+")

_EIGHTEEN = re.compile(r"\d{17}[\dX]", re.ASCII)
_OTHERS = (
    (Kind.HM_TRAVEL, re.compile(r"[HM]\d{8}(?:\d{2})?")),
    (Kind.FOREIGNER, re.compile(r"[A-Z]{3}\d{12}")),
    (Kind.PASSPORT, re.compile(r"E\d{8}|E[A-HJ-NP-Z]\d{7}|[GDSP]\d{8}|[A-Z]{1,2}\d{6,8}")),
    (Kind.TW_TRAVEL, re.compile(r"\d{8}")),
    (Kind.UNKNOWN, re.compile(r"(?=.*\d)(?=.*[A-Z])[A-Z0-9]{5,16}")),
)
# First digits 1–6 name the region, the second the province within it (GB/T 2260).
_PROVINCE = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]")


def read(raw: str | float | None) -> Document | None:
    """Read one document number; None for an empty cell or a word that says there is none (无, 不详, /)."""
    if raw is None:
        return None
    if isinstance(raw, float):
        return _read_float(raw)
    if isinstance(raw, str) and _EIGHTEEN.fullmatch(raw):
        return _read_number(raw)
    text = unicodedata.normalize("NFKC", str(raw)).strip().lstrip("'")
    if _AS_FLOAT.fullmatch(text):
        return _read_float(float(text))
    return _read_text(_NOISE.sub("", text))


def read_all(raw: str | float | None) -> list[Document]:
    """Read a cell that may hold the numbers of several people (「…、…」), in the order they stand."""
    parts = _SEPARATORS.split(unicodedata.normalize("NFKC", raw)) if isinstance(raw, str) else [raw]
    return [document for part in parts if (document := read(part)) is not None]


def one_edit(a: str, b: str) -> bool:
    """True when one substitution, insertion, deletion or adjacent swap turns `a` into `b` (not equal)."""
    if a == b or abs(len(a) - len(b)) > 1:
        return False
    if len(a) > len(b):
        a, b = b, a
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    if len(a) != len(b):
        return a[start:] == b[start + 1 :]
    if a[start + 1 :] == b[start + 1 :]:
        return True
    return a[start : start + 2] == b[start : start + 2][::-1] and a[start + 2 :] == b[start + 2 :]


def _read_float(value: float) -> Document | None:
    if not value > 0:  # NaN as well
        return None
    if value >= EXACT_FLOAT:
        return _rounded(f"{value:.0f}")
    return _read_text(f"{value:.0f}")


def _read_text(text: str) -> Document | None:
    text = _LABEL.sub("", text)
    if _ABSENT.fullmatch(text):
        return None
    return _read_number(text.upper().translate(_LOOKALIKE_X))


@lru_cache(maxsize=65_536)
def _read_number(number: str) -> Document:
    if _EIGHTEEN.fullmatch(number):
        return _read_eighteen(number)
    if number.isdecimal() and len(number) == 15:
        return _read_fifteen(number)
    for kind, shape in _OTHERS:
        if shape.fullmatch(number):
            return Document(kind, number)
    if re.fullmatch(r"\d{12,21}X?", number):
        return Document(Kind.RESIDENT, number, valid=False, problem=Problem.LENGTH)
    return Document(Kind.UNKNOWN, number, valid=False, problem=Problem.UNRECOGNISED)


def _read_eighteen(number: str) -> Document:
    checked = bool(mod_11_2.is_valid(number))
    if not checked and number.endswith("000"):
        return _rounded(number)
    born = _birth_date(number[6:14])
    problem = None if born else Problem.BIRTH_DATE
    if not checked:
        problem = Problem.CHECK_DIGIT
    sex = _sex(number[16])
    return Document(_kind_of_eighteen(number), number, problem is None, born, sex, problem)


def _kind_of_eighteen(number: str) -> Kind:
    if number[:6] in {"810000", "820000", "830000"}:
        return Kind.PERMIT_HMT
    if number[0] == "9" and _PROVINCE.fullmatch(number[1:3]):
        return Kind.FOREIGNER
    return Kind.RESIDENT


def _read_fifteen(number: str) -> Document:
    born = _birth_date("19" + number[6:12])
    problem = None if born else Problem.BIRTH_DATE
    return Document(Kind.RESIDENT_15, number, None if born else False, born, _sex(number[14]), problem)


def _rounded(digits: str) -> Document:
    # The first 15 digits survive rounding, so the birth date does too; the digit that tells the sex does not.
    born = _birth_date(digits[6:14]) if len(digits) == 18 else None
    return Document(Kind.RESIDENT, "", valid=False, birth_date=born, problem=Problem.ROUNDED)


def _birth_date(digits: str) -> date | None:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
    return born if born.year >= OLDEST_YEAR and born <= date.today() else None


def _sex(digit: str) -> str:
    return "male" if int(digit) % 2 else "female"
