"""`POST /field/v1/enrol`: a phone hands in its code and becomes a device. No session, no cookie, no CSRF token."""

import base64
import json
from typing import Any

from allauth.core.internal import ratelimit
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from lianfang.areas.levels import Level
from lianfang.areas.models import Area
from lianfang.duty.models import Token
from lianfang.field import sealing
from lianfang.field.enrolment import Unusable, UnusableError, redeem
from lianfang.ledger import clock

_RATE = {"enrol": "30/m/ip"}  # guesses at 60 random bits that live ten minutes; no office enrols faster by hand
_LONGEST = 64
_STATUS = {Unusable.WRONG: 400, Unusable.USED: 410, Unusable.EXPIRED: 410, Unusable.WITHDRAWN: 410}


@csrf_exempt
@never_cache
@require_POST
def enrol(request: HttpRequest) -> JsonResponse:
    """Take `{"code", "device"}`; 201 with the token and what a new phone must know, otherwise `{"why", "code"}`."""
    if ratelimit.consume(request, app="lianfang.field", action="enrol", config=_RATE) is None:
        return _no(_("试得太频繁了，请过一分钟再试。"), "limited", 429)
    sent = _sent(request)
    if sent is None:
        return _no(_("应发送 JSON：登记码 code 和设备名称 device。"), "body", 400)
    try:
        token, secret = redeem(*sent)
    except UnusableError as error:
        return _no(str(error.why.label), error.why.value, _STATUS[error.why])
    return JsonResponse(_told(token, secret), status=201, json_dumps_params={"ensure_ascii": False})


def _sent(request: HttpRequest) -> tuple[str, str] | None:
    """The code and what the device is called; None for what is neither."""
    try:
        body = json.loads(request.body)
        code, device = body["code"], body["device"]
    except (RequestDataTooBig, ValueError, TypeError, KeyError):
        return None
    if not isinstance(code, str) or not isinstance(device, str) or len(code) > _LONGEST:
        return None
    name = " ".join("".join(c if c.isprintable() else " " for c in device).split())[:_LONGEST]
    return code, name or _("手机")


def _told(token: Token, secret: str) -> dict[str, Any]:
    kid, point = sealing.public()
    member, county = token.member, Area.objects.filter(level=Level.COUNTY).order_by("code").first()
    return {
        "token": secret,
        "device": str(token.pk),
        "member": {"id": str(member.pk), "name": member.name, "language": member.language},
        "county": {"code": county.pk if county else "", "name": county.name if county else ""},
        "seal": {"kid": kid, "key": base64.b64encode(point).decode()},
        "now": timezone.now().isoformat(),
        "offset": int(clock.offset().total_seconds()),
    }


def _no(why: str, code: str, status: int) -> JsonResponse:
    return JsonResponse({"why": why, "code": code}, status=status, json_dumps_params={"ensure_ascii": False})
