"""Which responses and listings a member may see: those that hold for an area of theirs, and those inside them."""

from typing import Final
from uuid import UUID

from django.db.models import Q

from lianfang.areas.levels import ancestors
from lianfang.ledger.scope import Actor, within
from lianfang.protocols.models import ListedArea, Response

VIEW: Final = "area.view"
"""What holds in an area is public to whoever works there."""


def of_concern(actor: Actor) -> Q:
    """Rows of areas that the member's areas lie in, or that lie in them."""
    reach = actor.areas(VIEW)
    return within(reach) | Q(area__in={code for area in reach for code in ancestors(area)})


def response_of(actor: Actor, response: UUID) -> Response | None:
    """A response that concerns the member, or None."""
    return Response.objects.filter(of_concern(actor), pk=response).first()


def listed_of(actor: Actor, listed: UUID) -> ListedArea | None:
    """A listed area that concerns the member, or None."""
    return ListedArea.objects.filter(of_concern(actor), pk=listed).first()
