"""Listed areas (重点地区) and who counts as exposed by them: a place and dates, never an origin."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from lianfang.protocols.choices import Risk


@dataclass(frozen=True, slots=True)
class Listed:
    """An area anywhere in the country that is listed, with everything in it, from `since` to `until` (both days).

    Whoever left it in that time is exposed for `days` days after the day they left; a stay beyond `until` counts as
    if it had ended then.
    """

    code: str
    name: str
    level: Risk
    since: date
    until: date
    days: int
    source: str

    def counts(self, on: date) -> bool:
        """Whether anybody can still be exposed by it on this day."""
        return self.since <= on <= self.until + timedelta(days=self.days)

    def exposes(self, been: Collection[str], left_on: date, on: date) -> bool:
        """Whether a stay in one of these areas, left on that day, counts on the day `on`."""
        if not self.since <= left_on <= on or not any(place.startswith(self.code) for place in been):
            return False
        return on <= min(left_on, self.until) + timedelta(days=self.days)


def exposed(listed: Iterable[Listed], been: Collection[str], left_on: date | None, on: date) -> bool:
    """Whether a stay in these areas counts on the day `on`; without a day of leaving, they come from there."""
    return any(one.exposes(been, left_on or on, on) for one in listed)
