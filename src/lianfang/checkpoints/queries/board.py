"""The board: every post with what it counts now, this shift, today and since it opened; who waits there."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, OuterRef, Subquery
from django.utils import timezone

from lianfang.areas.queries import labels
from lianfang.checkpoints.kinds import VIEW
from lianfang.checkpoints.models import Passage, Post
from lianfang.checkpoints.queries import numbers
from lianfang.checkpoints.queries.numbers import Hour, Numbers, Shift
from lianfang.checkpoints.queries.scope import posts
from lianfang.ledger.scope import Actor, within
from lianfang.screening.choices import State
from lianfang.screening.models import Hit

_HITS = "screening.view"
FRESH = timedelta(hours=2)
"""A queue seen longer ago says nothing about now."""

QUIET = timedelta(hours=1)
"""A post by day without a passage for so long may have stopped recording; it is marked, no more."""


@dataclass(slots=True)
class Line:
    """A post on the board. `hits`: open ones there; None where the member may not see hits."""

    post: Post
    area: str
    shift: Shift
    last: datetime | None = None
    hour: Numbers = field(default_factory=Numbers)
    on_shift: Numbers = field(default_factory=Numbers)
    today: Numbers = field(default_factory=Numbers)
    total: Numbers = field(default_factory=Numbers)
    hits: int | None = None
    queued: bool = False
    quiet: bool = False


@dataclass(slots=True)
class Board:
    """Every line, and what they come to."""

    lines: list[Line]
    hour: Numbers = field(default_factory=Numbers)
    on_shift: Numbers = field(default_factory=Numbers)
    today: Numbers = field(default_factory=Numbers)
    total: Numbers = field(default_factory=Numbers)
    hits: int = 0
    open: int = 0


def board(actor: Actor, now: datetime, *, closed: bool = False) -> Board:
    """The posts in the member's areas, those with the longest line first. Six queries for any number of them."""
    reach = actor.areas(VIEW)
    passed = Passage.objects.filter(post=OuterRef("pk")).order_by("-at").values("at")[:1]
    rows = posts(actor).annotate(last=Subquery(passed))
    if not closed:
        rows = rows.filter(open=True)
    found = list(rows)
    named = labels({post.area for post in found})
    lines = [Line(post, named[post.area], numbers.shift_at(post, now), post.last) for post in found]
    _count(lines, reach, now)
    _hits(lines, actor)
    whole = Board(sorted(lines, key=lambda line: (not line.post.open, -_waiting(line), line.post.name, line.post.pk)))
    for line in lines:
        _judge(line, now)
        for name in ("hour", "on_shift", "today", "total"):
            getattr(whole, name).include(getattr(line, name))
        whole.hits += line.hits or 0
        whole.open += line.post.open
    return whole


def _count(lines: Sequence[Line], reach: Sequence[str], now: datetime) -> None:
    total, today = numbers.in_all(reach), numbers.in_all(reach, now)
    hours: dict[str, list[Hour]] = {}
    for one in numbers.by_hour(reach, now - timedelta(hours=24), now):
        hours.setdefault(one.place, []).append(one)
    local = timezone.localtime(now).replace(minute=0, second=0, microsecond=0)
    this_hour = Shift(local, local + timedelta(hours=1))
    for line in lines:
        place = str(line.post.pk)
        line.total, line.today = total.get(place, Numbers()), today.get(place, Numbers())
        line.on_shift = numbers.within_shift(hours.get(place, ()), place, line.shift)
        line.hour = numbers.within_shift(hours.get(place, ()), place, this_hour)


def _hits(lines: Sequence[Line], actor: Actor) -> None:
    if not actor.may(_HITS):
        return
    open_hits = Hit.objects.filter(
        within(actor.areas(_HITS)), state=State.OPEN, place__in=[str(line.post.pk) for line in lines]
    )
    counts = dict(open_hits.order_by().values_list("place").annotate(Count("pk")))
    for line in lines:
        line.hits = counts.get(str(line.post.pk), 0)


def _judge(line: Line, now: datetime) -> None:
    line.queued = line.post.queue_at is not None and now - line.post.queue_at < FRESH
    line.quiet = line.post.open and (line.last is None or now - line.last > QUIET)


def _waiting(line: Line) -> int:
    return line.post.queue or 0


def hits_at(actor: Actor, post: UUID) -> int | None:
    """Open hits at one post; None where the member may not see hits."""
    if not actor.may(_HITS):
        return None
    return Hit.objects.filter(within(actor.areas(_HITS)), state=State.OPEN, place=str(post)).count()
