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
