"""What the addresses of the feed share: the device's token, the part carried, answers nobody keeps."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET

from lianfang.duty.devices import UnprovenError, proven
from lianfang.duty.models import Member
from lianfang.field.carry import Carry, carry_of

Answer = tuple[dict[str, Any], int]


def carrying(view: Callable[[HttpRequest, Member, Carry], Answer]) -> Callable[[HttpRequest], HttpResponse]:
    """Make an address of the feed: GET with a bearer token, JSON with a status out, gzip where it is asked for."""

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        try:
            member = proven(request).member
        except UnprovenError as error:
            return error.answer()
        content, status = view(request, member, carry_of(member.actor, request.GET.get("area", "")))
        return _json(content, status)

    return never_cache(require_GET(gzip_page(answer)))


def _json(content: dict[str, Any], status: int) -> HttpResponse:
    return JsonResponse(content, status=status, json_dumps_params={"ensure_ascii": False, "separators": (",", ":")})
