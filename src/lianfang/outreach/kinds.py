"""What can be recorded about a need. Nothing here names anybody: who it is and what they said is the vault's."""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from django.utils.translation import gettext_noop as N_
from pydantic import Field

from lianfang.ledger.kinds import Fact, Kind, Mentions
from lianfang.outreach.choices import Heard, NeedKind, Reason
from lianfang.vault.parts import Note, Who

RECORD = "outreach.record"


class NeedRaised(Fact):
    """Somebody needs something. Said again of the same need, the latest words hold.

    A need may be a person's, a household's, both, or that of somebody in no register (`who` without an id). Its
    area is the grid that answers for it; where that is not known yet, the village's or the town's.
    """

    kind: ClassVar[Kind] = Kind(
        "outreach.need_raised", title=N_("受理需求"), subject="need", right=RECORD, opens=True
    )
    what: NeedKind = Field(title=N_("需要什么"))
    urgent: bool = Field(default=False, title=N_("紧急"))
    wanted_by: date | None = Field(default=None, title=N_("最晚何日"))
    channel: Heard = Field(default=Heard.DOOR, title=N_("如何得知"))
    household: Annotated[UUID | None, Mentions("household", "need")] = Field(default=None, title=N_("住户"))
    who: Who | None = Field(default=None, title=N_("需求人"))
    note: Note | None = Field(default=None, title=N_("具体要求"))


class NeedTaken(Fact):
    """Somebody sees to the need: whoever records it, or the member it is handed to."""

    kind: ClassVar[Kind] = Kind("outreach.need_taken", title=N_("认领需求"), subject="need", right=RECORD)
    to_member: UUID | None = Field(default=None, title=N_("由谁办理"), json_schema_extra={"refers": "member"})


class NeedDelivered(Fact):
    """What was needed was brought or done."""

    kind: ClassVar[Kind] = Kind("outreach.need_delivered", title=N_("办到"), subject="need", right=RECORD)
    note: Note | None = Field(default=None, title=N_("办理情况"))


class NeedClosed(Fact):
    """The need cannot be met, or is none any more: with the reason."""

    kind: ClassVar[Kind] = Kind("outreach.need_closed", title=N_("未能办到"), subject="need", right=RECORD)
    reason: Reason = Field(title=N_("原因"))
    note: Note | None = Field(default=None, title=N_("说明"))
