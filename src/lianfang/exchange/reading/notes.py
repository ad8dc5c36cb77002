"""What a row's reader remarks on, and what makes a row impossible to read, each with its cure."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class NoteCode(TextChoices):
    """Something to look at; the row is read all the same."""

    ID_CHECK_DIGIT = "id_check_digit", _("身份证号校验码不对")
    ID_LENGTH = "id_length", _("身份证号位数不对")
    ID_BIRTH_DATE = "id_birth_date", _("身份证号中的出生日期不存在")
    ID_UNRECOGNISED = "id_unrecognised", _("认不出是哪种证件号码")
    ID_UNPAIRED = "id_unpaired", _("证件号码与姓名的个数对不上，未采用")
    PHONE_SHORT = "phone_short", _("电话号码位数不足")
    PHONE_LONG = "phone_long", _("电话号码位数过多")
    PHONE_RANGE = "phone_range", _("没有这样的电话号段")
    PHONE_AREA_CODE = "phone_area_code", _("固定电话缺少区号")
    PHONE_UNREADABLE = "phone_unreadable", _("电话栏里没有号码")
    PHONE_SHARED = "phone_shared", _("电话与姓名的个数对不上，各人共用")
    NAME_MISSING = "name_missing", _("没有姓名，只有证件号码")
    NAME_UNREADABLE = "name_unreadable", _("姓名栏里不像姓名")
    SEX_UNREADABLE = "sex_unreadable", _("性别认不出")
    SEX_DIFFERS = "sex_differs", _("性别与身份证号不一致")
    BIRTH_DATE_UNREADABLE = "birth_date_unreadable", _("出生日期认不出")
    DATE_UNREADABLE = "date_unreadable", _("返回日期认不出")
    DATE_WITHOUT_YEAR = "date_without_year", _("返回日期没有年份，也推断不出")
    DATE_AMBIGUOUS = "date_ambiguous", _("返回日期末尾的零被表格软件去掉，两种读法都通")
    DATE_IMPLAUSIBLE = "date_implausible", _("返回日期晚于填报日期或早于一年以前")
    DATE_SEVERAL = "date_several", _("返回日期不止一个，取最后一个")
    ROW_COLUMNS = "row_columns", _("这一行比表头多出内容，可能错列")
    FROM_SECTION = "from_section", _("村（社区）取自上方的小标题")

    @property
    def cure(self) -> str:
        """Say how to mend it."""
        return str(_CURES[self])


class ProblemCode(TextChoices):
    """What makes a row impossible to read."""

    ID_ROUNDED = "id_rounded", _("身份证号被表格软件改成了科学计数法，后几位已丢失")
    NO_IDENTITY = "no_identity", _("既没有姓名也没有证件号码")

    @property
    def cure(self) -> str:
        """Say how to mend it."""
        return str(_PROBLEM_CURES[self])


@dataclass(frozen=True, slots=True)
class Note:
    """A remark on a row. `column` is the heading in half width, or 「D列」 where there is none."""

    column: str
    code: NoteCode

    @property
    def cure(self) -> str:
        """Say how to mend it, in the reader's language."""
        return self.code.cure


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row is refused. `column` as in `Note`."""

    column: str
    code: ProblemCode

    @property
    def why(self) -> str:
        """Say what is wrong, in the reader's language."""
        return str(self.code.label)

    @property
    def cure(self) -> str:
        """Say how to mend it, in the reader's language."""
        return self.code.cure


_CHECK_THE_CARD = _("请对照身份证逐位核对后改正。")
_ASK_FOR_THE_NUMBER = _("请核对号码，可在入户或电话联系时补正。")
_ONE_ROW_EACH = _("请把各人分成单独的行，姓名、证件号码和电话一一对应。")
_WRITE_THE_DATE = _("请把日期写成“2020-01-28”这样的年月日。")

_CURES: dict[NoteCode, Promise] = {
    NoteCode.ID_CHECK_DIGIT: _CHECK_THE_CARD,
    NoteCode.ID_LENGTH: _CHECK_THE_CARD,
    NoteCode.ID_BIRTH_DATE: _CHECK_THE_CARD,
    NoteCode.ID_UNRECOGNISED: _("请核对证件号码；不是证件号码的内容请移到备注栏。"),
    NoteCode.ID_UNPAIRED: _ONE_ROW_EACH,
    NoteCode.PHONE_SHORT: _ASK_FOR_THE_NUMBER,
    NoteCode.PHONE_LONG: _ASK_FOR_THE_NUMBER,
    NoteCode.PHONE_RANGE: _ASK_FOR_THE_NUMBER,
    NoteCode.PHONE_AREA_CODE: _("请补上区号。"),
    NoteCode.PHONE_UNREADABLE: _("请填写电话号码；说明文字请移到备注栏。"),
    NoteCode.PHONE_SHARED: _ONE_ROW_EACH,
    NoteCode.NAME_MISSING: _("请补上姓名。"),
    NoteCode.NAME_UNREADABLE: _("请核对姓名栏是否错列。"),
    NoteCode.SEX_UNREADABLE: _("请填“男”或“女”。"),
    NoteCode.SEX_DIFFERS: _("请对照身份证核对性别和证件号码。"),
    NoteCode.BIRTH_DATE_UNREADABLE: _("请把日期写成“1980-01-28”这样的年月日。"),
    NoteCode.DATE_UNREADABLE: _WRITE_THE_DATE,
    NoteCode.DATE_WITHOUT_YEAR: _("请在日期中写明年份，或在导入时指明名单的年份。"),
    NoteCode.DATE_AMBIGUOUS: _("“1.2”可能是1月2日，也可能是1月20日：请把该列设为文本格式后重新填写。"),
    NoteCode.DATE_IMPLAUSIBLE: _("请核对年份和月份。"),
    NoteCode.DATE_SEVERAL: _("请只填最后一次返回本地的日期。"),
    NoteCode.ROW_COLUMNS: _("请核对这一行各栏是否与表头对齐。"),
    NoteCode.FROM_SECTION: _("如不属于该村（社区），请在本行填写村（社区）。"),
}
_PROBLEM_CURES: dict[ProblemCode, Promise] = {
    ProblemCode.ID_ROUNDED: _("请将该列设为文本格式，按身份证重新填写18位号码后再导入这一行。"),
    ProblemCode.NO_IDENTITY: _("请至少补上姓名或证件号码后再导入这一行。"),
}
