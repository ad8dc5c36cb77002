"""Words of the dictionary: Chinese as users see it, English from the catalogue where it is translated."""

import inspect
from collections.abc import Sequence
from functools import cache

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django.utils.functional import Promise
from django.utils.translation import override

from scripts.dictionary import ROOT

_CATALOGUE = ROOT / "src/lianfang/locale/en/LC_MESSAGES/django.po"


def chinese(text: str | Promise) -> str:
    """A marked string as written."""
    with override("zh-hans"):
        return str(text)


def english(text: str | Promise) -> str:
    """Its translation, or "" while there is none."""
    message = _catalogue().get(chinese(text))
    return str(message.string) if message is not None and message.string else ""


@cache
def _catalogue() -> Catalog:
    with _CATALOGUE.open("rb") as file:
        return read_po(file, locale="en")


def both(text: str | Promise) -> str:
    """Chinese, and English after it where there is some."""
    return " · ".join(filter(None, (chinese(text), english(text))))


def about(thing: object) -> str:
    """The first paragraph of a docstring in one line."""
    return " ".join((inspect.getdoc(thing) or "").split("\n\n")[0].split())


def table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """A Markdown table."""
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
