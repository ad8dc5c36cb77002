"""How numbers and times are written: digits in groups, whole words for time left."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _


def number(value: float | None) -> str:
    """1,032; a missing number is an em dash, never a zero."""
    return "—" if value is None else f"{value:,}"


def moment(value: datetime, now: datetime | None = None) -> str:
    """Day and time; the year is written when it is not this one."""
    local = timezone.localtime(value)
    same = local.year == timezone.localtime(now).year
    return date_format(local, _("n月j日 H:i") if same else _("Y年n月j日 H:i"))


def span(length: timedelta) -> str:
    """A length of time in one unit, rounded down: minutes, hours, from two days on days."""
    minutes = int(length.total_seconds() // 60)
    if minutes < 60:
        return _("%(n)s 分钟") % {"n": minutes}
    if minutes < 48 * 60:
        return _("%(n)s 小时") % {"n": minutes // 60}
    return _("%(n)s 天") % {"n": minutes // (24 * 60)}


def share(part: int, whole: int) -> str:
    """A percentage that never rounds up to 100 or down to 0 while something is left or begun."""
    if whole <= 0:
        return "—"
    percent = min(99.9, part * 100 / whole) if part < whole else 100.0
    percent = max(0.1, percent) if part else 0.0
    text = f"{int(percent * 10) / 10:.1f}".removesuffix(".0")
    return f"{text}%"
