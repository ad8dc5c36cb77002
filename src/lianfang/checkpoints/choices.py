"""What can be said about posts and passages."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PostKind(TextChoices):
    """What sort of post it is (row C1)."""

    MOTORWAY_EXIT = "motorway_exit", _("高速出口")
    VILLAGE_CARD = "village_card", _("村组卡点")
    ESTATE_GATE = "estate_gate", _("小区监督岗")
    JOINT = "joint", _("联合检疫点")
    MOBILE = "mobile", _("流动服务点")


class Direction(TextChoices):
    """Which way somebody passes, seen from the area the post guards."""

    IN = "in", _("进入")
    OUT = "out", _("离开")


class Outcome(TextChoices):
    """What is done with a vehicle or a traveller at the post (row C3); the decision tables use these codes."""

    PASS = "pass", _("放行")
    TURNED_BACK = "turned_back", _("劝返")
    HELD = "held", _("留置等候")
    HOSPITAL = "hospital", _("送发热门诊")
    HOME = "home", _("居家观察")
    CENTRAL = "central", _("集中观察")

    @property
    def rank(self) -> int:
        """How grave it is: the gravest of a vehicle's and its travellers' says what became of the passage."""
        return _RANKS[self]


_RANKS = {
    outcome: rank
    for rank, outcome in enumerate(
        (Outcome.PASS, Outcome.TURNED_BACK, Outcome.HOME, Outcome.HELD, Outcome.CENTRAL, Outcome.HOSPITAL)
    )
}


class Lodging(TextChoices):
    """Whether a traveller has somewhere to live here: home observation needs it."""

    RESIDENCE = "residence", _("本地有住所")
    NONE = "none", _("本地无住所")


class LookoutReason(TextChoices):
    """Why a vehicle is looked for. It is never a person: a person is under an order or a target, or nothing."""

    FORCED = "forced", _("冲卡逃避检查")
    CONTACT = "contact", _("载有应接受观察的人员")
    TRACED = "traced", _("流调需要核实行程")
    ILLEGAL = "illegal", _("涉嫌违规载客")


class LookoutClosed(TextChoices):
    """Why a vehicle is looked for no longer."""

    FOUND = "found", _("已拦下")
    DROPPED = "dropped", _("不再需要")
    WRONG = "wrong", _("布控有误")


class ReferralState(TextChoices):
    """What became of somebody a post sent to the fever clinic (row D5); every referral stands in exactly one."""

    WAITING = "waiting", _("等待反馈")
    ADMITTED = "admitted", _("已收治留观")
    FEVER_EXCLUDED = "fever_excluded", _("已排除")
    CONFIRMED = "confirmed", _("已确诊")
    NOT_ARRIVED = "not_arrived", _("未到诊")


class ReferralResult(TextChoices):
    """What the clinic answers."""

    ADMITTED = ReferralState.ADMITTED.value, _("收治留观")
    FEVER_EXCLUDED = ReferralState.FEVER_EXCLUDED.value, _("排除")
    CONFIRMED = ReferralState.CONFIRMED.value, _("确诊")
    NOT_ARRIVED = ReferralState.NOT_ARRIVED.value, _("没有到诊")
