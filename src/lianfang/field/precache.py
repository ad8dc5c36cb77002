"""What the phone's app is made of, and the version it makes together.

A service worker takes all of it in one answer, so an app on a phone is never half old and half new, and a village's
network is asked once instead of a hundred times. The list follows the modules' own imports: what a screen imports is
kept, and nothing else is. Rooms are what only some people's work needs: a phone fetches them when such a person is
inside, and keeps them from version to version.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from posixpath import dirname, join, normpath

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.urls import reverse

from lianfang import __version__
from lianfang.desk.words import catalogue

ENTRANCES = ("field/js/theme.js", "field/js/boot.js")
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
    "checkpoints/passage.css",
)
ROOMS = {"posts": ("hits", "passage", "proof")}
"""Screens of each room; rooms.js says whose work needs it."""
PICTURES = ("vendor/lucide/icons.svg", "desk/favicon.svg")
TEMPLATES = ("field/shell.html", "field/sw.js")
TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
_IMPORTS = re.compile(r"""\b(?:from|import)\s*\(?\s*["'](\.{1,2}/[^"'`]+\.js)["']""")


Files = dict[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Pack:
    """The app: content and media type of each file by its address, those of rooms apart, and the version's name."""

    files: Files
    rooms: dict[str, Files]
    version: str


def pack() -> Pack:
    """The app as it is now: other content, another version."""
    files = _files((*core(), *STYLES, *PICTURES))
    rooms = {name: _files(room(name)) for name in ROOMS}
    spoken = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    files |= {reverse("desk:words", args=[code]): ("application/json", catalogue(code).decode()) for code in spoken}
    sources = [(Path(__file__).parent / "templates" / name).read_text("utf-8") for name in TEMPLATES]
    told = repr((__version__, sorted(files.items()), sorted(rooms.items()), sources))
    return Pack(files, rooms, sha256(told.encode()).hexdigest()[:12])


def _files(names: Iterable[str]) -> Files:
    return {settings.STATIC_URL + name: (TYPES[Path(name).suffix], content(name)) for name in names}


def scripts() -> list[str]:
    """Names of every module the app may load."""
    return sorted({*core(), *(name for some in ROOMS for name in room(some))})


def core() -> list[str]:
    """Names of the modules that every phone keeps: the entrances, the screens of no room, and what those import."""
    apart = {screen for screens in ROOMS.values() for screen in screens}
    screens = sorted(path for path in _source(SCREENS).glob("*.js") if path.stem not in apart)
    return sorted(_with_imports([*ENTRANCES, *(f"{SCREENS}/{screen.name}" for screen in screens)]))


def room(name: str) -> list[str]:
    """Names of the modules that a room has beside the core."""
    return sorted(_with_imports([f"{SCREENS}/{screen}.js" for screen in ROOMS[name]]) - set(core()))


def _with_imports(waiting: list[str]) -> set[str]:
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [other for other in imports(name) if finders.find(other)]
    return found


def imports(name: str) -> list[str]:
    """Names of the modules that a module imports by a plain relative name."""
    return [normpath(join(dirname(name), other)) for other in _known(name)[1]]


def content(name: str) -> str:
    """A file as the phone keeps it: scripts are made short, which halves what a village's network must carry."""
    return _known(name)[0]


def _path(name: str) -> Path:
    """The file as it is served: from the collected ones in production."""
    return _source(name) if settings.WHITENOISE_USE_FINDERS else Path(staticfiles_storage.path(name))


def _source(name: str) -> Path:
    found = finders.find(name)
    if found is None:
        raise FileNotFoundError(name)
    return Path(found)


def _known(name: str) -> tuple[str, list[str]]:
    path = _path(name)
    stat = path.stat()
    return _read(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=1_000)
def _read(path: Path, _changed: int, _size: int) -> tuple[str, list[str]]:
    """A file as the phone keeps it, and what it imports."""
    text = path.read_text("utf-8")
    return (_short(text), _IMPORTS.findall(text)) if path.suffix == ".js" else (text, [])


def _short(text: str) -> str:
    if settings.DEBUG:
        return text  # whoever develops wants to read it in the browser
    try:
        import minify  # noqa: PLC0415 - starts a runtime of its own, which must not be there when servers fork
    except ImportError:  # there is none for macOS: longer, otherwise the same
        return text
    short: str = minify.string("text/javascript", text)
    return short
