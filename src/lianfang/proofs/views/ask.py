"""`POST /proofs/v1/check`: a phone at a post asks what a short code, or a QR it cannot judge itself, is worth."""

import json

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from lianfang.duty.devices import UnprovenError, proven
from lianfang.ledger import clock
from lianfang.proofs.queries.checking import LONGEST, check
from lianfang.proofs.views.check import holder, knows


@csrf_exempt
@never_cache
@require_POST
def ask(request: HttpRequest) -> JsonResponse:
    """Take `{"code"}` with a device's token; gives `{"found", "what", "until", "printed"}`, the rest where known."""
    try:
        actor = proven(request).member.actor
    except UnprovenError as error:
        return error.answer()
    if not knows(actor):
        return _no(_("您不能查验证明。"), "no_right", 403)
    code = _sent(request)
    if code is None:
        return _no(_("应发送 JSON：证明上的编号 code。"), "body", 400)
    found = check(code, clock.now())
    row = found.proof
    answer = {
        "found": found.found.value,
        "what": row.what if row else "",
        "until": row.until.isoformat() if row else "",
        "printed": holder(actor, found),
    }
    return JsonResponse(answer, json_dumps_params={"ensure_ascii": False})


def _sent(request: HttpRequest) -> str | None:
    try:
        code = json.loads(request.body)["code"]
    except (RequestDataTooBig, ValueError, TypeError, KeyError):
        return None
    return code if isinstance(code, str) and len(code) <= LONGEST else None


def _no(why: str, code: str, status: int) -> JsonResponse:
    return JsonResponse({"why": why, "code": code}, status=status, json_dumps_params={"ensure_ascii": False})
