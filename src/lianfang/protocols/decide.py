"""What a decision table says of somebody. The same in `desk/static/desk/js/decide.js`; both read the same cases."""

from collections.abc import Mapping
from dataclasses import dataclass

from lianfang.protocols.choices import Measure, Outcome, Step
from lianfang.protocols.tables import Condition, Range, Rule, Table, Value
from lianfang.protocols.text import Text


@dataclass(frozen=True, slots=True)
class Decision:
    """What the table says, or what it must know first.

    `rule` is "table/rule" as a traveller's `rule` and an order's keep it; "" while something is asked. `needs`: the
    inputs to ask, the first first; with the answer, decide again. `days` belong to `measure`.
    """

    rule: str = ""
    outcome: Outcome | None = None
    measure: Measure | None = None
    days: int | None = None
    steps: tuple[Step, ...] = ()
    basis: tuple[str, ...] = ()
    why: Text | None = None
    needs: tuple[str, ...] = ()


def decide(table: Table, facts: Mapping[str, Value | None]) -> Decision:
    """The first rule that holds. A rule that may still hold, because something is not known, is never passed over.

    What is missing, None, or not of its input's type is not known; facts the table does not ask are left alone.
    """
    known = {
        name: value
        for name, asked in table.inputs.items()
        if (value := facts.get(name)) is not None and asked.fits(value)
    }
    for rule in table.rules:
        if any(name in known and not _meets(known[name], wanted) for name, wanted in rule.when.items()):
            continue
        needs = tuple(name for name in rule.when if name not in known)
        return Decision(needs=needs) if needs else _said(table, rule)
    raise AssertionError("a table's last rule always holds")


def _meets(value: Value, wanted: Condition) -> bool:
    if isinstance(wanted, Range):
        number = float(value)
        return (
            (wanted.ge is None or number >= wanted.ge)
            and (wanted.gt is None or number > wanted.gt)
            and (wanted.le is None or number <= wanted.le)
            and (wanted.lt is None or number < wanted.lt)
        )
    return value in wanted if isinstance(wanted, tuple) else value == wanted


def _said(table: Table, rule: Rule) -> Decision:
    then = rule.then
    return Decision(
        rule=f"{table.id}/{rule.id}",
        outcome=then.outcome,
        measure=then.measure,
        days=then.days,
        steps=then.steps,
        basis=then.basis,
        why=rule.why,
    )
