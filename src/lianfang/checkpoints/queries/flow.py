"""Flow by hour at one post, worked out for a drawing: bars of vehicles and a line of persons."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from lianfang.checkpoints.models import Post
from lianfang.checkpoints.queries.numbers import Numbers, by_hour

HOURS = 24
WIDTH, HEIGHT = 720, 160
"""The drawing's own units, without its labels."""
_STEP = WIDTH // HOURS
_GAP = 4


@dataclass(frozen=True, slots=True)
class Bar:
    """One hour: what was counted, and where its bar stands."""

    hour: int
    numbers: Numbers
    x: int
    y: int
    height: int
    width: int = _STEP - _GAP

    @property
    def middle(self) -> float:
        """Where the label of the hour stands."""
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True)
class Flow:
    """A local day at a post. `top`: what the full height stands for; `points`: persons, as an SVG polyline."""

    day: date
    bars: tuple[Bar, ...]
    top: int
    points: str
    whole: Numbers

    @property
    def middle(self) -> int:
        """What half the height stands for."""
        return self.top // 2

    @property
    def empty(self) -> bool:
        """Whether nothing passed."""
        return not (self.whole.vehicles or self.whole.persons)


def flow(post: Post, day: date) -> Flow:
    """What passed a post hour by hour on a local day. One query."""
    since = timezone.make_aware(datetime.combine(day, datetime.min.time()))
    hours = {hour: Numbers() for hour in range(HOURS)}
    whole = Numbers()
    for one in by_hour([post.area], since, since + timedelta(hours=HOURS - 1), [post.pk]):
        hours[one.hour].add(one.figure, one.value)
        whole.add(one.figure, one.value)
    return drawn(day, hours.values(), whole)


def drawn(day: date, hours: Iterable[Numbers], whole: Numbers) -> Flow:
    """The drawing of a day's hours, in order."""
    told = list(hours)
    top = _round(max((max(one.vehicles, one.persons) for one in told), default=0))
    bars = tuple(_bar(hour, one, top) for hour, one in enumerate(told))
    points = " ".join(f"{bar.middle:g},{HEIGHT - HEIGHT * bar.numbers.persons // top}" for bar in bars)
    return Flow(day, bars, top, points, whole)


def _bar(hour: int, numbers: Numbers, top: int) -> Bar:
    height = HEIGHT * numbers.vehicles // top
    if numbers.vehicles:
        height = max(height, 2)  # one car is to be seen beside a thousand
    return Bar(hour, numbers, hour * _STEP + _GAP // 2, HEIGHT - height, height)


def _round(most: int) -> int:
    """The least round number (10, 20, 50, 100…) that holds the most: labels stay even from day to day."""
    top = 10
    while top < most:
        top = top * 2 if str(top)[0] in "15" else top * 5 // 2
    return top
