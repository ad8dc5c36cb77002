"""The words of proofs: what is certified, for which work, how it stands, what a check finds."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ProofKind(TextChoices):
    """What is certified (C7): the two proofs a resident may need, and the pass of those whose work must go on."""

    RESIDENCE = "residence", _("居住证明")
    OBSERVATION_ENDED = "observation_ended", _("解除医学观察证明")
    ESSENTIAL = "essential", _("保障人员通行证")

    @property
    def days(self) -> int:
        """For how many days one is proposed, counting the day of issue. A rule of this house: no plan sets it."""
        return _DAYS[self]


_DAYS = {ProofKind.RESIDENCE: 30, ProofKind.OBSERVATION_ENDED: 14, ProofKind.ESSENTIAL: 14}
MOST_DAYS = 180
"""No proof is good for longer than this: what it says is then no longer known."""


class Work(TextChoices):
    """The work that must go on: what a pass is for."""

    MEDICAL = "medical", _("医疗防疫")
    SUPPLIES = "supplies", _("生活物资保供")
    UTILITIES = "utilities", _("水电气通信抢修")
    TRANSPORT = "transport", _("运输")
    FARMING = "farming", _("农业生产")
    PRODUCTION = "production", _("防疫物资生产")
    DUTY = "duty", _("联防联控值守")
    OTHER = "other", _("其他保障")


class RevokeReason(TextChoices):
    """Why a proof holds no longer before its day."""

    MISTAKE = "mistake", _("开具有误")
    MOVED = "moved", _("不再居住")
    WORK_ENDED = "work_ended", _("不再承担保障工作")
    OBSERVED_AGAIN = "observed_again", _("重新纳入医学观察")
    LOST = "lost", _("遗失")
    REPLACED = "replaced", _("已换发")
    OTHER = "other", _("其他")


class Standing(TextChoices):
    """How a proof stands at a moment. Only what the first word says lets somebody through."""

    VALID = "valid", _("有效")
    EXPIRED = "expired", _("已过期")
    REVOKED = "revoked", _("已注销")
    UNFOUNDED = "unfounded", _("依据不成立")


class Found(TextChoices):
    """What a check of a slip found. `foreign`: sealed, but not with a key of this county."""

    VALID = "valid", _("有效")
    EXPIRED = "expired", _("已过期")
    REVOKED = "revoked", _("已作废")
    FORGED = "forged", _("伪造或被改动")
    FOREIGN = "foreign", _("不是本县开具")
    UNREADABLE = "unreadable", _("认不出")
    OTHER_HOLDER = "other_holder", _("与持证人不符")
