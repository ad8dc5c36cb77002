"""What time it is for the response: the real time, unless an exercise (演练) runs on a time of its own.

Sessions, tokens and keys live in real time; everything that happens in the field lives in this one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone

_offset: list[timedelta] = []


def offset() -> timedelta:
    """How far the exercise's time is from the real one (`LIANFANG_CLOCK_OFFSET`, seconds)."""
    return _offset[-1] if _offset else timedelta(seconds=settings.CLOCK_OFFSET)


def now() -> datetime:
    """This moment, with a zone."""
    return timezone.now() + offset()


def today() -> date:
    """The local day."""
    return timezone.localdate(now())


def is_exercise() -> bool:
    """Whether the time shown is not the real one."""
    return bool(offset())


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Within this block the response's time starts from `moment`."""
    _offset.append(moment - timezone.now())
    try:
        yield
    finally:
        _offset.pop()
