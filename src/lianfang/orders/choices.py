"""The words of orders: which measure, how it stands, how it was told, why it ended."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Target(TextChoices):
    """Whom or what a measure is on: exactly one of them."""

    PERSON = "person", _("人员")
    HOUSEHOLD = "household", _("住户")
    PLACE = "place", _("场所")
    ZONE = "zone", _("区域")


class Measure(TextChoices):
    """What is ordered (rows D3, D7, F2); decision tables and editions use these codes."""

    CENTRAL = "central", _("集中隔离医学观察")
    HOME = "home", _("居家隔离医学观察")
    HOME_MONITORING = "home_monitoring", _("居家健康监测")
    MONITORING = "monitoring", _("健康监测")
    SELF_MONITORING = "self_monitoring", _("自我健康监测")
    CLOSURE = "closure", _("场所停业")
    ZONE_SEALED = "zone_sealed", _("封控区")
    ZONE_CONTROLLED = "zone_controlled", _("管控区")
    ZONE_PRECAUTION = "zone_precaution", _("防范区")

    @property
    def targets(self) -> frozenset[Target]:
        """On whom or what it can be. Central observation is decided for each person, never for a household."""
        return _TARGETS[self]

    @property
    def most_days(self) -> int:
        """No measure runs for more days than this without being decided anew, whatever a rule says."""
        return _MOST_DAYS[self]

    @property
    def confines(self) -> bool:
        """Whether somebody under it stays where they are: only then may a post send them back."""
        return self in {Measure.CENTRAL, Measure.HOME}


_PERSONS = frozenset({Target.PERSON})
_HOMES = frozenset({Target.PERSON, Target.HOUSEHOLD})
_PLACES = frozenset({Target.PLACE})
_ZONES = frozenset({Target.ZONE})
_TARGETS = {
    Measure.CENTRAL: _PERSONS,
    Measure.HOME: _HOMES,
    Measure.HOME_MONITORING: _HOMES,
    Measure.MONITORING: _PERSONS,
    Measure.SELF_MONITORING: _PERSONS,
    Measure.CLOSURE: _PLACES,
    Measure.ZONE_SEALED: _ZONES,
    Measure.ZONE_CONTROLLED: _ZONES,
    Measure.ZONE_PRECAUTION: _ZONES,
}
# A ceiling for slips of the pen and bad rules. 42 days: twice the longest observation of any edition here (measles
# and Ebola, 21). Places and zones: a quarter, after which reopening is decided anew.
_MOST_DAYS = {measure: 42 if Target.PERSON in fits else 90 for measure, fits in _TARGETS.items()}


class State(TextChoices):
    """How an order stands by what was recorded. That its time has run out is no entry: see `Order.standing`."""

    PROPOSED = "proposed", _("待批准")
    RUNNING = "running", _("已批准")
    REJECTED = "rejected", _("未批准")
    RELEASED = "released", _("已解除")


class Standing(TextChoices):
    """How an order stands at a moment."""

    PROPOSED = "proposed", _("待批准")
    AHEAD = "ahead", _("尚未开始")
    RUNNING = "running", _("执行中")
    EXPIRED = "expired", _("期满自动解除")
    REJECTED = "rejected", _("未批准")
    RELEASED = "released", _("提前解除")


class RejectReason(TextChoices):
    """Why a proposal is not approved."""

    NO_GROUND = "no_ground", _("依据不足")
    WRONG_RULE = "wrong_rule", _("适用规则有误")
    WRONG_PERSON = "wrong_person", _("对象有误")
    MILDER = "milder", _("采取较轻措施即可")
    REPEATED = "repeated", _("已有同样措施")
    OTHER = "other", _("其他")


class ServedHow(TextChoices):
    """How the notice reached whom it concerns."""

    HANDED = "handed", _("当面送达")
    LEFT = "left", _("留置送达")
    PHONE = "phone", _("电话告知")
    ELECTRONIC = "electronic", _("短信或微信送达")
    POSTED = "posted", _("张贴公告")


class ServedTo(TextChoices):
    """Who took the notice."""

    SELF = "self", _("本人")
    ADULT_FAMILY = "adult_family", _("同住成年家属")
    GUARDIAN = "guardian", _("监护人")
    OPERATOR = "operator", _("场所负责人")
    PUBLIC = "public", _("公众")


class ObjectionResult(TextChoices):
    """What became of an objection."""

    UPHELD = "upheld", _("异议成立，解除措施")
    DISMISSED = "dismissed", _("异议不成立，维持措施")


class ExtendReason(TextChoices):
    """Why an order runs longer; each needs a rule that gives the days."""

    NEW_EXPOSURE = "new_exposure", _("有新的暴露")
    TEST_POSITIVE = "test_positive", _("检测结果异常")
    TEST_MISSING = "test_missing", _("规定的检测尚未完成")
    SYMPTOMS = "symptoms", _("出现症状，尚未排除")


class ReleaseReason(TextChoices):
    """Why an order ends before its time."""

    EXCLUDED = "excluded", _("已排除风险")
    MOVED_ON = "moved_on", _("转为其他措施")
    HOSPITAL = "hospital", _("转入医院")
    RULE_CHANGED = "rule_changed", _("方案调整，不再需要")
    WRONG = "wrong", _("措施有误")
    EVIDENCE_GONE = "evidence_gone", _("依据的记录已撤销")
    UPHELD = "upheld", _("异议成立")
    DIED = "died", _("本人死亡")


class Clash(TextChoices):
    """Statements about an order that do not agree: kept, shown, and for a person to clear up.

    The first ones keep the order from running.
    """

    SAME_HANDS = "same_hands", _("提请和批准是同一人，批准无效")
    CHANGED_SINCE = "changed_since", _("批准后提请内容有改动，须重新批准")
    NO_SUCH_RULE = "no_such_rule", _("引用的规则查不到，批准无效")
    RULE_UNFIT = "rule_unfit", _("引用的规则没有这项措施，批准无效")
    APPROVED_LATE = "approved_late", _("批准时期限已过")
    APPROVED_AND_REJECTED = "approved_and_rejected", _("既批准又不批准")
    EVIDENCE_GONE = "evidence_gone", _("依据的记录已撤销")
    SHORTENED = "shortened", _("超过规则规定的天数，已按规则缩短")
    SERVED_EARLY = "served_early", _("批准之前就已送达")
    ENDED_BEFORE = "ended_before", _("解除之后又有延长或解除")
    NO_OBJECTION = "no_objection", _("没有异议却有异议决定")
