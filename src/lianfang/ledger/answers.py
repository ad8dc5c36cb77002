"""What the door answers, one answer per entry, and the sentences it uses when something is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as N_


class Status(TextChoices):
    """What became of an entry."""

    ACCEPTED = "accepted", _("已入账")
    KNOWN = "known", _("早已收到")
    FLAGGED = "flagged", _("已入账，有疑点")
    HELD = "held", _("等待前一条")
    REFUSED = "refused", _("未入账")


FLAGS: dict[str, str] = {
    "clock_ahead": N_("手机时间比实际快，请核对"),
    "clock_off": N_("发送时手机时间与实际相差 10 分钟以上，请核对发生时间"),
    "posting_ended": N_("记录时岗位已结束"),
    "hit": N_("命中比对，请按提示处置"),
}

_SENTENCES: dict[str, str] = {
    "not_object": N_("这一条不是记录：每条应为一个 JSON 对象。"),
    "unknown_kind": N_("不认识的记录种类「%(kind)s」，请更新应用后重发。"),
    "newer_version": N_("服务器的版本比应用旧，「%(kind)s」已保留，服务器更新后再次发送即可入账，不用处理。"),
    "not_upgraded": N_("「%(kind)s」由旧版应用录入，内容换算不了，请更新应用后重新录入。"),
    "field": N_("「%(title)s」%(problem)s"),
    "no_right": N_("您没有在该区域记录「%(kind)s」的权限，请由本区域负责人代录，或请管理员调整岗位。"),
    "not_yours": N_("该对象不在您负责的区域，请转交其所在区域。"),
    "system_only": N_("「%(kind)s」只由系统生成，不能直接录入。"),
    "wrong_parent": N_("要更正的那条记录属于另一个对象或另一种类，请重新选择要更正的记录。"),
    "wrong_subject": N_("这个编号已经是另一类对象，请为新对象换一个编号。"),
    "other_subject": N_("这条记录写的是一个对象，编号却是另一个，请从该对象的页面重新录入。"),
    "waiting": N_("前一条记录尚未收到，收到后自动入账，无需重发。"),
    "unknown_area": N_("没有区划「%(area)s」，请从列表中选择区域。"),
}

_PYDANTIC: dict[str, str] = {
    "missing": N_("必须填写。"),
    "extra_forbidden": N_("不是这种记录的字段，请更新应用后重发。"),
    "enum": N_("不在可选项内，请从列表中选择。"),
    "uuid_parsing": N_("不是有效的编号。"),
    "uuid_type": N_("不是有效的编号。"),
    "datetime_parsing": N_("不是有效的时间，应如 2020-01-28T08:30:00+08:00。"),
    "datetime_from_date_parsing": N_("不是有效的时间，应如 2020-01-28T08:30:00+08:00。"),
    "timezone_aware": N_("缺少时区，应如 2020-01-28T08:30:00+08:00。"),
    "date_from_datetime_parsing": N_("不是有效的日期，应如 2020-01-28。"),
    "date_parsing": N_("不是有效的日期，应如 2020-01-28。"),
    "int_parsing": N_("应为整数。"),
    "float_parsing": N_("应为数字。"),
    "string_type": N_("应为文字。"),
    "string_too_long": N_("太长，最多 %(max_length)s 个字。"),
    "string_pattern_mismatch": N_("格式不对。"),
    "greater_than_equal": N_("不能小于 %(ge)s。"),
    "less_than_equal": N_("不能大于 %(le)s。"),
    "bool_parsing": N_("应为是或否。"),
    "value_error": N_("填写有误，请核对。"),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """Why an entry was not taken: a code, where it lies, and what goes into the sentence."""

    code: str
    where: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)

    def sentence(self) -> str:
        """What is wrong, where and how to mend it, in the active language."""
        values = {key: gettext(value) if isinstance(value, str) else value for key, value in self.values.items()}
        if self.code == "field":
            values["problem"] = gettext(_PYDANTIC.get(self.values["type"], _PYDANTIC["value_error"])) % values
        return gettext(_SENTENCES[self.code]) % values

    def as_json(self) -> dict[str, Any]:
        """For storage beside the sealed entry."""
        return {"code": self.code, "where": self.where, "values": dict(self.values)}


@dataclass(frozen=True, slots=True)
class Answer:
    """The door's answer to one entry."""

    id: UUID
    status: Status
    seq: int | None = None
    flags: tuple[str, ...] = ()
    problem: Problem | None = None

    def as_json(self) -> dict[str, Any]:
        """The answer as the API sends it."""
        answer: dict[str, Any] = {"id": str(self.id), "status": self.status.value}
        if self.seq is not None:
            answer["seq"] = self.seq
        if self.flags:
            answer["flags"] = [{"code": code, "text": gettext(FLAGS.get(code, code))} for code in self.flags]
        if self.problem:
            answer |= {
                "code": self.problem.code,
                "where": self.problem.where,
                "why": self.problem.sentence(),
            }
        return answer
