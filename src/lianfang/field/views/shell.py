"""The app's page, its service worker and its manifest. They are the same for everybody and need no sign-in."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET

from lianfang.field import precache


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The frame in which the phone's modules draw everything; nothing personal is in it."""
    version = precache.pack().version
    response = render(request, "field/shell.html", {"version": version, "files": settings.STATIC_URL})
    response["X-Version"] = version
    patch_cache_control(response, no_cache=True)
    return response


@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker: the code of `sw.js` with the version that it keeps."""
    context = {"version": precache.pack().version, "files": settings.STATIC_URL}
    response = render(request, "field/sw.js", context, content_type="text/javascript")
    patch_cache_control(response, no_cache=True)
    return response


@gzip_page
@require_GET
def files(request: HttpRequest) -> HttpResponse:
    """Every file of the app in one answer, or of one `room`: `{"version", "files": {address: [type, content]}}`."""
    pack, room = precache.pack(), request.GET.get("room")
    if room is not None and room not in pack.rooms:
        raise Http404
    told = {"version": pack.version, "files": pack.files if room is None else pack.rooms[room]}
    response = JsonResponse(told, json_dumps_params={"ensure_ascii": False, "separators": (",", ":")})
    patch_cache_control(response, no_cache=True)
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
    response = JsonResponse(described, content_type="application/manifest+json")
    patch_cache_control(response, no_cache=True)
    return response
