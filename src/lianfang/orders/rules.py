"""What the rules that orders cite allow. They are data files of `protocols`, read once per process."""

from functools import cache

from lianfang.orders.choices import Measure, Target
from lianfang.protocols.rules import Cited
from lianfang.protocols.rules import cited as _cited
from lianfang.protocols.rules import giving as _giving


@cache
def cited(rule: str) -> Cited | None:
    """The rule in words and days; None where no file here says it."""
    return _cited(rule)


def known(rule: str) -> bool:
    """Whether there is such a rule."""
    return cited(rule) is not None


def most_days(rule: str, measure: Measure) -> int | None:
    """For how many days a measure may run by this rule; None where it does not have the measure."""
    found = cited(rule)
    days = found.days.get(measure.value) if found else None
    return None if days is None else min(days, measure.most_days)


@cache
def giving(measure: Measure) -> tuple[Cited, ...]:
    """Every rule that has this measure: decision tables first, then editions, the newest first.

    On people only what says who comes under it and why: a line of a table, a course; an edition as a whole does not.
    """
    people = Target.PERSON in measure.targets
    return tuple(one for one in _giving(measure.value) if "/" in one.code or not people)
