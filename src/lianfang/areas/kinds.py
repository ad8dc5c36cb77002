"""What the ledger keeps about the register of areas: every change, by whom."""

from typing import Annotated, ClassVar

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as N_
from pydantic import Field, JsonValue, StringConstraints

from lianfang.ledger.kinds import Fact, Kind

FieldName = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,32}$")]


class Change(TextChoices):
    """What was done to an area."""

    CREATED = "created", _("新增")
    CHANGED = "changed", _("修改")
    RETIRED = "retired", _("停用")
    REOPENED = "reopened", _("恢复使用")


class AreasChanged(Fact):
    """An area was created, changed, retired or taken into use again. Its code stands in the entry's `area`."""

    kind: ClassVar[Kind] = Kind(
        "areas.changed", title=N_("辖区变更"), subject="area", right="area.edit", opens=True, setup=True
    )
    change: Change = Field(title=N_("变更"))
    values: dict[FieldName, JsonValue] = Field(default_factory=dict, title=N_("变更后的内容"))
