"""A briefing composed: every number read once, proved, and put beside what was said last time."""

from datetime import UTC, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from lianfang.areas.models import Area
from lianfang.briefing import corrections, duties
from lianfang.briefing.clock import BEGINNING, days
from lianfang.briefing.content import Briefing, Corrections, read
from lianfang.briefing.models import FrozenBriefing
from lianfang.briefing.reading import spans_and_shares
from lianfang.ledger import clock
from lianfang.ledger.models import Entry


def compose(area: str, at: datetime) -> Briefing:
    """The briefing of an area as of a cut-off, exact to the microsecond (entries before it count, it is open).

    Targets of every campaign in the area count, because figures are kept by area and not by campaign. Read without
    a lock: an entry that arrives meanwhile may be in one number and not yet in another; `actions.freeze` composes
    with the door shut. Raises ValidationError for an unknown area or a cut-off yet to come, DoesNotAddUpError when
    parts do not add up.
    """
    name = Area.objects.filter(pk=area).values_list("name", flat=True).first()
    if name is None:
        raise ValidationError(_("没有区划「%(area)s」，请从列表中选择区域。") % {"area": area})
    if at > clock.now():
        raise ValidationError(_("截至时间还没有到，请选择现在或更早的时间。"))
    seq = Entry.objects.aggregate(last=Max("seq"))["last"] or 0
    spans, shares = spans_and_shares(area, days(at))
    loads = duties.loads(area, at)
    return Briefing(
        area=area,
        name=name,
        cutoff=at.astimezone(UTC),
        seq=seq,
        spans=spans,
        shares=shares,
        duties=duties.duties(loads, at),
        reminders=duties.reminders(area, loads, spans.total, at),
        corrections=_corrections(area, at),
    )


def last_frozen(area: str, before: datetime) -> tuple[UUID, Briefing] | None:
    """The latest frozen briefing of this very area with an earlier cut-off."""
    row = (
        FrozenBriefing.objects.filter(area=area, cutoff__gt=BEGINNING, cutoff__lt=before)
        .order_by("-cutoff", "-seq")
        .first()
    )
    return None if row is None else (row.pk, read(row.content))


def _corrections(area: str, at: datetime) -> Corrections | None:
    last = last_frozen(area, at)
    return None if last is None else corrections.since(last[1], last[0])
