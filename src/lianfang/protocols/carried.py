"""What a phone carries of the protocols, in the active language: small, whole, and enough to decide offline."""

from collections.abc import Collection
from typing import Any

from lianfang.areas.levels import level_of
from lianfang.protocols.choices import Measure, Outcome, Step
from lianfang.protocols.exposure import Listed
from lianfang.protocols.queries import in_force
from lianfang.protocols.tables import Condition, Input, Range, Rule, Table


def carried(areas: Collection[str]) -> dict[str, Any]:
    """What holds in the nearest area above all of these.

    {"response": {"level", "title", "since"} or None, "edition": {"id", "title"}, "fever": {"threshold", "inclusive"},
    "table": see `table_of`, "listed": [{"code", "name", "level", "since", "until", "days"}]}. `desk/js/decide.js`
    reads table and listed.
    """
    force = in_force(_above(areas))
    now = force.response
    return {
        "response": now and {"level": now.level, "title": str(now.level.label), "since": now.since.isoformat()},
        "edition": {"id": force.edition.id, "title": str(force.edition.title)},
        "fever": {"threshold": force.edition.fever.threshold, "inclusive": force.edition.fever.inclusive},
        "table": table_of(force.table),
        "listed": [listed_of(one) for one in force.listed],
    }


def _above(areas: Collection[str]) -> str:
    """The nearest area that holds all of these, "" for none."""
    first = min(areas, key=len, default="")
    shared = (first[:length] for length in range(len(first), 0, -1) if level_of(first[:length]))
    return next((code for code in shared if all(area.startswith(code) for area in areas)), "")


def table_of(table: Table) -> dict[str, Any]:
    """A table in words: as in its file, with every text in one language, and the words of the codes it uses.

    {"id", "title", "inputs", "rules", "words": {"steps": {code: label}, "outcomes": …, "measures": …}}
    """
    then = [rule.then for rule in table.rules]
    return {
        "id": table.id,
        "title": str(table.title),
        "inputs": {name: _input(asked) for name, asked in table.inputs.items()},
        "rules": [_rule(rule) for rule in table.rules],
        "words": {
            "steps": {step.value: str(step.label) for step in Step if any(step in one.steps for one in then)},
            "outcomes": {outcome.value: str(outcome.label) for outcome in Outcome},
            "measures": {measure.value: str(measure.label) for measure in Measure},
        },
    }


def _input(asked: Input) -> dict[str, Any]:
    found: dict[str, Any] = {"type": asked.type, "title": str(asked.title), "ask": str(asked.ask)}
    if asked.choices:
        found["choices"] = {value: str(label) for value, label in asked.choices.items()}
    return found | ({"unit": asked.unit} if asked.unit else {})


def _rule(rule: Rule) -> dict[str, Any]:
    when = {name: _condition(wanted) for name, wanted in rule.when.items()}
    then = rule.then.model_dump(mode="json", exclude_none=True)
    return {"id": rule.id, "when": when, "then": then, "why": str(rule.why)}


def _condition(wanted: Condition) -> Any:
    if isinstance(wanted, Range):
        return wanted.model_dump(exclude_none=True)
    return list(wanted) if isinstance(wanted, tuple) else wanted


def listed_of(one: Listed) -> dict[str, Any]:
    """A listed area as a phone carries it."""
    return {
        "code": one.code,
        "name": one.name,
        "level": one.level.value,
        "since": one.since.isoformat(),
        "until": one.until.isoformat(),
        "days": one.days,
    }
