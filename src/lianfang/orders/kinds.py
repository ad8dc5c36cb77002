"""What can be recorded about a measure. None exists without a rule, evidence, a legal basis, a start and an end."""

from datetime import datetime, timedelta
from typing import Annotated, ClassVar
from uuid import UUID

from django.utils.translation import gettext_noop as N_
from pydantic import AwareDatetime, Field, StringConstraints, ValidationInfo, field_validator

from lianfang.ledger.kinds import Counts, Fact, Kind, Mentions
from lianfang.orders import figures
from lianfang.orders.basis import Basis
from lianfang.orders.choices import (
    ExtendReason,
    Measure,
    ObjectionResult,
    RejectReason,
    ReleaseReason,
    ServedHow,
    ServedTo,
    Target,
)
from lianfang.vault.parts import Note

VIEW, PROPOSE, APPROVE = "orders.view", "orders.propose", "orders.approve"
EVIDENCE = "evidence"
"""The role in which a proposal mentions the entries it rests on: no persons, nothing is traced by them."""

RuleCode = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)?$", max_length=64)]
"""An edition ("covid-2020-5") or a line of a decision table ("county-2020/fever")."""


class Proposed(Fact):
    """Somebody asks for a measure on exactly one person, household, place or area. Nothing runs until it is approved.

    `rule` gives the measure and its most days, `evidence` are the entries it rests on, `basis` the law.
    `at_household` and `at_area` say where it is served, where that is not where the entry lies. `proposed_by`: for
    whom the system speaks; whoever approves is to be somebody else.
    """

    kind: ClassVar[Kind] = Kind("orders.proposed", title=N_("提请措施"), subject="order", right=PROPOSE, opens=True)
    measure: Measure = Field(title=N_("措施"))
    person: Annotated[UUID | None, Mentions("person", "under")] = Field(default=None, title=N_("人员"))
    household: Annotated[UUID | None, Mentions("household", "under")] = Field(default=None, title=N_("住户"))
    place: Annotated[UUID | None, Mentions("place", "under")] = Field(default=None, title=N_("场所"))
    zone: str = Field(
        default="",
        pattern=r"^(\d{2,24})?$",
        title=N_("区域"),
        json_schema_extra={"refers": "area"},
        validate_default=True,
    )
    rule: RuleCode = Field(title=N_("适用规则"), json_schema_extra={"refers": "rule"})
    evidence: Annotated[tuple[UUID, ...], Mentions("entry", EVIDENCE)] = Field(
        min_length=1, max_length=20, title=N_("事实依据")
    )
    basis: tuple[Basis, ...] = Field(min_length=1, max_length=6, title=N_("法律依据"))
    since: AwareDatetime = Field(title=N_("从何时起"))
    until: AwareDatetime = Field(title=N_("到何时止"))
    at_household: Annotated[UUID | None, Mentions("household", "served_at")] = Field(
        default=None, title=N_("在哪一户执行")
    )
    at_area: str = Field(
        default="", pattern=r"^(\d{2,24})?$", title=N_("在哪里执行"), json_schema_extra={"refers": "area"}
    )
    responsible: UUID | None = Field(default=None, title=N_("责任人"), json_schema_extra={"refers": "member"})
    proposed_by: UUID | None = Field(default=None, title=N_("提请人"), json_schema_extra={"refers": "member"})
    note: Note | None = Field(default=None, title=N_("情况说明"))

    @field_validator("zone")
    @classmethod
    def _one_target(cls, zone: str, info: ValidationInfo) -> str:
        """Exactly one target, and one that the measure can be on."""
        said = info.data
        named = {target for target in Target if (zone if target is Target.ZONE else said.get(target.value))}
        measure = said.get("measure")
        if len(named) != 1 or (measure is not None and not named <= measure.targets):
            raise ValueError("exactly one target that fits the measure")
        return zone

    @field_validator("basis")
    @classmethod
    def _grounds(cls, basis: tuple[Basis, ...], info: ValidationInfo) -> tuple[Basis, ...]:
        """At least one of the articles named carries this very measure; the others may say what goes with it."""
        measure = info.data.get("measure")
        if measure is not None and not any(measure in one.article.carries for one in basis):
            raise ValueError("no article that carries the measure")
        return basis

    @field_validator("until")
    @classmethod
    def _ends(cls, until: datetime, info: ValidationInfo) -> datetime:
        """After it began, and never beyond the measure's ceiling; the fold holds it to the rule's own days."""
        since, measure = info.data.get("since"), info.data.get("measure")
        if since is not None and until <= since:
            raise ValueError("ends before it begins")
        if since is not None and measure is not None and until > since + timedelta(days=measure.most_days):
            raise ValueError("longer than any such measure may run")
        return until

    def brings_to(self) -> str:
        """Where it is served: those who answer there see to it."""
        return self.at_area or self.zone


class Approved(Fact):
    """Somebody other than the proposer puts the measure into force, as proposed in the entry `proposal`.

    Once the proposal is corrected it stands in another entry, and is to be approved anew. `until` may shorten it.
    """

    kind: ClassVar[Kind] = Kind("orders.approved", title=N_("批准措施"), subject="order", right=APPROVE)
    proposal: UUID = Field(title=N_("所批准的提请"))
    until: AwareDatetime | None = Field(default=None, title=N_("缩短到何时止"))
    note: Note | None = Field(default=None, title=N_("批准意见"))


class Rejected(Fact):
    """The measure is not put into force."""

    kind: ClassVar[Kind] = Kind("orders.rejected", title=N_("不批准"), subject="order", right=APPROVE)
    reason: RejectReason = Field(title=N_("原因"))
    note: Note | None = Field(default=None, title=N_("说明"))


class Served(Fact):
    """The notice was brought to whom it concerns, with how to object. Refusing it is written down, no more."""

    kind: ClassVar[Kind] = Kind(
        "orders.served",
        title=N_("送达告知书"),
        subject="order",
        right=PROPOSE,
        counts=(Counts(figures.SERVED), Counts(figures.REFUSALS, when=lambda fact: fact.refused)),
    )
    how: ServedHow = Field(title=N_("送达方式"))
    to: ServedTo = Field(default=ServedTo.SELF, title=N_("送达给谁"))
    copy_left: bool = Field(default=True, title=N_("已留下告知书"))
    refused: bool = Field(default=False, title=N_("拒绝签收或拒绝配合"))
    note: Note | None = Field(default=None, title=N_("送达和劝导情况"))


class Objected(Fact):
    """Whom it concerns objects, in whatever words and by whatever way; whoever hears it writes it down."""

    kind: ClassVar[Kind] = Kind(
        "orders.objected", title=N_("提出异议"), subject="order", right=PROPOSE, counts=(Counts(figures.OBJECTIONS),)
    )
    note: Note = Field(title=N_("异议内容"), json_schema_extra={"inner": {"text": {"required": True}}})


class ObjectionDecided(Fact):
    """The objection is decided; upheld, it ends the measure."""

    kind: ClassVar[Kind] = Kind(
        "orders.objection_decided",
        title=N_("异议决定"),
        subject="order",
        right=APPROVE,
        counts=(Counts(figures.UPHELD, when=lambda fact: fact.result is ObjectionResult.UPHELD),),
    )
    result: ObjectionResult = Field(title=N_("决定"))
    note: Note | None = Field(default=None, title=N_("理由"))


class Extended(Fact):
    """The measure runs longer, by a rule that gives the days, counted from this moment."""

    kind: ClassVar[Kind] = Kind(
        "orders.extended", title=N_("延长措施"), subject="order", right=APPROVE, counts=(Counts(figures.EXTENDED),)
    )
    until: AwareDatetime = Field(title=N_("延长到何时止"))
    reason: ExtendReason = Field(title=N_("原因"))
    rule: RuleCode = Field(title=N_("适用规则"), json_schema_extra={"refers": "rule"})
    note: Note | None = Field(default=None, title=N_("说明"))


class Released(Fact):
    """The measure ends by decision before its time; otherwise it ends by itself and nobody records anything."""

    kind: ClassVar[Kind] = Kind("orders.released", title=N_("解除措施"), subject="order", right=APPROVE)
    reason: ReleaseReason = Field(title=N_("原因"))
    note: Note | None = Field(default=None, title=N_("说明"))


class EvidenceGone(Fact):
    """An entry the proposal rests on was taken back; without any left the measure ends."""

    kind: ClassVar[Kind] = Kind("orders.evidence_gone", title=N_("依据已撤销"), subject="order", right="")
    entry: UUID = Field(title=N_("被撤销的记录"))
