"""Words that stand in data files rather than in the code: Chinese and English side by side."""

from functools import cache, lru_cache

from django.utils.translation import get_language
from opencc import OpenCC
from pydantic import BaseModel, ConfigDict, Field


class Text(BaseModel):
    """A sentence in the languages of a data file. Traditional Chinese follows from `zh`; without `en` it is `zh`."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    zh: str = Field(min_length=1)
    en: str = ""

    def __str__(self) -> str:
        language = (get_language() or "zh-hans").lower()
        if language.startswith("en"):
            return self.en or self.zh
        return traditional(self.zh) if language == "zh-hant" else self.zh


@lru_cache(maxsize=4_096)
def traditional(text: str) -> str:
    """The text in traditional characters as our catalogues write them (see `scripts/messages.py`)."""
    return str(_opencc().convert(text))


@cache
def _opencc() -> OpenCC:
    return OpenCC("s2tw")
