"""Targets as a list shows them: who, where, how it stands, who sees to it. Read for a whole page at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from lianfang.areas.queries import labels
from lianfang.desk.components import Tone
from lianfang.ledger import clock
from lianfang.ledger.scope import Actor
from lianfang.vault import reading
from lianfang.vault.reading import Shown
from lianfang.verification.choices import Outcome, Standing
from lianfang.verification.models import Campaign, Target
from lianfang.verification.queries.crew import called
from lianfang.verification.queries.scope import late_on

TONES = {Standing.CLOSED: Tone.DONE, Standing.DUPLICATE: Tone.VOID}
_BEGINNING = {Standing.TO_VISIT, Standing.UNPLACED, Standing.UNDECIDED}


def tone_of(standing: Standing) -> Tone:
    """How a standing looks: done, void, not begun, or under way."""
    return TONES.get(standing, Tone.TODO if standing in _BEGINNING else Tone.ACTIVE)


@dataclass(frozen=True, slots=True)
class Line:
    """One target with what the member may see of it."""

    target: Target
    who: Shown
    address: str
    area: str
    holder: str
    claimed_by: str
    late: bool
    mine: bool

    @property
    def pk(self) -> UUID:
        """The target's id."""
        return self.target.pk

    @property
    def standing(self) -> Standing:
        """Where it stands."""
        return Standing(self.target.standing)

    @property
    def tone(self) -> Tone:
        """The tone of its standing."""
        return tone_of(self.standing)

    @property
    def last(self) -> str:
        """What came of the last attempt, in words; only the door counts as met."""
        if self.target.last_outcome == Outcome.MET and self.target.met_at is None:
            return _("电话或视频联系上，未当面见到")
        return str(Outcome(self.target.last_outcome).label) if self.target.last_outcome else ""


def lines(actor: Actor, targets: Sequence[Target], campaigns: Sequence[Campaign], purpose: str) -> list[Line]:
    """These targets as lines, in the same order. At most six queries for any number."""
    people = {target.person: target.area for target in targets}
    doors = {target.household: target.area for target in targets if target.household is not None}
    shown = reading.show(actor, people | doors, purpose)
    now, today = clock.now(), clock.today()
    names = called(
        [who for t in targets for who in (t.member, t.claimed_by if _claimed(t, now) else None)],
        [target.group for target in targets],
    )
    places = labels({target.area for target in targets})
    due = {campaign.pk: campaign.due for campaign in campaigns}
    return [
        Line(
            target=target,
            who=shown[target.person],
            address=_address(target, shown),
            area=places[target.area],
            holder=names.get(target.member or target.group or target.pk, ""),
            claimed_by=names.get(target.claimed_by or target.pk, "") if _claimed(target, now) else "",
            late=late_on(target, due.get(target.campaign), today),
            mine=target.claimed_by == actor.member and _claimed(target, now),
        )
        for target in targets
    ]


def _claimed(target: Target, now: datetime) -> bool:
    return target.claimed_until is not None and target.claimed_until > now


def _address(target: Target, shown: dict[UUID, Shown]) -> str:
    """The door in the register, else the address as the list or the person stated it."""
    door = shown[target.household].address if target.household else ""
    return door or shown[target.person].address
