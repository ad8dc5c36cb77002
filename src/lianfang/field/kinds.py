"""What the ledger keeps about phones beside their enrolment (see duty): who brought in a queue file."""

from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_noop as N_
from pydantic import Field

from lianfang.ledger.kinds import Fact, Kind


class QueueTaken(Fact):
    """A file exported from a phone was brought in at the desk. Its facts are entries of the phone's own member."""

    kind: ClassVar[Kind] = Kind(
        "field.queue_taken", title=N_("导入手机记录"), subject="device", right="device.own", setup=True
    )
    member: UUID = Field(title=N_("记录人"))
    facts: int = Field(title=N_("条数"), ge=0)
    taken: int = Field(title=N_("已入账"), ge=0)
    unreadable: int = Field(title=N_("打不开"), ge=0)
