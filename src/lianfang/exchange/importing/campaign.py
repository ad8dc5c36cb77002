"""Where an import goes: the campaign, and the area inside which places are looked for."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from lianfang.areas.levels import Level
from lianfang.areas.models import Area
from lianfang.exchange.importing.errors import ImportRefused
from lianfang.exchange.importing.ids import campaign_id
from lianfang.ledger.door import submit
from lianfang.ledger.scope import Actor, covers
from lianfang.verification.entries import entry, taken
from lianfang.verification.kinds import CampaignOpened
from lianfang.verification.models import Campaign

RIGHT = "import.run"


@dataclass(frozen=True, slots=True)
class Destination:
    """A campaign and the area to import into. `opened` is None while the campaign does not exist yet."""

    campaign: UUID
    name: str
    area: str
    opened: datetime | None = None

    def open(self, actor: Actor, due: date | None, at: datetime) -> None:
        """Open the campaign, should it not exist yet.

        Raises:
            ImportRefused: the actor may not.
        """
        if self.opened is not None:
            return
        fact = CampaignOpened(name=self.name, due=due)
        opening = entry(fact, self.campaign, self.area, at) | {"id": str(self.campaign)}
        (answer,) = submit([opening], actor)
        if not taken(answer):
            raise ImportRefused(answer.problem.sentence() if answer.problem else "")


def destination(campaign: str | UUID, actor: Actor, area: str = "") -> Destination:
    """The campaign of this name or id within the actor's reach, to be opened if there is none of this name.

    `area` is where the lists' people live; without it, the one area the actor imports for.

    Raises:
        ImportRefused: the area is missing, unknown or outside the actor's, or no campaign has this id.
    """
    root = _root(actor, area)
    found = _existing(campaign, root)
    if found is not None:
        # A county's campaign takes the lists of a town; what the town imports lies in the town.
        inside = root if root.startswith(found.area) else found.area
        return Destination(found.pk, found.name, inside, found.opened)
    if isinstance(campaign, UUID):
        raise ImportRefused(_("没有这项核查任务，请从列表中选择，或填写新任务的名称。"))
    name = campaign.strip()
    if not 0 < len(name) <= 80:
        raise ImportRefused(_("请填写核查任务的名称，不超过 80 个字。"))
    return Destination(campaign_id(root, name), name, root)


def _root(actor: Actor, area: str) -> str:
    if area:
        if not Area.objects.filter(pk=area).exists():
            raise ImportRefused(_("没有区划「%(area)s」，请填写已建立的区划代码。") % {"area": area})
        if not actor.may(RIGHT, area):
            raise ImportRefused(_("您没有在该区域导入名单的权限，请由该区域的内勤或指挥部导入。"))
        return area
    system = actor.member is None
    reach = _counties() if system else actor.areas(RIGHT)
    if len(reach) > 1:
        raise ImportRefused(_("请指明名单属于哪个区域（区划代码）。"))
    if not reach:
        raise ImportRefused(_("还没有建立区划，请先建立县区。") if system else _("您没有导入名单的权限。"))
    return reach[0]


def _counties() -> tuple[str, ...]:
    return tuple(Area.objects.filter(level=Level.COUNTY, retired_on=None).values_list("pk", flat=True)[:2])


def _existing(campaign: str | UUID, root: str) -> Campaign | None:
    """The nearest campaign around this area, else one inside it."""
    lookup = {"pk": campaign} if isinstance(campaign, UUID) else {"name": campaign.strip()}
    rows = [row for row in Campaign.objects.filter(**lookup) if covers([row.area], root) or covers([root], row.area)]
    rows.sort(key=lambda row: (not covers([row.area], root), -len(row.area), row.opened))
    return rows[0] if rows else None
