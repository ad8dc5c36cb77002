"""What the ledger keeps about who is on duty: every change, by whom. No names, no telephones: ids and roles."""

from typing import ClassVar
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as N_
from pydantic import Field

from lianfang.areas.kinds import FieldName
from lianfang.duty.roles import Role
from lianfang.ledger.kinds import Fact, Kind


class Thing(TextChoices):
    """What in the register of duty was changed."""

    AGENCY = "agency", _("单位")
    MEMBER = "member", _("人员")
    POSTING = "posting", _("任职")
    GROUP = "group", _("小组")
    MEMBERSHIP = "membership", _("小组成员")


class Change(TextChoices):
    """What was done to it."""

    CREATED = "created", _("新增")
    CHANGED = "changed", _("修改")
    ENDED = "ended", _("结束")
    REOPENED = "reopened", _("恢复")


class DutyChanged(Fact):
    """Something in the register of duty changed: which fields, and the ids and the role it concerns."""

    kind: ClassVar[Kind] = Kind(
        "duty.changed", title=N_("人员岗位变更"), subject="duty", right="member.edit", opens=True, setup=True
    )
    thing: Thing = Field(title=N_("对象类别"))
    change: Change = Field(title=N_("变更"))
    fields: list[FieldName] = Field(default_factory=list, title=N_("变更的字段"))
    role: Role | None = Field(default=None, title=N_("岗位"))
    member: UUID | None = Field(default=None, title=N_("人员"))
    agency: UUID | None = Field(default=None, title=N_("单位"))
    group: UUID | None = Field(default=None, title=N_("小组"))


class DeviceChanged(Fact):
    """A member's device was enrolled or taken off."""

    kind: ClassVar[Kind] = Kind(
        "duty.device_changed", title=N_("设备登记"), subject="device", right="device.own", opens=True, setup=True
    )
    change: Change = Field(title=N_("变更"))
    member: UUID = Field(title=N_("人员"))
