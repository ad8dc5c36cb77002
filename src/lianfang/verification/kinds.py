"""What can be recorded in a verification campaign."""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from django.utils.translation import gettext_noop as N_
from pydantic import AwareDatetime, Field

from lianfang.ledger.kinds import Counts, Fact, Kind, Mentions
from lianfang.people.kinds import Decision
from lianfang.vault.parts import Note, Who
from lianfang.verification import figures
from lianfang.verification.choices import Accuracy, Cause, Channel, Finding, Outcome, RecordField, WrongReason


class CampaignOpened(Fact):
    """A campaign begins: everybody on its lists is to be met by `due`."""

    kind: ClassVar[Kind] = Kind(
        "verification.campaign_opened", title=N_("开展核查"), subject="campaign", right="import.run", opens=True
    )
    name: str = Field(min_length=1, max_length=80, title=N_("名称"))
    due: date | None = Field(default=None, title=N_("完成期限"))


class ListReceived(Fact):
    """A list came in and was read to its last row. The outcomes add up to `rows`."""

    kind: ClassVar[Kind] = Kind(
        "verification.list_received", title=N_("接收名单"), subject="list", right="import.run", opens=True
    )
    campaign: UUID = Field(title=N_("核查任务"), json_schema_extra={"refers": "campaign"})
    name: str = Field(max_length=200, title=N_("名单"))
    agency: UUID | None = Field(default=None, title=N_("来源单位"), json_schema_extra={"refers": "agency"})
    digest: str = Field(max_length=64, title=N_("文件摘要"))
    rows: int = Field(ge=0, title=N_("条目"))
    new: int = Field(ge=0, title=N_("新增"))
    known: int = Field(ge=0, title=N_("已在册"))
    decide: int = Field(ge=0, title=N_("待判定"))
    refused: int = Field(ge=0, title=N_("无法读取"))


class Listed(Fact):
    """A list names a person. The first listing makes the target; later ones only add to it."""

    kind: ClassVar[Kind] = Kind(
        "verification.listed",
        title=N_("列入核查"),
        subject="target",
        right="import.run",
        opens=True,
        counts=(Counts(figures.LISTINGS),),
    )
    campaign: UUID = Field(title=N_("核查任务"), json_schema_extra={"refers": "campaign"})
    list: Annotated[UUID, Mentions("list", "listed_in")] = Field(title=N_("名单"))
    row: int = Field(ge=0, title=N_("行号"))
    who: Who = Field(title=N_("人员"))
    household: Annotated[UUID | None, Mentions("household", "target")] = Field(default=None, title=N_("住户"))
    placed: bool = Field(default=False, title=N_("地址明确"))
    unsure: bool = Field(default=False, title=N_("身份待判定"))
    origin: str = Field(default="", max_length=60, title=N_("来自"))
    returned_on: date | None = Field(default=None, title=N_("返回日期"))
    transport: str = Field(default="", max_length=30, title=N_("交通方式"))
    remark: Note | None = Field(default=None, title=N_("备注"))


class Placed(Fact):
    """The village cadre says in which grid (and household) the target lives."""

    kind: ClassVar[Kind] = Kind(
        "verification.placed", title=N_("落到网格"), subject="target", right="verification.place"
    )
    to: str = Field(pattern=r"^\d{12,16}$", title=N_("网格"), json_schema_extra={"refers": "area"})
    household: Annotated[UUID | None, Mentions("household", "target")] = Field(default=None, title=N_("住户"))

    def brings_to(self) -> str:
        """Where the target is now."""
        return self.to


class Assigned(Fact):
    """Somebody is to see to the target: a member, or a group."""

    kind: ClassVar[Kind] = Kind(
        "verification.assigned", title=N_("分派"), subject="target", right="verification.assign"
    )
    to_member: UUID | None = Field(default=None, title=N_("责任人"), json_schema_extra={"refers": "member"})
    to_group: UUID | None = Field(default=None, title=N_("工作组"), json_schema_extra={"refers": "group"})
    due: date | None = Field(default=None, title=N_("期限"))


class Claimed(Fact):
    """A member takes the next contact upon themselves, so that nobody is called ten times (contact once)."""

    kind: ClassVar[Kind] = Kind(
        "verification.claimed", title=N_("认领联系"), subject="target", right="verification.record"
    )
    until: AwareDatetime = Field(title=N_("认领至"))


class Visited(Fact):
    """An attempt to meet the target, whatever came of it."""

    kind: ClassVar[Kind] = Kind(
        "verification.visited",
        title=N_("走访"),
        subject="target",
        right="verification.record",
        counts=(
            Counts(figures.VISITS, when=lambda fact: fact.channel is Channel.DOOR),
            Counts(figures.CALLS, when=lambda fact: fact.channel is not Channel.DOOR),
            Counts(figures.REFUSALS, when=lambda fact: fact.outcome is Outcome.REFUSED),
        ),
    )
    outcome: Outcome = Field(title=N_("结果"), json_schema_extra={"widget": "radios"})
    channel: Channel = Field(default=Channel.DOOR, title=N_("方式"))
    cause: Cause | None = Field(
        default=None,
        title=N_("未见原因"),
        json_schema_extra={
            "show_if": {"outcome": ["family", "not_in", "unreachable"]},
            "needed_if": {"outcome": ["not_in", "unreachable"]},
        },
    )
    again_on: date | None = Field(
        default=None,
        title=N_("再访日期"),
        json_schema_extra={"show_if": {"outcome": ["family", "not_in", "refused", "unreachable", "wrong_address"]}},
    )
    note: Note | None = Field(default=None, title=N_("备注"))


class Checked(Fact):
    """The record was held against what the person says and shows; a wrong one names the reason (B5)."""

    kind: ClassVar[Kind] = Kind(
        "verification.checked",
        title=N_("核对资料"),
        subject="target",
        right="verification.record",
        counts=(Counts(figures.CORRECTIONS, when=lambda fact: fact.accuracy is Accuracy.CORRECTED),),
    )
    accuracy: Accuracy = Field(title=N_("核对结果"))
    wrong: tuple[RecordField, ...] = Field(
        default=(), title=N_("有误项目"), json_schema_extra={"show_if": {"accuracy": ["corrected", "wrong"]}}
    )
    reason: WrongReason | None = Field(
        default=None, title=N_("有误原因"), json_schema_extra={"show_if": {"accuracy": ["corrected", "wrong"]}}
    )
    who: Who | None = Field(
        default=None, title=N_("更正为"), json_schema_extra={"show_if": {"accuracy": ["corrected"]}}
    )


class FedBack(Fact):
    """The result went back to where the list came from."""

    kind: ClassVar[Kind] = Kind(
        "verification.fed_back",
        title=N_("反馈结果"),
        subject="target",
        right="verification.feedback",
        counts=(Counts(figures.FEEDBACKS),),
    )
    agency: UUID | None = Field(default=None, title=N_("反馈单位"), json_schema_extra={"refers": "agency"})


class Doubted(Fact):
    """Statements contradict each other: a lead to verify, never a verdict."""

    kind: ClassVar[Kind] = Kind(
        "verification.doubted",
        title=N_("提出疑点"),
        subject="target",
        right="verification.record",
        counts=(Counts(figures.DOUBTS),),
    )
    about: RecordField = Field(title=N_("疑点"))
    note: Note | None = Field(default=None, title=N_("说明"))


class DoubtSettled(Fact):
    """Somebody verified the doubt and says what is true."""

    kind: ClassVar[Kind] = Kind(
        "verification.doubt_settled", title=N_("疑点核实"), subject="target", right="verification.record"
    )
    finding: Finding = Field(title=N_("核实结论"))
    reason: WrongReason | None = Field(
        default=None, title=N_("有误原因"), json_schema_extra={"show_if": {"finding": ["corrected", "concealed"]}}
    )
    who: Who | None = Field(
        default=None, title=N_("更正为"), json_schema_extra={"show_if": {"finding": ["corrected", "concealed"]}}
    )
    note: Note | None = Field(default=None, title=N_("说明"))


class IdentityMirrored(Fact):
    """What was decided about the person, carried over to their target by the system."""

    kind: ClassVar[Kind] = Kind(
        "verification.identity_mirrored", title=N_("身份判定结果"), subject="target", right=""
    )
    decision: Decision = Field(title=N_("判定"))
    into: UUID | None = Field(default=None, title=N_("并入对象"), json_schema_extra={"refers": "target"})


class Knocked(Fact):
    """A door was knocked on in a door-to-door round; its household is the denominator (B4)."""

    kind: ClassVar[Kind] = Kind(
        "verification.knocked",
        title=N_("敲门排查"),
        subject="door",
        right="verification.record",
        opens=True,
        counts=(Counts(figures.KNOCKS),),
        keyed=("campaign", "household"),
    )
    campaign: UUID = Field(title=N_("核查任务"), json_schema_extra={"refers": "campaign"})
    household: Annotated[UUID, Mentions("household", "knocked")] = Field(title=N_("住户"))
    met: bool = Field(title=N_("见到人"))
    cause: Cause | None = Field(
        default=None,
        title=N_("未见原因"),
        json_schema_extra={"show_if": {"met": [False]}, "needed_if": {"met": [False]}},
    )
    people: int = Field(default=0, ge=0, le=200, title=N_("在家人数"), json_schema_extra={"show_if": {"met": [True]}})
    again_on: date | None = Field(default=None, title=N_("再访日期"), json_schema_extra={"show_if": {"met": [False]}})
    note: Note | None = Field(default=None, title=N_("备注"))
