"""The words of verification: outcomes, reasons, standings."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Outcome(TextChoices):
    """What came of trying to meet a target."""

    MET = "met", _("见到本人")
    FAMILY = "family", _("只见到家人")
    NOT_IN = "not_in", _("家中无人")
    REFUSED = "refused", _("拒绝配合")
    UNREACHABLE = "unreachable", _("联系不上")
    LEFT_AGAIN = "left_again", _("已离开本地")
    LIVES_ELSEWHERE = "lives_elsewhere", _("居住在别处")
    PASSED_THROUGH = "passed_through", _("途经未停留")
    WRONG_ADDRESS = "wrong_address", _("地址不符")
    NOT_FOUND = "not_found", _("查无此人")


class Channel(TextChoices):
    """How a target was reached; only the door counts as met in person."""

    DOOR = "door", _("上门")
    PHONE = "phone", _("电话")
    VIDEO = "video", _("视频")


class Cause(TextChoices):
    """Why nobody was reached at a door."""

    AT_WORK = "at_work", _("外出务工或上班")
    SHOPPING = "errand", _("临时外出")
    LOCKED = "locked", _("大门紧锁")
    EMPTY = "empty", _("房屋空置")
    ROAD = "road", _("道路不通")
    UNSAFE = "unsafe", _("不宜单独进入")
    NO_ANSWER = "no_answer", _("电话无人接听")
    WRONG_NUMBER = "wrong_number", _("号码错误")
    OTHER = "other", _("其他")


class Accuracy(TextChoices):
    """Whether the record says what is true."""

    ACCURATE = "accurate", _("属实")
    CORRECTED = "corrected", _("已更正")
    WRONG = "wrong", _("有误待更正")


class WrongReason(TextChoices):
    """Why a record was wrong (B5): a fact about the record, not an accusation."""

    TYPING = "typing", _("录入笔误")
    OUTDATED = "outdated", _("信息过期")
    MIXED_UP = "mixed_up", _("张冠李戴")
    SOURCE = "source", _("来源有误")
    CONCEALED_IDENTITY = "concealed_identity", _("隐瞒身份")
    CONCEALED_ADDRESS = "concealed_address", _("隐瞒住址")
    CONCEALED_TRAVEL = "concealed_travel", _("隐瞒行程")
    UNKNOWN = "unknown", _("原因不明")

    @property
    def concealed(self) -> bool:
        """Whether somebody had held something back, as verified by a person."""
        return self.value.startswith("concealed")


class RecordField(TextChoices):
    """Parts of a record that can be wrong."""

    NAME = "name", _("姓名")
    ID_NUMBER = "id_number", _("证件号码")
    PHONE = "phone", _("电话")
    ADDRESS = "address", _("住址")
    TRAVEL = "travel", _("行程")


class Finding(TextChoices):
    """How a doubt was settled."""

    TRUE_AS_STATED = "true_as_stated", _("原陈述属实")
    CORRECTED = "corrected", _("已核实并更正")
    CONCEALED = "concealed", _("核实确有隐瞒，已更正")
    UNRESOLVED = "unresolved", _("无法核实")


class Standing(TextChoices):
    """Where a target stands: closed, or open with the one reason that comes first.

    Every target has exactly one, so that the breakdown adds up (B6). Only CLOSED is closed: the data are
    accurate, the person was met in person, the result was fed back (B2). The order of the members is the order
    in which reasons are looked for.
    """

    DUPLICATE = "duplicate", _("与他人重复")
    UNDECIDED = "undecided", _("身份待判定")
    DOUBTED = "doubted", _("陈述有疑点")
    CLOSED = "closed", _("已核实销号")
    TO_FEED_BACK = "to_feed_back", _("待反馈")
    TO_CHECK = "to_check", _("资料待核对")
    TO_CORRECT = "to_correct", _("资料待更正")
    LIVES_ELSEWHERE = "lives_elsewhere", _("居住在别处")
    LEFT_AGAIN = "left_again", _("已离开本地")
    PASSED_THROUGH = "passed_through", _("途经未停留")
    NOT_FOUND = "not_found", _("查无此人")
    WRONG_ADDRESS = "wrong_address", _("地址不符")
    REFUSED = "refused", _("拒绝配合")
    NOT_MET = "not_met", _("未见到本人")
    UNPLACED = "unplaced", _("地址待判定")
    TO_VISIT = "to_visit", _("待上门")

    @property
    def open(self) -> bool:
        """Whether somebody still has something to do."""
        return self not in {Standing.CLOSED, Standing.DUPLICATE}
