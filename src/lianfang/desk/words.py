"""The words of what scripts draw: the catalogue `djangojs` of a language, as `desk/js/words.js` reads it."""

import gettext
import json
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import to_locale
from django.views.decorators.http import condition, require_GET

DOMAIN = "djangojs"


@cache
def catalogue(language: str) -> bytes:
    """A language's sentences by their Chinese, as JSON. Simplified Chinese, in which they are written, needs none.

    KeyError for a language the site does not speak.
    """
    if language not in dict(settings.LANGUAGES):
        raise KeyError(language)
    words: dict[str, str] = {}
    for folder in settings.LOCALE_PATHS:
        words |= _compiled(Path(folder) / to_locale(language) / "LC_MESSAGES" / f"{DOMAIN}.mo")
    return json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _compiled(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    with path.open("rb") as file:
        known: dict[str, str] = vars(gettext.GNUTranslations(file))["_catalog"]  # there is no public way to list it
    return {message: text for message, text in known.items() if message}


def _etag(_request: HttpRequest, language: str) -> str | None:
    try:
        return f'"{sha256(catalogue(language)).hexdigest()[:16]}"'
    except KeyError:
        return None


@require_GET
@condition(etag_func=_etag)
def page(_request: HttpRequest, language: str) -> HttpResponse:
    """The catalogue, for anybody; asked again each time, sent only when it has changed."""
    try:
        words = catalogue(language)
    except KeyError:
        raise Http404 from None
    return HttpResponse(words, content_type="application/json", headers={"Cache-Control": "no-cache"})
