"""Which files the phone's app is made of, and the version they make together.

A service worker takes exactly these, each by its digest, so an app on a phone is never half old and half new. The
list follows the modules' own imports: what a screen imports is kept, and nothing else is.
"""

import base64
import re
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from posixpath import dirname, join, normpath

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.loader import get_template
from django.urls import reverse

from lianfang import __version__
from lianfang.desk.words import catalogue

ENTRANCES = ("field/js/theme.js", "field/js/app.js")
SCREENS = "field/js/screens"
STYLES = (
    "desk/tokens.css",
    "desk/tokens-dark.css",
    "desk/base.css",
    "desk/components.css",
    "desk/forms.css",
    "desk/facts.css",
    "field/field.css",
    "field/screens.css",
)
TEMPLATES = ("field/shell.html", "field/sw.js")
PICTURES = ("vendor/lucide/icons.svg", "desk/favicon.svg")
_IMPORTS = re.compile(r"""\b(?:from|import)\s*\(?\s*["'](\.{1,2}/[^"'`]+\.js)["']""")


def files() -> dict[str, str]:
    """Each file's address and its SHA-256 in base64, as `integrity` of a request wants it."""
    own = {settings.STATIC_URL + name: _digest(_path(name)) for name in (*scripts(), *STYLES, *PICTURES)}
    spoken = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    return own | {reverse("desk:words", args=[code]): _base64(catalogue(code)) for code in spoken}


def scripts() -> list[str]:
    """Names of every module the app may load: its entrances, its screens, and whatever those import."""
    found: set[str] = set()
    screens = sorted(_source(SCREENS).glob("*.js"))
    waiting = [*ENTRANCES, *(f"{SCREENS}/{screen.name}" for screen in screens)]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [other for other in imports(name) if _exists(other)]
    return sorted(found)


def imports(name: str) -> list[str]:
    """Names of the modules that a module imports by a plain relative name."""
    return [normpath(join(dirname(name), other)) for other in _imports(_path(name))]


def version(made_of: dict[str, str]) -> str:
    """The name of what `files` lists, the page and the worker: other content, another name."""
    sources = [Path(get_template(name).origin.name).read_text("utf-8") for name in TEMPLATES]
    told = repr((__version__, sorted(made_of.items()), sources))
    return sha256(told.encode()).hexdigest()[:12]


def _source(name: str) -> Path:
    found = finders.find(name)
    if found is None:
        raise FileNotFoundError(name)
    return Path(found)


def _path(name: str) -> Path:
    """The file as it is served: from the collected ones in production."""
    return _source(name) if settings.WHITENOISE_USE_FINDERS else Path(staticfiles_storage.path(name))


def _exists(name: str) -> bool:
    return finders.find(name) is not None


def _digest(path: Path) -> str:
    stat = path.stat()
    return _known_digest(path, stat.st_mtime_ns, stat.st_size)


def _imports(path: Path) -> list[str]:
    stat = path.stat()
    return _known_imports(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=1_000)
def _known_digest(path: Path, _changed: int, _size: int) -> str:
    return _base64(path.read_bytes())


@lru_cache(maxsize=1_000)
def _known_imports(path: Path, _changed: int, _size: int) -> list[str]:
    return _IMPORTS.findall(path.read_text("utf-8"))


def _base64(content: bytes) -> str:
    return base64.b64encode(sha256(content).digest()).decode()
