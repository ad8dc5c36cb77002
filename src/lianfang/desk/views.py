"""The desk's own pages: home, theme, badges, health."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from lianfang import __version__
from lianfang.desk import home as cards
from lianfang.desk import nav
from lianfang.desk.templatetags.shell import THEMES

YEAR = 365 * 24 * 60 * 60


@login_required
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Where am I, what is late, what is next: the cards that the slices registered."""
    return render(request, "desk/home.html", {"cards": cards.render(request)})


@login_required
@require_GET
def badges(request: HttpRequest) -> HttpResponse:
    """How much is late behind each item of the navigation; swapped in after the page has loaded."""
    return render(request, "desk/parts/badges.html", {"badges": nav.badges(request)})


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Keep the chosen theme on this device and go back to where one was."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    if request.POST.get("theme") in THEMES:
        response.set_cookie(
            "theme",
            request.POST["theme"],
            max_age=YEAR,
            samesite="Lax",
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return response


@require_GET
def password_help(request: HttpRequest) -> HttpResponse:
    """There is no reset by mail: who to ask instead."""
    return render(request, "account/password_help.html")


@require_GET
def offline(request: HttpRequest) -> HttpResponse:
    """What a browser without network shows; a service worker keeps it."""
    return render(request, "desk/errors/offline.html")


@never_cache
@require_GET
def healthz(request: HttpRequest) -> JsonResponse:
    """For the supervisor of the process: answers when the database does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok", "version": __version__})


@require_GET
def robots(request: HttpRequest) -> HttpResponse:
    """Nothing here is for search engines."""
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain")
