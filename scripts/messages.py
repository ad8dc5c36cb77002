"""Translations: `update` collects strings and generates traditional Chinese, `compile` only writes the .mo files.

Strings are written in simplified Chinese; English is translated by hand in `locale/en`. Needs no gettext tools.
There are two domains, as Django has them: `django` for what the server says, `djangojs` for what scripts say.
"""

import io
import json
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).resolve().parent.parent / "src" / "lianfang"
LOCALE = SOURCE / "locale"
KEYWORDS = {
    "_": None,
    "N_": None,
    "_t": None,  # gettext where `_` is gettext_lazy
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
_SAID = re.compile(r'\b_\(\s*("(?:[^"\\]|\\.)*")')  # babel's reader of JavaScript loses a call within a call
_COMMENT = re.compile(r"(?<!:)//[^\n]*|/\*.*?\*/", re.DOTALL)
_CHINESE = re.compile(r"[\u3001-\u303f\u3400-\u9fff\uff01-\uffef]")  # characters and full-width punctuation
_ONLY_BLANKS = re.compile(r"(%\(\w+\)s)+")  # how parts stand together differs: "12人" but "12 persons"

# Traditional Chinese has the characters of Taiwan's standard (s2tw) but the words of the field (not s2twp), which are
# official terms: s2twp would turn 社区 (a community, the lowest level of government) into 社群, 代码 (the code of a
# division) into 程式碼. Below: what s2tw writes in a rarer way than people do.
_TRADITIONAL = {"賬": "帳", "臺帳": "台帳", "瞭解": "了解", "彙總": "匯總"}


Found = Iterator[tuple[str, int, str | tuple[str, str], str | None]]
"""Marked strings that a language may write its own way: file, line, message, context."""


def strings() -> Found:
    """What the server says: from the sources and the templates."""
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" not in path.parts:
            yield from _of(path, path.read_bytes())
    for path in sorted(SOURCE.rglob("*.html")):
        yield from _of(path, _templatized(path).encode())


def script_strings() -> Found:
    """What scripts say, on the desk and on the phone: `_("…")`, always one plain string in double quotes."""
    for path in scripts():
        name = path.relative_to(SOURCE.parent).as_posix()
        for said in _SAID.findall(_COMMENT.sub("", path.read_text("utf-8"))):
            yield name, 0, json.loads(said), None


def scripts() -> list[Path]:
    """Our own scripts, not those of others."""
    return [path for path in sorted(SOURCE.rglob("*.js")) if "vendor" not in path.parts]


DOMAINS = {"django": strings, "djangojs": script_strings}


def _templatized(path: Path) -> str:
    """A template as Django turns it into something that looks like Python; indentation would not parse."""
    from django.utils.translation.template import templatize

    marked = templatize(path.read_text("utf-8"), origin=str(path))
    calls = re.findall(r"\b(?:n?p?gettext|_)\((?:[^()\"']|\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')*\)", marked)
    return "\n".join(calls)


def _of(path: Path, content: bytes) -> Found:
    name = path.relative_to(SOURCE.parent).as_posix()
    found = extract("python", io.BytesIO(content), keywords=KEYWORDS, options={"encoding": "utf-8"})
    for line, message, _comments, context in found:
        text = message if isinstance(message, str) else (message[0], message[1])
        first = text if isinstance(text, str) else text[0]
        if _CHINESE.search(first) or _ONLY_BLANKS.fullmatch(first):
            yield name, line, text, context


def template(domain: str = "django") -> Catalog:
    """A catalogue of a domain's strings, untranslated, by file (line numbers would change with every edit)."""
    catalog = Catalog(project="Lianfang", charset="utf-8")
    for name, _line, message, context in DOMAINS[domain]():
        catalog.add(message, locations=[(name, 0)], context=context)
    return catalog


def path_of(locale: str, domain: str = "django") -> Path:
    """Where a language's catalogue lies."""
    return LOCALE / locale / "LC_MESSAGES" / f"{domain}.po"


def load(locale: str, domain: str = "django") -> Catalog:
    """A language's catalogue as it is, empty when there is none."""
    path = path_of(locale, domain)
    if not path.exists():
        return Catalog(locale=locale, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def update() -> None:
    """Bring every catalogue in line with the sources and compile it; what English lacks is listed."""
    for domain in DOMAINS:
        fresh = template(domain)
        english = load("en", domain)
        english.update(fresh, no_fuzzy_matching=True)
        english.obsolete.clear()
        if domain == "djangojs":
            _borrow(english, load("en"))
        save("en", english, domain)
        save("zh_Hant", traditional(fresh), domain)
        for message in missing(english):
            sys.stdout.write(f"not in English yet ({domain}): {message}\n")
    compile_all()


def _borrow(scripts: Catalog, server: Catalog) -> None:
    """What a script says as the server says it is not translated twice."""
    for message in scripts:
        known = server.get(message.id, message.context) if message.id and not message.string else None
        if known is not None:
            message.string = known.string


def traditional(fresh: Catalog) -> Catalog:
    """Traditional Chinese, generated."""
    catalog = Catalog(locale="zh_Hant", charset="utf-8")
    for message in fresh:
        if message.id:
            text = to_traditional(message.id if isinstance(message.id, str) else message.id[0])
            plural = not isinstance(message.id, str)
            catalog.add(message.id, (text,) if plural else text, context=message.context, locations=message.locations)
    return catalog


def to_traditional(text: str) -> str:
    """A text in traditional characters, with the words of the field."""
    written: str = _converter().convert(text)
    for rare, usual in _TRADITIONAL.items():
        written = written.replace(rare, usual)
    return written


@cache
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("s2tw")


def missing(catalog: Catalog) -> list[str]:
    """Messages without a translation."""
    return [
        str(message.id)
        for message in catalog
        if message.id and not (all(message.string) if isinstance(message.string, (tuple, list)) else message.string)
    ]


def save(locale: str, catalog: Catalog, domain: str = "django") -> None:
    """Write a catalogue so that the same strings give the same bytes."""
    path = path_of(locale, domain)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalog.project, catalog.fuzzy = "Lianfang", False
    catalog.header_comment = (
        f"# Lianfang in {locale}. Written by scripts/messages.py; see docs/glossary.md for the words."
    )
    with path.open("wb") as file:
        write_po(file, catalog, sort_output=True, omit_header=False, width=110, include_lineno=False)
    text = re.sub(
        r'^"(Project-Id-Version|Report-Msgid-Bugs-To|POT?-(Creation|Revision)-Date|Generated-By|Last-Translator|'
        r"Language-Team): .*\n",
        "",
        path.read_text("utf-8"),
        flags=re.M,
    )
    path.write_text(text, "utf-8")


def compile_all() -> None:
    """Write the .mo files that Django reads."""
    for path in LOCALE.glob("*/LC_MESSAGES/*.po"):
        with path.open("rb") as file:
            catalog = read_po(file, locale=path.parent.parent.name)
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalog)


if __name__ == "__main__":
    {"update": update, "compile": compile_all}[sys.argv[1]]()
