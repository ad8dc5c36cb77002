"""The words that protocols are written in. The floors above use the same codes (held together by a test)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Level(TextChoices):
    """Level of a public health emergency response; I is the gravest."""

    I = "I", _("一级响应")  # noqa: E741 - the level is written so
    II = "II", _("二级响应")
    III = "III", _("三级响应")
    IV = "IV", _("四级响应")


class Risk(TextChoices):
    """Why an area outside is listed. Its dates and source stand beside it: origin alone is never a reason."""

    OUTBREAK = "outbreak", _("疫情发生地")
    HIGH = "high", _("高风险地区")
    MEDIUM = "medium", _("中风险地区")


class Outcome(TextChoices):
    """What a decision table says is to be done with a traveller (the codes of `checkpoints.choices.Outcome`)."""

    PASS = "pass", _("放行")
    TURNED_BACK = "turned_back", _("劝返")
    HELD = "held", _("留置等候")
    HOSPITAL = "hospital", _("送发热门诊")
    HOME = "home", _("居家观察")
    CENTRAL = "central", _("集中观察")


class Measure(TextChoices):
    """What a protocol has done with a person (codes that `orders` uses as well)."""

    CENTRAL = "central", _("集中隔离医学观察")
    HOME = "home", _("居家隔离医学观察")
    HOME_MONITORING = "home_monitoring", _("居家健康监测")
    MONITORING = "monitoring", _("健康监测")
    SELF_MONITORING = "self_monitoring", _("自我健康监测")


class Who(TextChoices):
    """Whom a protocol speaks of."""

    CASE = "case", _("病例")
    SUSPECTED = "suspected", _("疑似病例")
    CONTACT = "contact", _("密切接触者")
    CONTACT_OF_CONTACT = "contact_of_contact", _("密接的密接")
    EXPOSED_HIGH = "exposed_high", _("到过高风险地区的人员")
    EXPOSED_MEDIUM = "exposed_medium", _("到过中风险地区的人员")
    EXPOSED = "exposed", _("到过疫情发生地的人员")


class Clock(TextChoices):
    """From when the days of a measure run."""

    LAST_CONTACT = "last_contact", _("最后一次接触之日起")
    LAST_EXPOSURE = "last_exposure", _("末次暴露之日起")
    LEFT_AREA = "left_area", _("离开该地之日起")
    AFTER_BEFORE = "after_before", _("上一项措施期满之日起")
    ONSET = "onset", _("出现症状之日起")
    RASH = "rash", _("出疹之日起")


class Onset(TextChoices):
    """From which moment of a case its contacts are counted."""

    ONSET = "onset", _("发病")
    ONSET_OR_SAMPLING = "onset_or_sampling", _("发病或无症状者采样")
    RASH = "rash", _("出疹")


class ZoneKind(TextChoices):
    """What an area within the response may be declared (三区, or risk levels)."""

    SEALED = "sealed", _("封控区")
    CONTROLLED = "controlled", _("管控区")
    PRECAUTION = "precaution", _("防范区")
    HIGH = "high", _("高风险区")
    MEDIUM = "medium", _("中风险区")
    LOW = "low", _("低风险区")
    OUTBREAK = "outbreak", _("出现病例或暴发疫情的社区")
    NONE = "none", _("不再划定")


class Step(TextChoices):
    """What those at the post do next, in order."""

    TAKE_TEMPERATURE = "take_temperature", _("再测一次体温")
    MASK = "mask", _("发口罩，与他人保持一米以上")
    HOLDING_ROOM = "holding_room", _("带到留观室单独等候")
    CALL_AMBULANCE = "call_ambulance", _("联系救护车转运")
    REPORT = "report", _("立即报告县疾控和值班领导")
    FEVER_CLINIC = "fever_clinic", _("送发热门诊排查")
    FOLLOW_HIT = "follow_hit", _("按比对提示处置，并联网核对")
    ASK_RESIDENCE = "ask_residence", _("核对住所和同住人员")
    NAME_RESPONSIBLE = "name_responsible", _("落实一名包保责任人")
    TELL_COMMUNITY = "tell_community", _("通知所在村（社区）接收")
    TO_CENTRAL = "to_central", _("送集中观察点")
    GIVE_NOTICE = "give_notice", _("发告知书，说明如何提出异议")
    DISINFECT = "disinfect", _("车辆消毒")
    LET_PASS = "let_pass", _("登记后放行")
