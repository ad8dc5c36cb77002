"""`GET /field/v1/hello`: what a phone asks at every sync before anything else."""

import base64
from dataclasses import asdict
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from lianfang.duty.models import Member
from lianfang.field import sealing
from lianfang.field.carry import COUNTED, LIMIT, Carry, options
from lianfang.field.parcels.base import written
from lianfang.field.reference import reference
from lianfang.field.scope import scope
from lianfang.field.views.asking import named
from lianfang.field.views.bearing import Answer, carrying
from lianfang.ledger import clock


@carrying
def hello(_request: HttpRequest, member: Member, carry: Carry) -> Answer:
    """The time, who the phone's owner is, what it carries, and the digests that tell what to fetch anew."""
    return {
        **written({"now": timezone.now()}),
        "offset": round(clock.offset().total_seconds()),
        "member": {"id": str(member.pk), "name": member.name, "language": member.language},
        "scope": scope(carry),
        "reference": reference(carry)["digest"],
        "seal": _seal(),
        "limit": LIMIT,
        "area": carry.area,
        **named(member.actor),
        **_carried(carry),
    }, 200


def _seal() -> dict[str, str]:
    kid, point = sealing.public()
    return {"kid": kid, "key": base64.b64encode(point).decode()}


def _carried(carry: Carry) -> dict[str, Any]:
    if carry.fits:
        counts = {f"{name}s": carry.counts[name] for name in COUNTED}
        return {"carry": {"areas": list(carry.areas), **counts}, "options": []}
    nothing = {f"{name}s": 0 for name in COUNTED}
    return {"carry": {"areas": [], **nothing}, "options": [asdict(option) for option in options(carry)]}
