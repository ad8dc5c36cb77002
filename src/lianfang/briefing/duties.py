"""Today's assignments and what to be reminded of, as of a cut-off."""

from collections import Counter as Bag
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from lianfang.areas.queries import in_use
from lianfang.briefing import asof
from lianfang.briefing.content import Duty, Reminders, Sums
from lianfang.duty.responsible import answers_for, assignee
from lianfang.ledger.models import Waiting
from lianfang.ledger.scope import within
from lianfang.outreach.models import Need
from lianfang.outreach.queries.scope import is_late, late
from lianfang.people.figures import IDENTITIES_UNDECIDED
from lianfang.verification.choices import Standing
from lianfang.verification.figures import STANDINGS
from lianfang.verification.models import Door, Target

_VILLAGE = 12  # nearer to the door than this, somebody must answer by name


@dataclass(frozen=True, slots=True)
class Owner:
    """Who has a target; targets given to nobody are told apart by area, for whoever answers there."""

    group: UUID | None
    member: UUID | None
    area: str = ""


@dataclass(slots=True)
class Load:
    """How many targets, counted as `Duty` says."""

    open: int = 0
    due: int = 0
    again: int = 0
    late: int = 0

    def take(self, more: "Load") -> None:
        """Add another load to this one."""
        self.open += more.open
        self.due += more.due
        self.again += more.again
        self.late += more.late


def loads(area: str, cutoff: datetime) -> dict[Owner, Load]:
    """The open targets of an area by owner, as of the cut-off."""
    day = timezone.localtime(cutoff).date()
    found: dict[Owner, Load] = {}
    for owner, load in (*_standing(area, cutoff, day), *_folded(area, cutoff, day)):
        found.setdefault(owner, Load()).take(load)
    return found


def _standing(area: str, cutoff: datetime, day: date) -> Iterator[tuple[Owner, Load]]:
    rows = asof.standing(Target, area, cutoff).filter(open=True)
    grouped = (
        rows.order_by()
        .values_list("group", "member", "area")
        .annotate(
            n=Count("pk"),
            today=Count("pk", filter=Q(due=day)),
            back=Count("pk", filter=Q(again_on__lte=day)),
            past=Count("pk", filter=Q(due__lt=day)),
        )
    )
    for group, member, place, *counts in grouped:
        yield _owner(group, member, place), Load(*counts)


def _folded(area: str, cutoff: datetime, day: date) -> Iterator[tuple[Owner, Load]]:
    for row in asof.folded(Target, "target", area, cutoff):
        if row.open:
            due, again = row.due, row.again_on
            yield (
                _owner(row.group, row.member, row.area),
                Load(1, int(due == day), int(bool(again and again <= day)), int(bool(due and due < day))),
            )


def _owner(group: UUID | None, member: UUID | None, area: str) -> Owner:
    return Owner(group, None if group else member, "" if group or member else area)


def duties(found: dict[Owner, Load], cutoff: datetime) -> tuple[Duty, ...]:
    """The assignments: groups, then members, then whoever answers, then nobody; the heaviest first."""
    answering = assignee({owner.area for owner in found if owner.area}, cutoff)
    merged: dict[tuple[UUID | None, UUID | None, bool], Load] = {}
    for owner, load in found.items():
        named = answering.get(owner.area)
        member = named.member.pk if named else owner.member
        merged.setdefault((owner.group, member, bool(named)), Load()).take(load)
    made = [
        Duty(load.open, load.due, load.again, load.late, group, member, by_post)
        for (group, member, by_post), load in merged.items()
    ]
    return tuple(sorted(made, key=_order))


def _order(duty: Duty) -> tuple[int, int, int, str]:
    rank = 0 if duty.group else 1 if duty.member and not duty.answering else 2 if duty.member else 3
    return rank, -duty.late, -duty.open, str(duty.group or duty.member)


def reminders(area: str, found: dict[Owner, Load], total: Sums, cutoff: datetime) -> Reminders:
    """What must not be forgotten, from the same reading of targets and figures as the rest."""
    return Reminders(
        late=sum(load.late for load in found.values()),
        again=sum(load.again for load in found.values()),
        doors_again=_doors(area, cutoff),
        unplaced=total.get(STANDINGS[Standing.UNPLACED].code, 0),
        undecided=total.get(IDENTITIES_UNDECIDED.code, 0),
        doubted=total.get(STANDINGS[Standing.DOUBTED].code, 0),
        needs_late=_needs_late(area, cutoff),
        unanswered=unanswered(area, cutoff),
        waiting=Waiting.objects.filter(within([area]), received__lt=cutoff).count(),
    )


def _doors(area: str, cutoff: datetime) -> int:
    """Households nobody has been met in, to be gone back to by the day of the cut-off."""
    day = timezone.localtime(cutoff).date()
    same = asof.standing(Door, area, cutoff).filter(met=False, again_on__lte=day).count()
    then: Bag[bool] = Bag(
        not door.met and door.again_on is not None and door.again_on <= day
        for door in asof.folded(Door, "door", area, cutoff)
    )
    return same + then[True]


def _needs_late(area: str, cutoff: datetime) -> int:
    """Needs that were open and past their day at the cut-off."""
    same = asof.standing(Need, area, cutoff).filter(late(cutoff)).count()
    return same + sum(is_late(need, cutoff) for need in asof.folded(Need, "need", area, cutoff))


def unanswered(area: str, cutoff: datetime) -> tuple[str, ...]:
    """Codes of the smallest areas in use for which nobody answers from the village down."""
    leaves = in_use([area]).filter(children__isnull=True).values_list("code", flat=True)
    chains = answers_for(sorted(leaves), cutoff)
    return tuple(code for code, chain in sorted(chains.items()) if all(len(each.area) < _VILLAGE for each in chain))
