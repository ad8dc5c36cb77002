"""Recording passages at the desk: the same screen as on the phone, fed by the server."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from lianfang.areas.queries import names
from lianfang.checkpoints.kinds import RECORD
from lianfang.checkpoints.models import Post
from lianfang.checkpoints.queries.recall import recall as recalled
from lianfang.checkpoints.queries.scope import own_post
from lianfang.checkpoints.views.dayform import today
from lianfang.desk.facts.recording import actor
from lianfang.protocols.carried import carried
from lianfang.screening.choices import Action

MOST_TYPED = 40


@login_required
@require_GET
def record(request: HttpRequest, post: UUID) -> HttpResponse:
    """The screen of a post: plate, people, temperature, what to do."""
    who = actor(request)
    row = own_post(who, post, RECORD)
    if row is None or not row.open:
        raise Http404
    return render(request, "checkpoints/record.html", {"post": row, "place": _place(row)})


def _place(row: Post) -> dict[str, Any]:
    """What the element is told of where it stands; the rest it asks for."""
    county = row.area[:6]
    codes = {row.area[:length] for length in (6, 9, 12) if len(row.area) >= length}
    return {
        "post": {"id": str(row.pk), "name": row.name, "area": row.area},
        "county": county,
        "today": today().isoformat(),
        "protocols": carried([row.area]),
        "actions": {action.value: str(action.words) for action in Action},
        "areas": dict(names(codes)),
        "recall": reverse("checkpoints:recall"),
        "entries": reverse("api:entries"),
    }


@login_required
@never_cache
@require_POST
def recall(request: HttpRequest) -> HttpResponse:
    """Who passed lately with a plate (`plate`) or a document (`id`): posted, so that neither stands in an address."""
    who = actor(request)
    if not who.may(RECORD):
        raise Http404
    typed = (request.POST.get("plate") or request.POST.get("id") or "").strip()[:MOST_TYPED]
    if not typed:
        return JsonResponse({"error": _("请给出车牌号或证件号码。")}, status=400)
    return JsonResponse({"passages": recalled(who, typed)}, json_dumps_params={"ensure_ascii": False})
