"""Number plates as people type them. None is ever refused: what is not recognised is flagged and kept.

Source: GA 36-2018 (ordinary and new-energy, police, trailer, learner, Hong Kong and Macau, embassy, consulate).
Plates of the armed police and the forces are opaque here: only their outer shape is known.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"


class Kind(TextChoices):
    """What a plate's shape says the vehicle is."""

    ORDINARY = "ordinary", _("普通号牌")
    ENERGY_SMALL = "energy_small", _("新能源小型车号牌")
    ENERGY_LARGE = "energy_large", _("新能源大型车号牌")
    POLICE = "police", _("警用号牌")
    TRAILER = "trailer", _("挂车号牌")
    LEARNER = "learner", _("教练车号牌")
    HONG_KONG = "hong_kong", _("粤港两地号牌")
    MACAU = "macau", _("粤澳两地号牌")
    EMBASSY = "embassy", _("使馆号牌")
    CONSULATE = "consulate", _("领馆号牌")
    ARMED_POLICE = "armed_police", _("武警号牌")
    MILITARY = "military", _("军用号牌")


@dataclass(frozen=True, slots=True)
class Plate:
    """A plate as read: normalised, its kind or None where it is not recognised.

    `hint` is the recognised plate that is meant when the letters O and I, which no serial number has, stand for
    digits; "" otherwise. It is for a person to take, never taken by itself.
    """

    number: str
    kind: Kind | None = None
    hint: str = ""


_NOISE = re.compile(r"[\s.,·•∙⋅・。、\-‐‑‒–—―_\u200b\ufeff]+")
# Plates are written in simplified characters whatever the keyboard writes.
_TRADITIONAL = str.maketrans("滬雲遼魯蘇贛晉陝閩貴粵寧瓊掛學領", "沪云辽鲁苏赣晋陕闽贵粤宁琼挂学领")
_LETTERS_FOR_DIGITS = str.maketrans("OI", "01")

_START = f"[{PROVINCES}][A-HJ-NP-Z]"
_SHAPES = {
    kind: re.compile(shape, re.ASCII)
    for kind, shape in {
        Kind.ORDINARY: rf"{_START}[A-HJ-NP-Z0-9]{{5}}",
        Kind.ENERGY_SMALL: rf"{_START}[A-HJK][A-HJ-NP-Z0-9]\d{{4}}",
        Kind.ENERGY_LARGE: rf"{_START}\d{{5}}[A-HJK]",
        Kind.POLICE: rf"{_START}[A-HJ-NP-Z0-9]{{4}}警",
        Kind.TRAILER: rf"{_START}[A-HJ-NP-Z0-9]{{4}}挂",
        Kind.LEARNER: rf"{_START}[A-HJ-NP-Z0-9]{{4}}学",
        Kind.HONG_KONG: r"粤Z[A-HJ-NP-Z0-9]{4}港",
        Kind.MACAU: r"粤Z[A-HJ-NP-Z0-9]{4}澳",
        Kind.EMBASSY: r"\d{6}使|使\d{6}",
        Kind.CONSULATE: rf"[{PROVINCES}][A-HJ-NP-Z]?\d{{4,5}}领",
        Kind.ARMED_POLICE: rf"WJ[{PROVINCES}]?[A-Z0-9]{{5,7}}",
        Kind.MILITARY: r"[A-Z]{2}[A-Z0-9]?\d{4,5}",
    }.items()
}


def normalise(raw: str) -> str:
    """The plate without what only typing adds: width, case, spaces, dots, traditional characters."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", raw).upper()).translate(_TRADITIONAL)


@lru_cache(maxsize=65_536)
def read(raw: str) -> Plate | None:
    """Read a plate, whatever it looks like; None where nothing is written."""
    number = normalise(raw)
    if not number:
        return None
    kind = _kind(number)
    meant = number[:2] + number[2:].translate(_LETTERS_FOR_DIGITS)
    return Plate(number, kind, meant if kind is None and _kind(meant) else "")


def _kind(number: str) -> Kind | None:
    return next((kind for kind, shape in _SHAPES.items() if shape.fullmatch(number)), None)
