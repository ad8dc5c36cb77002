"""The language somebody reads: their browser's until they sign in, then their own."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation

from lianfang.duty import actions
from lianfang.duty.models import Member

LANGUAGES = dict(settings.LANGUAGES)
Handler = Callable[[HttpRequest], HttpResponseBase]


class MemberLanguageMiddleware:
    """Answers a member in their language unless this browser was told another, and remembers what they choose.

    Stands after the authentication middleware; `LocaleMiddleware` before it has chosen for everybody else.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer in the member's language; a choice made by this request is kept with the member."""
        member = request.user
        if not isinstance(member, Member):
            return self.get_response(request)
        if request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) not in LANGUAGES:
            translation.activate(member.language)
            request.LANGUAGE_CODE = translation.get_language()
        response = self.get_response(request)
        chosen = response.cookies.get(settings.LANGUAGE_COOKIE_NAME)
        if chosen is not None and chosen.value in LANGUAGES and chosen.value != member.language:
            actions.choose_language(member, chosen.value)
        return response
