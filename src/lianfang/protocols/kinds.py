"""What can be recorded about the response and about listed areas. Every change is an entry; nobody is named."""

from datetime import date
from typing import Annotated, ClassVar

from django.utils.translation import gettext_noop as N_
from pydantic import AwareDatetime, Field, StringConstraints, ValidationInfo, field_validator

from lianfang.ledger.kinds import Fact, Kind
from lianfang.protocols.choices import Level, Risk
from lianfang.protocols.tables import DEFAULT, Code
from lianfang.vault.parts import Note

MANAGE = "protocols.manage"
MOST_DAYS = 60

_AT_ONCE = N_("不填就是从现在起。")

Division = Annotated[str, StringConstraints(pattern=r"^\d{2,12}$")]
"""A division of the country, from the province (2 digits) down to the village (12)."""


class ResponseDeclared(Fact):
    """A response begins in the entry's area, or goes on at another level, by another edition or table (row A6).

    `since` is when it takes effect; without it, when the entry says it happened. Said again, it holds from then on.
    """

    kind: ClassVar[Kind] = Kind(
        "protocols.response_declared", title=N_("启动或调整应急响应"), subject="response", right=MANAGE, opens=True
    )
    level: Level = Field(title=N_("响应级别"))
    edition: Code = Field(title=N_("执行的防控方案"), json_schema_extra={"refers": "edition"})
    table: Code = Field(default=DEFAULT, title=N_("卡点处置表"), json_schema_extra={"refers": "decision_table"})
    leave_cancelled: bool = Field(default=False, title=N_("取消休假，全员到岗"))
    since: AwareDatetime | None = Field(default=None, title=N_("从何时起"), json_schema_extra={"help": _AT_ONCE})
    note: Note | None = Field(default=None, title=N_("文件和说明"))


class ResponseEnded(Fact):
    """The response ends."""

    kind: ClassVar[Kind] = Kind(
        "protocols.response_ended", title=N_("终止应急响应"), subject="response", right=MANAGE
    )
    since: AwareDatetime | None = Field(default=None, title=N_("从何时起"), json_schema_extra={"help": _AT_ONCE})
    note: Note | None = Field(default=None, title=N_("文件和说明"))


class AreaListed(Fact):
    """An area elsewhere is listed (重点地区), with its dates and its source. Said again, the latest words hold.

    It lapses by itself after `until`; `days` is how long a stay there counts after leaving.
    """

    kind: ClassVar[Kind] = Kind(
        "protocols.area_listed",
        title=N_("公布重点地区"),
        subject="listed_area",
        right=MANAGE,
        opens=True,
        keyed=("code",),
    )
    code: Division = Field(title=N_("地区代码"))
    name: str = Field(title=N_("地区名称"), min_length=1, max_length=64)
    level: Risk = Field(title=N_("风险类别"))
    since: date = Field(title=N_("从哪天起"))
    until: date = Field(title=N_("到哪天止"))
    days: int = Field(default=14, ge=1, le=MOST_DAYS, title=N_("离开后几天内算到过（天）"))
    source: str = Field(title=N_("来源文件"), min_length=2, max_length=120)
    source_date: date = Field(title=N_("文件日期"))

    @field_validator("until")
    @classmethod
    def _ends(cls, until: date, info: ValidationInfo) -> date:
        since = info.data.get("since")
        if since is not None and until < since:
            raise ValueError("ends before it begins")
        return until


class AreaDelisted(Fact):
    """The area is listed no longer, before its time. Stays until this day still count for their days."""

    kind: ClassVar[Kind] = Kind(
        "protocols.area_delisted", title=N_("解除重点地区"), subject="listed_area", right=MANAGE
    )
    on: date = Field(title=N_("解除日期"))
    source: str = Field(default="", max_length=120, title=N_("来源文件"))
