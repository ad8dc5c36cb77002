"""Numbers and words of one briefing, for those who write its sections."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lianfang.briefing import clock
from lianfang.briefing.content import Briefing, Share
from lianfang.briefing.figures import shown, value
from lianfang.briefing.wording import Number, Sentence, listing, say


@dataclass(frozen=True, slots=True)
class Teller:
    """Makes numbers of a briefing, each with its period and area, and the phrases that go with them."""

    briefing: Briefing
    days: clock.Days = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "days", clock.days(self.briefing.cutoff))

    @property
    def cutoff(self) -> str:
        """1月30日8时30分."""
        return clock.spoken(self.briefing.cutoff)

    @property
    def yesterday(self) -> str:
        """1月29日."""
        return clock.spoken_day(self.days.yesterday)

    def number(self, code: str, period: str = "total") -> Number:
        """A figure of the whole area."""
        since, until = self.days.span(period)
        return Number(value(self.briefing.spans.of(period), code), code, self.briefing.area, since, until)

    def part(self, share: Share, code: str, period: str = "total") -> Number:
        """A figure of a part of the area, in the period "total" or "yesterday"."""
        since, until = self.days.span(period)
        sums = share.total if period == "total" else share.yesterday
        return Number(value(sums, code), code, share.area, since, until, exact=self.remains(share))

    def remains(self, share: Share) -> bool:
        """Whether other parts lie below this one, so that it is only what was not filed any lower."""
        others = (other.area for other in self.briefing.shares)
        return any(other != share.area and other.startswith(share.area) for other in others)

    def said(self, codes: list[str], period: str, *, net: bool = False) -> Sentence:
        """上门走访30人次、见到本人12人: those that are not zero. `net`: stock figures say that they grew by."""
        found = []
        for code in codes:
            each = self.number(code, period)
            if each.value:
                figure = shown(code).figure
                grown = net and figure.stock
                found.append(
                    say(N_("%(what)s净增%(n)s") if grown else N_("%(what)s%(n)s"), what=_(figure.title), n=each)
                )
        return listing(found, _("、"))
