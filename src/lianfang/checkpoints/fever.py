"""From which temperature somebody has a fever: it stands in the decision table that was followed, never here."""

from functools import cache

from lianfang.checkpoints.parts import Traveller
from lianfang.protocols.tables import Range, Table, rule_of, table


def feverish(traveller: Traveller) -> bool:
    """Whether the temperature reaches the fever line of the table that the rule names, or of the default one."""
    return traveller.temperature is not None and traveller.temperature >= _line(traveller.rule)


@cache
def _line(cited: str) -> float:
    found = rule_of(cited)
    return fever_line(found[0] if found else table(""))


def fever_line(table: Table) -> float:
    """The lowest temperature that a table treats apart, in °C; above any temperature where it treats none apart."""
    asked = (rule.when.get("temperature") for rule in table.rules)
    return min((one.ge for one in asked if isinstance(one, Range) and one.ge is not None), default=float("inf"))
