"""`GET /field/v1/asking`: the set of those looked for, for phones at a post; fetched again when `hello` says so."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lianfang.duty.devices import UnprovenError, proven
from lianfang.duty.rights import Right
from lianfang.ledger import clock
from lianfang.ledger.scope import Actor
from lianfang.screening.asking import asking, version

RIGHT: Final = Right.CHECKPOINTS_RECORD


@require_GET
def asking_view(request: HttpRequest) -> HttpResponse:
    """The set as JSON with its version as ETag; 304 for whoever has it, 403 for whoever mans no post."""
    try:
        actor = proven(request).member.actor
    except UnprovenError as error:
        return error.answer()
    if not actor.may(RIGHT):
        why = {"why": _("您没有在卡点登记通行的岗位。"), "code": "no_right"}
        return JsonResponse(why, status=403, json_dumps_params={"ensure_ascii": False})
    found = asking(clock.now())
    tag = f'"{found.version}"'
    known = request.headers.get("If-None-Match", "")
    answer = HttpResponse(status=304) if known == tag else JsonResponse(found.as_json())
    answer["ETag"] = tag
    answer["Cache-Control"] = "private, no-cache"
    patch_vary_headers(answer, ["Authorization"])
    return answer


def named(actor: Actor) -> dict[str, Any]:
    """For `hello`: the version of the set, to those who may fetch it."""
    return {"asking": version(clock.now())} if actor.may(RIGHT) else {}
