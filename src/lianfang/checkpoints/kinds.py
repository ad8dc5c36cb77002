"""What can be recorded about posts, what passes them, and vehicles that are looked for."""

from typing import Annotated, ClassVar
from uuid import UUID

from django.utils.translation import gettext_noop as N_
from pydantic import AwareDatetime, Field

from lianfang.checkpoints.choices import Direction, LookoutClosed, LookoutReason, Outcome, PostKind, ReferralResult
from lianfang.checkpoints.parts import DivisionCode, Traveller
from lianfang.ledger.kinds import Fact, Kind, Mentions
from lianfang.vault.parts import Note, Vehicle

VIEW, RECORD, MANAGE = "checkpoints.view", "checkpoints.record", "checkpoints.manage"
ANSWER = "orders.propose"
"""Who writes down what a clinic answers: those who follow people up, not those who stand at the barrier."""

MOST_TRAVELLERS = 60


class PostOpened(Fact):
    """A post opens, or what is known of it changes: said again, the latest words hold.

    Its area is where it stands: a village, town or county. `crew` are the agencies that man it together. Times of
    day begin a shift; three of them are the 三班倒. Coordinates are WGS-84 degrees.
    """

    kind: ClassVar[Kind] = Kind(
        "checkpoints.post_opened", title=N_("设立卡点"), subject="post", right=MANAGE, opens=True
    )
    name: str = Field(title=N_("卡点名称"), min_length=1, max_length=64)
    what: PostKind = Field(title=N_("卡点类别"))
    road: str = Field(default="", max_length=64, title=N_("道路或出入口"))
    crew: tuple[UUID, ...] = Field(
        default=(), max_length=10, title=N_("联合值守单位"), json_schema_extra={"refers": "agency"}
    )
    lat: float | None = Field(default=None, ge=-90, le=90, title=N_("纬度"))
    lon: float | None = Field(default=None, ge=-180, le=180, title=N_("经度"))
    shifts: tuple[int, ...] = Field(default=(0, 8, 16), max_length=6, title=N_("交接班时刻（点）"))


class PostClosed(Fact):
    """The post is taken off the road; opening it again brings it back."""

    kind: ClassVar[Kind] = Kind("checkpoints.post_closed", title=N_("撤销卡点"), subject="post", right=MANAGE)
    note: Note | None = Field(default=None, title=N_("原因"))


class QueueSeen(Fact):
    """How long the line is now, and what the post needs."""

    kind: ClassVar[Kind] = Kind("checkpoints.queue_seen", title=N_("排队情况"), subject="post", right=RECORD)
    vehicles: int = Field(ge=0, le=5_000, title=N_("排队车辆（辆）"))
    minutes: int | None = Field(default=None, ge=0, le=1_440, title=N_("预计等候（分钟）"))
    note: Note | None = Field(default=None, title=N_("卡点需要什么"))


class Passed(Fact):
    """A vehicle and everyone in it, or people on foot, at a post: rows C2 and C3.

    The entry's `place` is the post's id as well, so that figures open post by post. `others` are people who were
    only counted. `outcome` is the vehicle's; each traveller has their own.
    """

    kind: ClassVar[Kind] = Kind(
        "checkpoints.passed",
        title=N_("通行登记"),
        subject="passage",
        right=RECORD,
        opens=True,
        screened=True,
        index="exact",
    )
    post: Annotated[UUID, Mentions("post", "post")] = Field(title=N_("卡点"))
    vehicle: Vehicle | None = Field(default=None, title=N_("车辆"))
    travellers: tuple[Traveller, ...] = Field(default=(), max_length=MOST_TRAVELLERS, title=N_("人员"))
    others: int = Field(default=0, ge=0, le=200, title=N_("其他只计数人员（人）"))
    direction: Direction = Field(default=Direction.IN, title=N_("方向"))
    origin: DivisionCode | None = Field(default=None, title=N_("从哪里来"), json_schema_extra={"refers": "division"})
    bound_for: DivisionCode | None = Field(
        default=None, title=N_("到哪里去"), json_schema_extra={"refers": "division"}
    )
    outcome: Outcome = Field(default=Outcome.PASS, title=N_("车辆处置"))
    disinfected: bool = Field(default=False, title=N_("车辆已消毒"))
    note: Note | None = Field(default=None, title=N_("说明"))


class LookoutOpened(Fact):
    """A vehicle is looked for, with a reason and an end: it lapses by itself."""

    kind: ClassVar[Kind] = Kind(
        "checkpoints.lookout_opened", title=N_("布控车辆"), subject="lookout", right=MANAGE, opens=True
    )
    vehicle: Vehicle = Field(title=N_("车辆"))
    reason: LookoutReason = Field(title=N_("布控原因"))
    until: AwareDatetime = Field(title=N_("布控到何时"))
    note: Note | None = Field(default=None, title=N_("特征和要求"))


class LookoutEnded(Fact):
    """The vehicle is looked for no longer."""

    kind: ClassVar[Kind] = Kind("checkpoints.lookout_ended", title=N_("解除布控"), subject="lookout", right=MANAGE)
    reason: LookoutClosed = Field(title=N_("解除原因"))
    note: Note | None = Field(default=None, title=N_("说明"))


class Referred(Fact):
    """Somebody was sent from a post to the fever clinic. Set off by the passage; said again when it is corrected."""

    kind: ClassVar[Kind] = Kind("checkpoints.referred", title=N_("送诊"), subject="referral", right="", opens=True)
    person: Annotated[UUID, Mentions("person", "referred")] = Field(title=N_("人员"))
    passage: UUID = Field(title=N_("哪一次通行"))
    post: UUID = Field(title=N_("卡点"))
    temperature: float | None = Field(default=None, title=N_("体温（℃）"))


class ReferralAnswered(Fact):
    """The clinic said what became of somebody; the latest answer holds."""

    kind: ClassVar[Kind] = Kind(
        "checkpoints.referral_answered", title=N_("送诊反馈"), subject="referral", right=ANSWER
    )
    result: ReferralResult = Field(title=N_("结果"))
    note: Note | None = Field(default=None, title=N_("说明"))
