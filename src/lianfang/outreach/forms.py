"""The form by which a need is taken down at the desk."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from lianfang.desk.facts.forms import FactForm
from lianfang.outreach.choices import Heard
from lianfang.outreach.kinds import NeedRaised

_MORE_THAN_NEEDED = ("who-id_number", "who-sex", "who-birth_date")


class NeedForm(FactForm):
    """Asks what is needed and, of somebody in no register, only what it takes to find them: name, phone, door.

    `person`: somebody known, who is not asked for again. `household`: the door, where it is known.
    """

    def __init__(
        self, data: Mapping[str, Any] | None, *, person: UUID | None = None, household: UUID | None = None
    ) -> None:
        fixed: dict[str, Any] = {"household": str(household)} if household else {}
        if person is not None:
            fixed["who"] = {"person": str(person)}
        # At the desk people ring up; at the door it is the phone that asks.
        super().__init__(NeedRaised.kind, data, values={"channel": Heard.PHONE}, fixed=fixed, keeps=fixed)
        if person is not None:
            self.leave_out("who")
        for name in _MORE_THAN_NEEDED:
            self.fields.pop(name, None)
            self.paths.pop(name, None)
