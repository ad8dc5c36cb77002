"""What can be recorded about households and persons."""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as N_
from pydantic import Field

from lianfang.ledger.kinds import Counts, Fact, Kind, Mentions
from lianfang.people import figures
from lianfang.vault.parts import Note, Where, Who


class Tenure(TextChoices):
    """On what footing a household lives where it lives."""

    OWNER = "owner", _("自住")
    TENANT = "tenant", _("租住")
    COLLECTIVE = "collective", _("集体宿舍")
    EMPTY = "empty", _("空户")


class Residence(TextChoices):
    """How a person belongs to the household (A3)."""

    RESIDENT = "resident", _("常住")
    TENANT = "tenant", _("租客")
    FLOATING = "floating", _("流动人口")
    VISITOR = "visitor", _("暂住亲友")


class Whereabouts(TextChoices):
    """Whether a person is at home."""

    HOME = "home", _("在家")
    AWAY = "away", _("外出")
    RETURNED = "returned", _("已返回")
    LEFT = "left", _("已迁出")


class Decision(TextChoices):
    """What a person decided about two records that may be one human being."""

    SAME = "same", _("同一人")
    DIFFERENT = "different", _("不是同一人")
    ASK = "ask", _("上门核实")


class HouseholdRegistered(Fact):
    """A household is entered, or entered anew after a change; the latest statement holds."""

    kind: ClassVar[Kind] = Kind(
        "people.household_registered",
        title=N_("登记户"),
        subject="household",
        right="people.record",
        opens=True,
        describes="where",
        counts=(Counts(figures.HOUSEHOLDS_RECORDED),),
    )
    where: Where = Field(title=N_("门牌"), json_schema_extra={"inner": {"address": {"required": True}}})
    walk: int = Field(default=0, ge=0, le=10_000_000, title=N_("走访顺序"))
    tenure: Tenure = Field(default=Tenure.OWNER, title=N_("居住性质"))


class PersonRegistered(Fact):
    """A person is entered in a household, or moves to another; the latest statement holds."""

    kind: ClassVar[Kind] = Kind(
        "people.person_registered",
        title=N_("登记人员"),
        subject="person",
        right="people.record",
        opens=True,
        describes="who",
        counts=(Counts(figures.PERSONS_RECORDED),),
        screened=True,
    )
    who: Who = Field(
        title=N_("人员"),
        json_schema_extra={
            "inner": {"name": {"required": True, "help": N_("不知道姓名的，按特征写，如“张家租客”。")}},
        },
    )
    household: Annotated[UUID | None, Mentions("household", "member")] = Field(default=None, title=N_("住户"))
    residence: Residence = Field(default=Residence.RESIDENT, title=N_("居住类别"))
    head: bool = Field(default=False, title=N_("户主"))


class WhereaboutsStated(Fact):
    """Somebody is at home, away, back, or gone for good."""

    kind: ClassVar[Kind] = Kind("people.whereabouts", title=N_("去向"), subject="person", right="people.record")
    whereabouts: Whereabouts = Field(title=N_("去向"))
    since: date | None = Field(default=None, title=N_("自何日"))
    note: Note | None = Field(default=None, title=N_("备注"))


class IdentityUnsure(Fact):
    """A record came in that may be somebody already known: the machine does not merge them, a person decides."""

    kind: ClassVar[Kind] = Kind(
        "people.identity_unsure",
        title=N_("疑似同一人"),
        subject="person",
        right="import.run",
        opens=True,
    )
    candidates: Annotated[tuple[UUID, ...], Mentions("person", "candidate")] = Field(title=N_("可能是"))
    why: str = Field(max_length=64, title=N_("理由"), json_schema_extra={"refers": "why"})


class IdentityDecided(Fact):
    """A person's decision on such a pair. Final for the machine; a later decision by a person replaces it."""

    kind: ClassVar[Kind] = Kind(
        "people.identity_decided",
        title=N_("身份判定"),
        subject="person",
        right="people.decide",
        counts=(Counts(figures.IDENTITIES_DECIDED),),
    )
    decision: Decision = Field(title=N_("判定"))
    same_as: Annotated[UUID | None, Mentions("person", "same_as")] = Field(
        default=None, title=N_("即为"), json_schema_extra={"show_if": {"decision": ["same"]}}
    )
    note: Note | None = Field(default=None, title=N_("理由"))
