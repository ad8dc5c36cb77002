"""What a hit asks of a post, and how it was handled."""

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Action(TextChoices):
    """What the post does. It says nothing of why: that is known to those whose list it is."""

    INTERCEPT = "intercept", _("拦下报警")
    STOP_AND_CALL = "stop_and_call", _("停车联系")
    BACK_TO_OBSERVATION = "back_to_observation", _("等候接回")
    TELL_VERIFIERS = "tell_verifiers", _("核对去向")

    @property
    def words(self) -> Promise:
        """The whole sentence to act on."""
        return _WORDS[self]

    @property
    def urgent(self) -> bool:
        """Whether traveller and vehicle stay at the post until somebody has answered."""
        return self is not Action.TELL_VERIFIERS


_WORDS: dict[Action, Promise] = {
    Action.INTERCEPT: _("拦下车辆，请靠边停好；不要追赶，不要阻拦强行通过的车辆，立即报告值班民警。"),
    Action.STOP_AND_CALL: _("请靠边停车等候，立即联系值班室，按值班室答复处理。"),
    Action.BACK_TO_OBSERVATION: _("请到等候区等候，做好防护，立即联系值班室，由属地接回。"),
    Action.TELL_VERIFIERS: _("核对电话和去向地址后按判定规则处置，核查人员会与其联系。"),
}


class Handling(TextChoices):
    """What came of a hit."""

    FOUND_RIGHT = "found_right", _("情况属实，已按提示处置")
    HANDED_OVER = "handed_over", _("已移交属地或民警")
    GONE_ON = "gone_on", _("已经离开，未能处置")
    MISTAKEN = "mistaken", _("核对后不是此人或此车")

    @property
    def state(self) -> "State":
        """How a hit stands after this."""
        return _STATES[self]


class State(TextChoices):
    """How a hit stands. `NOTED`: nobody has to stay, so nobody has to say what came of it."""

    OPEN = "open", _("待处置")
    NOTED = "noted", _("已通知核查人员")
    CONFIRMED = "confirmed", _("属实")
    GONE = "gone", _("已离开")
    MISTAKEN = "mistaken", _("有误")


_STATES = {
    Handling.FOUND_RIGHT: State.CONFIRMED,
    Handling.HANDED_OVER: State.CONFIRMED,
    Handling.GONE_ON: State.GONE,
    Handling.MISTAKEN: State.MISTAKEN,
}
