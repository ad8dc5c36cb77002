"""What is recorded about hits. Why somebody is looked for is said in the area that looks for them, nowhere else."""

from typing import Annotated, ClassVar
from uuid import UUID

from django.utils.translation import gettext_noop as N_
from pydantic import Field

from lianfang.ledger.kinds import Counts, Fact, Kind, Mentions
from lianfang.screening import figures
from lianfang.screening.choices import Action, Handling
from lianfang.vault.parts import Note

HANDLE = "screening.handle"


class HitFound(Fact):
    """Somebody or something that is looked for was recorded. It says what is to be done, nothing of why.

    Recorded where it was found, with `place` the post. `found` is the entry in which the traveller or the vehicle
    was named; exactly one of `person` and `vehicle` is given, as that entry knows them. `certain`: by document
    number, plate or a person's decision; otherwise by name with telephone or birth date.
    """

    kind: ClassVar[Kind] = Kind(
        "screening.hit",
        title=N_("比对命中"),
        subject="hit",
        right="",
        opens=True,
        counts=(Counts(figures.HITS),),
    )
    found: UUID = Field(title=N_("命中的记录"))
    action: Action = Field(title=N_("处置提示"))
    certain: bool = Field(default=True, title=N_("证件号码或车牌一致"))
    person: Annotated[UUID | None, Mentions("person", "hit")] = Field(default=None, title=N_("人员"))
    vehicle: Annotated[UUID | None, Mentions("vehicle", "hit")] = Field(default=None, title=N_("车辆"))


class Matched(Fact):
    """Which list it was: recorded in the area that answers for the list's subject, so that only there it is known."""

    kind: ClassVar[Kind] = Kind("screening.matched", title=N_("命中来源"), subject="hit", right="")
    source: str = Field(max_length=16, title=N_("来源"), json_schema_extra={"refers": "watch_list"})
    watched: UUID = Field(title=N_("所属事项"))


class Handled(Fact):
    """What came of a hit. Said again, the latest words hold."""

    kind: ClassVar[Kind] = Kind("screening.handled", title=N_("登记处置结果"), subject="hit", right=HANDLE)
    outcome: Handling = Field(title=N_("处置结果"), json_schema_extra={"widget": "radios"})
    note: Note | None = Field(default=None, title=N_("说明"))
