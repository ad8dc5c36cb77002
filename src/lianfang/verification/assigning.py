"""Who sees to which target: assigning in bulk, and the rule for targets nobody sees to yet."""

from collections import Counter as Bag
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from lianfang.duty.models import Group, Member
from lianfang.duty.responsible import assignee
from lianfang.ledger.door import submit
from lianfang.ledger.scope import Actor
from lianfang.verification.entries import entry, reasons, taken
from lianfang.verification.kinds import Assigned
from lianfang.verification.models import Target

ASSIGN = "verification.assign"
BATCH = 500  # entries in one transaction: others' entries wait no longer than that


@dataclass(slots=True)
class Result:
    """What became of an assignment: how many went through, and why the others did not."""

    assigned: int = 0
    refused: Bag[str] = field(default_factory=Bag)


def assignments(targets: Iterable[Target], *, group: UUID | None = None) -> list[dict[str, Any]]:
    """Entries that give each placed target to its grid's answering person, or to `group` where one is named.

    Targets that are closed, not yet in a grid or already somebody's are left out, and so are areas nobody
    answers for: those stay visible as nobody's. One query at most.
    """
    fresh = [t for t in targets if t.open and t.placed and t.member is None and t.group is None]
    if group is not None:
        return [entry(Assigned(to_group=group), target.pk, target.area) for target in fresh]
    answering = assignee({target.area for target in fresh})
    return [
        entry(Assigned(to_member=answering[target.area].member.pk), target.pk, target.area)
        for target in fresh
        if target.area in answering
    ]


def assign_new(campaign: UUID, actor: Actor, *, group: UUID | None = None) -> Result:
    """Assign every open target of a campaign that is in a grid and nobody's yet. Run again, it finds nothing left."""
    waiting = Target.objects.filter(campaign=campaign, open=True, placed=True, member=None, group=None)
    result = Result()
    for chunk in _chunks(waiting.order_by("area", "id").iterator(chunk_size=BATCH)):
        _send(assignments(chunk, group=group), actor, result)
    return result


def hand_over(targets: Iterable[Target], to: Member | Group, due: date | None, actor: Actor) -> Result:
    """Give these targets to a member or a group, by `due` if named, through the door in batches.

    Somebody who could not record a visit there is not given the target: the result says why. What is theirs
    already, with the same due date, is passed over.
    """
    result = Result()
    for chunk in _chunks(iter(targets)):
        entries = []
        for target in chunk:
            if problem := _unfit(target, to):
                result.refused[problem] += 1
            elif not _theirs(target, to, due):
                entries.append(entry(_assigned(to, due), target.pk, target.area))
        _send(entries, actor, result)
    return result


def _unfit(target: Target, to: Member | Group) -> str:
    """Why this target cannot go to them, or ""."""
    if not target.open:
        return _("已销号或与他人重复，无需分派。")
    if isinstance(to, Member):
        if not to.may("verification.record", target.area):
            return _("不在「%(name)s」的责任区，请选择该网格的责任人。") % {"name": to.name}
    elif not target.area.startswith(to.area_id):
        return _("不在「%(name)s」的辖区，请选择其他小组。") % {"name": to.name}
    return ""


def _theirs(target: Target, to: Member | Group, due: date | None) -> bool:
    holder = (None, to.pk) if isinstance(to, Group) else (to.pk, None)
    return (target.member, target.group) == holder and due in {None, target.due}


def _assigned(to: Member | Group, due: date | None) -> Assigned:
    if isinstance(to, Group):
        return Assigned(to_group=to.pk, due=due)
    return Assigned(to_member=to.pk, due=due)


def _send(entries: Sequence[dict[str, Any]], actor: Actor, result: Result) -> None:
    if entries:
        answers = submit(entries, actor)
        result.assigned += sum(map(taken, answers))
        result.refused.update(reasons(answers))


def _chunks(targets: Iterator[Target]) -> Iterator[list[Target]]:
    while chunk := list(islice(targets, BATCH)):
        yield chunk
