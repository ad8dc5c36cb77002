"""What a member may see of a campaign: the areas of their right, narrowed to the area they look at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from lianfang.ledger import clock
from lianfang.ledger.scope import Actor, after, covers, within
from lianfang.verification.models import Campaign, Target

VIEW = "verification.view"


@dataclass(frozen=True, slots=True)
class Scope:
    """A campaign as one member sees it. `areas` are the prefixes that count; `area` is the one they chose, or ""."""

    actor: Actor
    campaign: Campaign
    areas: tuple[str, ...]
    area: str
    today: date

    def targets(self) -> QuerySet[Target]:
        """The campaign's targets in these areas, those merged into another one included."""
        return Target.objects.filter(held(self.areas), campaign=self.campaign.pk)


def scope_of(actor: Actor, campaign: UUID, area: str = "", right: str = VIEW) -> Scope | None:
    """The member's view of a campaign, or None where there is nothing for them: which of both is not told.

    `area` must lie in the member's areas; without it, all of them count.
    """
    reach = actor.areas(right)
    if not reach or (area and not covers(reach, area)):
        return None
    found = Campaign.objects.filter(pk=campaign).first()
    if found is None or not _concerns(found, reach):
        return None
    return Scope(actor, found, (area,) if area else reach, area, clock.today())


def campaigns(actor: Actor, right: str = VIEW) -> list[Campaign]:
    """The campaigns that concern a member, the latest first. At most two queries."""
    reach = actor.areas(right)
    if not reach:
        return []
    every = list(Campaign.objects.all())
    ours = {campaign.pk for campaign in every if overlap(campaign.area, reach)}
    rest = [campaign.pk for campaign in every if campaign.pk not in ours]
    if rest:
        strayed = Target.objects.filter(held(reach), campaign__in=rest)
        ours |= set(strayed.values_list("campaign", flat=True).distinct())
    return [campaign for campaign in every if campaign.pk in ours]


def held(areas: Sequence[str], column: str = "area") -> Q:
    """`within`, and for several areas the range around them all, so that the index is entered once and left early."""
    condition = within(areas, column)
    if len(areas) > 1:
        bounds = {f"{column}__gte": min(areas), f"{column}__lt": max(map(after, areas))}
        condition &= Q(**bounds)
    return condition


def late(campaigns: Sequence[Campaign], today: date) -> Q:
    """Open targets whose own due date, or where there is none their campaign's, has passed."""
    overdue = Q(due__lt=today)
    passed = [campaign.pk for campaign in campaigns if campaign.due is not None and campaign.due < today]
    if passed:
        overdue |= Q(due__isnull=True, campaign__in=passed)
    return Q(open=True) & overdue


def late_on(target: Target, due: date | None, today: date) -> bool:
    """The same of one target at hand; `due` is its campaign's."""
    end = target.due or due
    return target.open and end is not None and end < today


def again(today: date) -> Q:
    """Open targets somebody promised to come back to by today."""
    return Q(open=True, again_on__lte=today)


def _concerns(campaign: Campaign, reach: Sequence[str]) -> bool:
    """A campaign opened elsewhere concerns those to whose area one of its targets turned out to belong."""
    if overlap(campaign.area, reach):
        return True
    return Target.objects.filter(held(reach), campaign=campaign.pk).exists()


def overlap(area: str, reach: Sequence[str]) -> bool:
    """Whether an area lies in these areas, or around one of them."""
    return any(area.startswith(prefix) or prefix.startswith(area) for prefix in reach)
