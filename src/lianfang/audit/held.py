"""Entries the door held or refused, as their author and those who supervise the area may know of them."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from lianfang.areas import queries as areas
from lianfang.desk.facts import naming
from lianfang.duty.rights import Right
from lianfang.ledger.answers import Problem, Status
from lianfang.ledger.hooks import identifier
from lianfang.ledger.kinds import all_kinds
from lianfang.ledger.models import Waiting
from lianfang.ledger.scope import Actor, narrowest, within

HELD = Q(problem={})
_SEND_AGAIN = frozenset({"no_right", "not_yours", "unknown_area", "unknown_kind", "newer_version"})


@dataclass(frozen=True, slots=True)
class Line:
    """One entry that is not in the ledger, in words. `why` says what is wrong, `cure` what comes next."""

    pk: UUID
    kind: str
    area: str
    by: str
    device: str
    received: datetime
    state: Status
    why: str
    cure: str
    own: bool


def visible(actor: Actor) -> QuerySet[Waiting]:
    """What a member may know of: their own, and those of areas whose records they audit or correct.

    An entry whose area could not be read belongs to its author and to whoever audits anywhere.
    """
    reach = narrowest((*actor.areas(Right.LEDGER_AUDIT), *actor.areas(Right.LEDGER_CORRECT)))
    shown = _own(actor) | within(reach)
    if actor.may(Right.LEDGER_AUDIT):
        shown |= Q(area="")
    return Waiting.objects.filter(shown)


def refused(actor: Actor) -> QuerySet[Waiting]:
    """The member's own entries that were refused."""
    return Waiting.objects.filter(_own(actor)).exclude(HELD)


def _own(actor: Actor) -> Q:
    return Q(member=actor.member) if actor.member is not None else Q(pk__in=())


def raws(rows: Sequence[Waiting]) -> list[Any]:
    """The entries as they were sent."""
    return [json.loads(text) for text in identifier().unseal([bytes(row.sealed) for row in rows])]


def lines(actor: Actor, rows: Iterable[Waiting]) -> list[Line]:
    """These entries in words, in a fixed number of queries."""
    listed = list(rows)
    places = areas.names({row.area for row in listed if row.area})
    people = naming.members(actor, {row.member for row in listed if row.member})
    kinds = _kinds(actor, listed)
    return [
        Line(
            pk=row.pk,
            kind=kinds[row.pk],
            area=places.get(row.area, row.area) or "—",
            by=naming.by(row.member, {"member": people}),
            device=row.device,
            received=row.received,
            state=Status.REFUSED if row.problem else Status.HELD,
            why=problem(row).sentence(),
            cure=cure(row),
            own=row.member == actor.member,
        )
        for row in listed
    ]


def problem(row: Waiting) -> Problem:
    """Why it is not in the ledger."""
    return Problem(**row.problem) if row.problem else Problem("waiting")


def cure(row: Waiting) -> str:
    """What has to happen for it to be taken."""
    if not row.problem:
        return _("不用处理，前一条到了就自动入账。")
    if row.after is not None:
        return _("对象移到录入人的辖区后自动入账，或请该辖区的人录入。")
    if may_send_again(row):
        return _("情况改变后（岗位、区划或应用更新），由录入人重新提交。")
    return _("请录入人对照原文改正，从原来的页面重新录入。")


def may_send_again(row: Waiting) -> bool:
    """Whether the same words may be taken another time: what was wrong lies outside the entry."""
    return bool(row.problem) and row.problem["code"] in _SEND_AGAIN


def _kinds(actor: Actor, rows: Sequence[Waiting]) -> dict[UUID, str]:
    """What each is; where the door could not read it on, the author's own words say so, to the author alone."""
    unread = [row for row in rows if not row.kind and row.member == actor.member]
    codes = {row.pk: row.kind for row in rows}
    for row, raw in zip(unread, raws(unread), strict=True):
        codes[row.pk] = str(raw.get("kind", "")) if isinstance(raw, dict) else ""
    known = all_kinds()
    return {pk: _(known[code].title) if code in known else _("无法辨认的记录") for pk, code in codes.items()}
