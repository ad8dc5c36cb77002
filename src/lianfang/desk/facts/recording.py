"""Recording at the desk: one entry through the door with the rights of whoever asks."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast
from uuid import UUID

import uuid_utils.compat as uuids
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from lianfang.ledger import clock
from lianfang.ledger.answers import FLAGS, Answer, Status
from lianfang.ledger.door import submit
from lianfang.ledger.kinds import Kind
from lianfang.ledger.scope import Actor


def actor(request: HttpRequest) -> Actor:
    """What the signed-in member may do; views behind `login_required` only."""
    return cast(Actor, request.user.actor)  # type: ignore[union-attr]  # nobody is anonymous here


def record(
    request: HttpRequest,
    kind: Kind,
    subject: UUID,
    area: str,
    data: Mapping[str, Any],
    *,
    entry: UUID | None = None,
    at: datetime | None = None,
    corrects: UUID | None = None,
    place: str = "",
) -> Answer:
    """Send one entry through the door. `entry` and `at` by default: a new id, now. `place`: a post, a venue."""
    sent: dict[str, Any] = {
        "id": str(entry or uuids.uuid7()),
        "kind": kind.code,
        "subject": str(subject),
        "area": area,
        "at": (at or clock.now()).isoformat(),
        "data": dict(data),
    }
    if corrects is not None:
        sent["corrects"] = str(corrects)
    if place:
        sent["place"] = place
    return submit([sent], actor(request), device="desk")[0]


def say(request: HttpRequest, kind: Kind, answer: Answer) -> bool:
    """Tell the member in a sentence what became of the entry; gives whether it is in the ledger."""
    what = {"kind": _(kind.title)}
    if answer.status is Status.ACCEPTED:
        messages.success(request, _("已记录：%(kind)s。") % what)
    elif answer.status is Status.FLAGGED:
        what["flags"] = _("；").join(flag_text(code) for code in answer.flags)
        messages.warning(request, _("已记录：%(kind)s。请核对：%(flags)s。") % what)
    elif answer.status is Status.KNOWN:
        messages.info(request, _("这张表已经保存过，没有重复记录。要改动请用“更正”。"))
    elif answer.problem is not None:
        messages.error(request, answer.problem.sentence())
    return answer.seq is not None


def flag_text(code: str) -> str:
    """What a flag says, in the member's language."""
    return _(FLAGS.get(code, code))
