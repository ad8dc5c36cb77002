"""The words of outreach: what is needed, how it came to us, how it stands, why it could not be met."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NeedKind(TextChoices):
    """What somebody needs. Kept to what a grid can see to; opinions and complaints are no needs."""

    GROCERIES = "groceries", _("生活物资")
    MEDICINE = "medicine", _("药品代购")
    MEDICAL = "medical", _("就医接送")
    ELDERLY = "elderly", _("照看老人")
    CHILDREN = "children", _("照看孩子")
    PROTECTION = "protection", _("防护用品")
    REPAIRS = "repairs", _("水电气抢修")
    PAPERS = "papers", _("证明和手续")
    TRAVEL = "travel", _("出行和返岗")
    FARMING = "farming", _("农资农活")
    COMFORT = "comfort", _("心理疏导")
    ADVICE = "advice", _("政策咨询")
    OTHER = "other", _("其他")


class Heard(TextChoices):
    """How a need came to us."""

    DOOR = "door", _("上门")
    PHONE = "phone", _("电话")
    COUNTER = "counter", _("窗口")
    GROUP = "group", _("微信群")
    OTHER = "other", _("其他")


class State(TextChoices):
    """How a need stands; the first two are open. Every need has exactly one, so that they add up."""

    OPEN = "open", _("待认领")
    TAKEN = "taken", _("办理中")
    DELIVERED = "delivered", _("已办到")
    CLOSED = "closed", _("未能办到")

    @property
    def open(self) -> bool:
        """Whether somebody still has something to do."""
        return self in {State.OPEN, State.TAKEN}


class Reason(TextChoices):
    """Why a need was not met."""

    UNAVAILABLE = "unavailable", _("暂无货源或人手")
    NOT_OURS = "not_ours", _("不属本级办理，已转告")
    NOT_ALLOWED = "not_allowed", _("现行规定不允许")
    WITHDRAWN = "withdrawn", _("本人不再需要")
    SOLVED = "solved", _("已自行解决")
    REPEATED = "repeated", _("与另一件重复")
    NOT_REACHED = "not_reached", _("联系不上本人")
    OTHER = "other", _("其他")


class Clash(TextChoices):
    """Statements about a need that do not agree: kept, shown, and for a person to clear up."""

    TAKEN_TWICE = "taken_twice", _("两人都认领了")
    DELIVERED_TWICE = "delivered_twice", _("记了两次办到")
    MET_AND_UNMET = "met_and_unmet", _("既记办到又记未能办到")
