"""To whom a need can be handed: members posted around its area who see to needs."""

from django.db.models import Q
from django.utils.translation import gettext as _

from lianfang.areas.levels import VILLAGE_DIGITS, ancestors
from lianfang.desk.facts.fields import Choices
from lianfang.duty.models import Posting
from lianfang.duty.roles import ROLES, Role
from lianfang.ledger import clock
from lianfang.ledger.scope import Actor, within
from lianfang.outreach.kinds import RECORD

MOST = 200  # names in one list of choices: far more than a village and those above it have
_SEEING_TO_NEEDS = [role for role, duties in ROLES.items() if RECORD in duties.rights]


def hands(actor: Actor, area: str) -> Choices:
    """The members of the area's village and those posted above it, nearest to the door first. One query."""
    now, around = clock.now(), area[:VILLAGE_DIGITS]
    reach = within([around]) | Q(area__in=ancestors(around))
    rows = Posting.objects.filter(
        reach, Q(until=None) | Q(until__gt=now), since__lte=now, role__in=_SEEING_TO_NEEDS, member__is_active=True
    )
    posts = rows.order_by("since", "id").values_list("member", "member__name", "role", "area_id")[: 2 * MOST]
    nearest = sorted(posts, key=lambda post: (post[3] != area, -len(post[3])))
    found: dict[str, str] = {}
    for member, name, role, _area in nearest:
        mine = _("%(name)s（我）") % {"name": name} if member == actor.member else name
        found.setdefault(str(member), f"{mine} · {Role(role).label}")
    return list(found.items())[:MOST]
