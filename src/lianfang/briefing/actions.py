"""Writing and signing briefings, and proving a frozen one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuids
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from lianfang.areas.levels import ancestors
from lianfang.briefing.clock import days
from lianfang.briefing.compose import compose
from lianfang.briefing.content import PERIODS, Briefing, read
from lianfang.briefing.kinds import BriefingFrozen, BriefingSigned
from lianfang.briefing.models import FrozenBriefing
from lianfang.briefing.reading import part_of
from lianfang.duty.models import Posting
from lianfang.duty.rights import Right
from lianfang.duty.roles import ROLES
from lianfang.ledger import clock, store
from lianfang.ledger.answers import Status
from lianfang.ledger.door import submit
from lianfang.ledger.explain import Question, causes
from lianfang.ledger.figures import all_figures
from lianfang.ledger.kinds import Fact
from lianfang.ledger.scope import Actor


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A number of a frozen briefing that a recount of the ledger does not give."""

    figure: str
    period: str
    area: str
    frozen: int
    recounted: int


def freeze(area: str, at: datetime, actor: Actor) -> FrozenBriefing:
    """Compose and keep for good. Nothing is recorded by others in between, so text and seq agree.

    Raises PermissionDenied without `briefing.write` there, and whatever `compose` raises.
    """
    if not actor.may(Right.BRIEFING_WRITE, area):
        raise PermissionDenied(_("您没有编写该区域简报的权限。"))
    with transaction.atomic():
        store.lock()
        if FrozenBriefing.objects.filter(area=area, cutoff=at).exists():
            raise ValidationError(_("这个截至时间的简报已经定稿，请打开已定稿的那一份。"))
        written = compose(area, at)
        id_ = uuids.uuid7()
        _record(id_, area, BriefingFrozen(content=written, digest=written.digest()), actor)
    return FrozenBriefing.objects.get(pk=id_)


def sign(briefing: FrozenBriefing, actor: Actor) -> FrozenBriefing:
    """Sign a frozen briefing. Four eyes: its writer may sign it only where nobody else could."""
    if not actor.may(Right.BRIEFING_SIGN, briefing.area):
        raise PermissionDenied(_("您没有签发该区域简报的权限。"))
    if briefing.signed_at is not None:
        raise ValidationError(_("这份简报已经签发。"))
    if actor.member == briefing.written_by and others_may_sign(briefing.area, actor.member):
        raise PermissionDenied(_("简报由他人审核签发，编写人不能签发自己编写的简报。"))
    _record(briefing.pk, briefing.area, BriefingSigned(digest=briefing.digest), actor)
    briefing.refresh_from_db()
    return briefing


def others_may_sign(area: str, member: UUID | None) -> bool:
    """Whether somebody other than this member holds a post that signs in this area now."""
    now = clock.now()
    signing = [role for role, duties in ROLES.items() if Right.BRIEFING_SIGN in duties.rights]
    holding = Posting.objects.filter(
        Q(until=None) | Q(until__gt=now), since__lte=now, role__in=signing, area__in=(area, *ancestors(area))
    )
    return holding.filter(member__is_active=True).exclude(member=member).exists()


def verify(frozen: FrozenBriefing) -> list[Disagreement]:
    """Recount a frozen briefing from the entries it was written from; empty when every number is right."""
    briefing = read(frozen.content)
    recounted = _recount(briefing)
    kept = {(code, period, ""): value for period in PERIODS for code, value in briefing.spans.of(period).items()} | {
        (code, period, share.area): value
        for share in briefing.shares
        for period, sums in (("total", share.total), ("yesterday", share.yesterday))
        for code, value in sums.items()
    }
    wrong = [
        Disagreement(*key, kept.get(key, 0), recounted.get(key, 0))
        for key in sorted(kept.keys() | recounted.keys())
        if kept.get(key, 0) != recounted.get(key, 0)
    ]
    if briefing.digest() != frozen.digest:
        wrong.insert(0, Disagreement("digest", "", briefing.area, 0, 1))
    return wrong


def _recount(briefing: Briefing) -> dict[tuple[str, str, str], int]:
    """Every number of a briefing from entries alone, as the ledger stood at its seq, in one pass."""
    around = days(briefing.cutoff)
    begin, end = around.span("total")
    spans = {period: around.span(period) for period in PERIODS}
    asked = Question(frozenset(all_figures()), (briefing.area,), begin, end, briefing.seq)
    sums: dict[tuple[str, str, str], int] = {}
    for cause in causes(asked):
        part = part_of(briefing.area, cause.area)
        for period, (since, until) in spans.items():
            if since <= cause.entry.at < until:
                for area in ("", part) if period in {"total", "yesterday"} else ("",):
                    key = (cause.figure, period, area)
                    sums[key] = sums.get(key, 0) + cause.amount
    return sums


def _record(subject: UUID, area: str, fact: Fact, actor: Actor) -> None:
    raw: dict[str, Any] = {
        "id": str(uuids.uuid7()),
        "kind": fact.kind.code,
        "subject": str(subject),
        "area": area,
        "at": clock.now().isoformat(),
        "data": store.stored(fact),
    }
    answer = submit([raw], actor, setup=True)[0]
    if answer.status in {Status.REFUSED, Status.HELD} and answer.problem is not None:
        raise PermissionDenied(answer.problem.sentence())
