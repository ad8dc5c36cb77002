"""The law that measures rest on: statutes by article, quoted, with where they are published.

`data/articles.json` holds the words as in force in early 2020 and a working translation. An article amended later
becomes another code: what an order was based on never changes under it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from lianfang.orders.choices import Measure
from lianfang.protocols.text import Text

_FILE = Path(__file__).parent / "data" / "articles.json"


class Basis(TextChoices):
    """An article that a measure can rest on."""

    LAW_12 = "law-12", _("《传染病防治法》第十二条")
    LAW_39 = "law-39", _("《传染病防治法》第三十九条")
    LAW_40 = "law-40", _("《传染病防治法》第四十条")
    LAW_41 = "law-41", _("《传染病防治法》第四十一条")
    LAW_42 = "law-42", _("《传染病防治法》第四十二条")
    LAW_43 = "law-43", _("《传染病防治法》第四十三条")
    REGULATION_41 = "regulation-41", _("《突发公共卫生事件应急条例》第四十一条")
    REGULATION_44 = "regulation-44", _("《突发公共卫生事件应急条例》第四十四条")
    NHC_2020_1 = "nhc-2020-1", _("国家卫生健康委员会公告2020年第1号")

    @property
    def article(self) -> "Article":
        """Its words and source."""
        return articles()[self]


@dataclass(frozen=True, slots=True)
class Article:
    """An article as the notice quotes it; the Chinese is what holds. `carries`: measures it allows by itself."""

    text: Text
    source: Text
    carries: frozenset[Measure]


@cache
def articles() -> Mapping[Basis, Article]:
    """Every article by its code."""
    return {Basis(one["code"]): _article(one) for one in json.loads(_FILE.read_text("utf-8"))}


def _article(one: Mapping[str, Any]) -> Article:
    text = Text(zh=one["zh"], en=one["en"])
    return Article(text, Text.model_validate(one["source"]), frozenset(map(Measure, one["carries"])))


def fitting(measure: Measure) -> list[Basis]:
    """The articles that carry a measure by themselves."""
    return [one for one in Basis if measure in one.article.carries]
