"""Masks: what a member without the right sees of a name, a number, an address. Pure functions."""

import re

STAR = "*"
_DOWN_TO_GROUP = re.compile(r"^.*?[\d零〇一二两三四五六七八九十百]+\s*(?:村民小组|居民小组|小组|组|社|队)")
_DOWN_TO_VILLAGE = re.compile(r"^.*(?:村|社区|小区|花园|家园|街|路|巷)")


def name(text: str) -> str:
    """王小明 is 王*明, 王明 is 王*, 阿卜杜热西提 is 阿****提."""
    if len(text) < 3:
        return text[:1] + STAR * max(1, len(text) - 1) if len(text) == 2 else STAR * len(text)
    return text[0] + STAR * (len(text) - 2) + text[-1]


def id_number(number: str) -> str:
    """Division and last four stay, the birth date and sequence go: 110105********002X. Short ones keep two."""
    if len(number) >= 15:
        return number[:6] + STAR * (len(number) - 10) + number[-4:]
    return STAR * max(0, len(number) - 2) + number[-2:] if len(number) > 4 else STAR * len(number)


def phone(number: str) -> str:
    """138****5678; of a short number the last four stay, of a very short one nothing."""
    if len(number) >= 10:
        return number[:3] + STAR * (len(number) - 7) + number[-4:]
    return STAR * (len(number) - 4) + number[-4:] if len(number) > 5 else STAR * len(number)


def plate(number: str) -> str:
    """Where it is registered and the last two stay: 川Y***45; of a short one the first only."""
    if len(number) >= 6:
        return number[:2] + STAR * (len(number) - 4) + number[-2:]
    return number[:1] + STAR * (len(number) - 1)


def address(text: str) -> str:
    """Down to the group, or the village or street where no group is named: 幸福村7组***."""
    kept = _DOWN_TO_GROUP.match(text) or _DOWN_TO_VILLAGE.match(text)
    if kept is None:
        return STAR * 3 if text else ""
    return kept.group() + (STAR * 3 if kept.end() < len(text) else "")
