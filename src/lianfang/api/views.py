"""`POST /api/v1/entries` takes a batch through the door; `GET` is the feed of what came through, by seq."""

import json
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from lianfang.api.bodies import NDJSON, BadBodyError, entries
from lianfang.api.clocks import oddities
from lianfang.duty.devices import UnprovenError, proven
from lianfang.duty.models import Member
from lianfang.ledger.envelope import read
from lianfang.ledger.models import Entry
from lianfang.ledger.scope import within
from lianfang.ledger.together import take_together

PAGE = 1_000
MOST = 10_000
_SENT = ("seq", "id", "kind", "subject", "area", "place", "at", "received", "member", "corrects", "flags", "data")


@csrf_exempt
@require_http_methods(["GET", "POST"])
def entries_view(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """The door (POST) and the feed (GET), for a device's bearer token or a signed-in browser."""
    member = _sender(request)
    if isinstance(member, HttpResponse):
        return member
    return _take(request, member) if request.method == "POST" else _feed(request, member)


def _sender(request: HttpRequest) -> Member | HttpResponse:
    """Who asks. A browser's session must bring the CSRF token, a bearer token needs none."""
    if "Authorization" in request.headers:
        try:
            return proven(request).member
        except UnprovenError as error:
            return error.answer()
    if not isinstance(request.user, Member):
        return _problem(_("请先登录，或在 Authorization 中带上设备令牌。"), 401, code="signed_out")
    if request.method == "POST":
        refused = CsrfViewMiddleware(_pass).process_view(request, _pass, (), {})
        if refused is not None:
            return _problem(_("缺少页面的安全令牌，请刷新页面后再试。"), 403)
    return request.user


def _pass(_request: HttpRequest) -> HttpResponse:
    """What the CSRF check would let through: only its refusal is of interest."""
    return HttpResponse()


def _take(request: HttpRequest, member: Member) -> HttpResponse:
    content_type = request.content_type or ""
    lines = content_type.startswith(NDJSON)
    try:
        if len(request.body) < int(request.META.get("CONTENT_LENGTH") or 0):
            # The line broke: what is there of the last entry is not somebody's mistake to be kept and mended.
            return _problem(_("内容没有收全，请重新发送。"), 408)  # a phone sends again by itself
        batch = entries(request.body, content_type)
    except RequestDataTooBig:
        return _problem(_("内容太大，请分批发送，每批不超过 32 MB。"), 413)
    except BadBodyError as error:
        return _problem(str(error), 400)
    device = request.headers.get("X-Device", "")[:64]
    flags = oddities(request.headers.get("X-Clock", ""))
    sent = [read(item, member.actor, device, flags=flags) for item in batch]
    answers = [answer.as_json() for answer in take_together(sent)]
    if lines:
        return HttpResponse("".join(_line(answer) for answer in answers), content_type=NDJSON)
    return JsonResponse(answers, safe=False, json_dumps_params={"ensure_ascii": False})


def _feed(request: HttpRequest, member: Member) -> HttpResponse | StreamingHttpResponse:
    """Entries of the member's areas after a seq, oldest first. The last line's seq is the next `after`."""
    try:
        after, limit = int(request.GET.get("after", "0")), int(request.GET.get("limit", str(PAGE)))
    except ValueError:
        return _problem(_("after 和 limit 应为整数。"), 400)
    found = Entry.objects.filter(within(member.areas("area.view")), seq__gt=after).order_by("seq")
    rows = found.values(*_SENT)[: max(1, min(limit, MOST))]
    return StreamingHttpResponse(_written(rows.iterator()), content_type=NDJSON)


def _written(rows: Iterator[dict[str, Any]]) -> Iterator[str]:
    for row in rows:
        yield _line(row)


def _line(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, default=_plain) + "\n"


def _plain(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _problem(sentence: str, status: int, **more: str) -> HttpResponse:
    return JsonResponse({"why": sentence, **more}, status=status, json_dumps_params={"ensure_ascii": False})
