"""What may be chosen in the forms of verification: grids to place a target in, agencies to feed back to."""

from uuid import UUID

from django.utils.translation import gettext as _

from lianfang.areas.levels import VILLAGE_DIGITS, Level
from lianfang.areas.queries import in_use
from lianfang.desk.facts import offers
from lianfang.desk.facts.fields import Choices
from lianfang.duty.models import Agency
from lianfang.ledger.scope import Actor, covers
from lianfang.verification.kinds import FedBack, Placed
from lianfang.verification.models import SourceList, Target

MOST = 300  # grids in one list of choices: far more than a village or a town has


def register() -> None:
    """Called once, when the app is ready."""
    offers.offer(Placed.kind.code, "to", grids)
    offers.offer(FedBack.kind.code, "agency", agencies)


def grids(actor: Actor, _subject: UUID, area: str) -> Choices:
    """The grids of the target's village that the actor places in; further up, those of its town or county."""
    around = area[:VILLAGE_DIGITS]
    reach = actor.areas(Placed.kind.right)
    rows = in_use([around]).filter(level=Level.GRID).order_by("code").values_list("code", "name")[:MOST]
    return [("", _("请选择")), *((code, name) for code, name in rows if covers(reach, code))]


def agencies(_actor: Actor, subject: UUID, _area: str) -> Choices:
    """The agencies whose lists this campaign has; none where no list says."""
    campaign = Target.objects.filter(pk=subject).values("campaign")
    lists = SourceList.objects.filter(campaign__in=campaign, agency__isnull=False)
    rows = Agency.objects.filter(pk__in=lists.values("agency")).values_list("pk", "name")
    return [(str(pk), name) for pk, name in rows]
