"""Two habits of every page: identities do not lie in caches, and an expired session is seen as such."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.utils.http import urlencode

Handler = Callable[[HttpRequest], HttpResponseBase]


class NoStoreMiddleware:
    """`Cache-Control: no-store` on every answer to a signed-in member that does not say otherwise itself."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and forbid keeping the answer."""
        response = self.get_response(request)
        if not response.has_header("Cache-Control") and request.user.is_authenticated:
            response["Cache-Control"] = "no-store"
        return response


class HtmxSignInMiddleware:
    """Sends the whole page to sign-in when the session ended, instead of a form inside a table."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Turn a redirect to sign-in into one that htmx follows with the whole page."""
        response = self.get_response(request)
        htmx = request.headers.get("HX-Request") == "true"
        login = resolve_url(settings.LOGIN_URL)
        if not htmx or response.status_code != 302 or urlsplit(response["Location"]).path != login:
            return response
        page = urlsplit(request.headers.get("HX-Current-URL", "/"))
        back = page.path + (f"?{page.query}" if page.query else "")
        return HttpResponse(status=204, headers={"HX-Redirect": f"{login}?{urlencode({'next': back})}"})
