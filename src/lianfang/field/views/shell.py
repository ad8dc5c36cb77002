"""The app's page, its service worker and its manifest. They are the same for everybody and need no sign-in."""

import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lianfang.field import precache

_ASKED_AGAIN = {"Cache-Control": "no-cache"}


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The frame in which the phone's modules draw everything; nothing personal is in it."""
    version = precache.version(precache.files())
    headers = _ASKED_AGAIN | {"X-Version": version}
    return render_with(request, "field/shell.html", {"version": version, "files": settings.STATIC_URL}, headers)


@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker: the code of `sw.js` with the version and the files it keeps."""
    files = precache.files()
    context = {"version": precache.version(files), "files": json.dumps(files, separators=(",", ":"))}
    return render_with(request, "field/sw.js", context, _ASKED_AGAIN | {"Content-Type": "text/javascript"})


def render_with(request: HttpRequest, template: str, context: dict[str, str], headers: dict[str, str]) -> HttpResponse:
    """`render` with headers."""
    response = render(request, template, context)
    for name, value in headers.items():
        response[name] = value
    return response


@require_GET
def manifest(_request: HttpRequest) -> HttpResponse:
    """What a phone needs to know to install the app, in the language of whoever asks."""
    home = reverse("field:shell")
    icons = [
        {"src": f"{settings.STATIC_URL}field/icons/{name}.png", "sizes": f"{size}x{size}", "type": "image/png"}
        | ({"purpose": "maskable"} if name.startswith("maskable") else {})
        for name, size in (("icon-192", 192), ("icon-512", 512), ("maskable-192", 192), ("maskable-512", 512))
    ]
    described = {
        "id": home,
        "start_url": home,
        "scope": home,
        "display": "standalone",
        "name": _("联防"),
        "short_name": _("联防"),
        "description": _("挨户走访、登记、核查：没有网络也能用一整天。"),
        "lang": get_language(),
        "background_color": "#10191d",
        "theme_color": "#10191d",
        "icons": icons,
    }
    return JsonResponse(described, content_type="application/manifest+json", headers=_ASKED_AGAIN)
