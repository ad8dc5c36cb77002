"""Days and cut-offs as a morning meeting speaks of them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

MEETING = time(8, 30)
"""When the morning briefing is read out (R5); a briefing not signed by then is late."""

BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)
"""Before any entry: the open end of "from the beginning"."""


@dataclass(frozen=True, slots=True)
class Days:
    """The local midnights around a cut-off."""

    cutoff: datetime
    today: datetime
    yesterday: datetime
    before: datetime

    def span(self, period: str) -> tuple[datetime, datetime]:
        """Begin and (open) end of a period of `content.PERIODS`."""
        return {
            "total": (BEGINNING, self.cutoff),
            "today": (self.today, self.cutoff),
            "yesterday": (self.yesterday, self.today),
            "before": (self.before, self.yesterday),
        }[period]


def days(cutoff: datetime) -> Days:
    """The days around a cut-off, in local time. A cut-off at midnight closes the day that ends there."""
    day = timezone.localtime(cutoff).date()
    return Days(cutoff, midnight(day), midnight(day - timedelta(days=1)), midnight(day - timedelta(days=2)))


def midnight(day: date) -> datetime:
    """The first moment of a local day."""
    return datetime.combine(day, time(), tzinfo=timezone.get_default_timezone())


def spoken(moment: datetime) -> str:
    """1月30日8时, 1月30日8时30分; midnight is the 24th hour of the day that ends, as bulletins write it."""
    local = timezone.localtime(moment)
    if local.hour == 0 and local.minute == 0:
        return date_format(local - timedelta(days=1), _("n月j日24时"))
    return date_format(local, _("n月j日G时i分") if local.minute else _("n月j日G时"))


def spoken_day(moment: datetime) -> str:
    """1月29日."""
    return date_format(timezone.localtime(moment), _("n月j日"))
