"""A decision table says the same on the server and at the post, whatever is known of somebody."""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianfang.protocols.carried import listed_of, table_of
from lianfang.protocols.choices import Outcome, Risk
from lianfang.protocols.decide import Decision, decide
from lianfang.protocols.exposure import Listed, exposed
from lianfang.protocols.tables import Table, table
from tests.protocols.conftest import Script

CASES = Path(__file__).parent / "cases"
LISTED = (
    Listed("420106", "武昌区", Risk.OUTBREAK, date(2020, 1, 23), date(2020, 2, 20), 14, "县指挥部2号通告"),
    Listed("110115", "大兴区", Risk.MEDIUM, date(2020, 1, 20), date(2020, 2, 20), 7, "县指挥部3号通告"),
)


def cases(name: str) -> list[Any]:
    found: list[dict[str, Any]] = json.loads((CASES / f"{name}.json").read_text("utf-8"))
    return [pytest.param(case, id=case["what"]) for case in found]


def plain(decision: Decision) -> dict[str, Any]:
    """A decision as JSON, as the script gives it."""
    names = ("rule", "outcome", "measure", "days", "steps", "basis", "needs")
    found = {name: getattr(decision, name) for name in names}
    written: dict[str, Any] = json.loads(json.dumps(found))
    return written | {"why": decision.why and str(decision.why)}


@pytest.mark.parametrize("case", cases("county-2020"))
def test_the_county_table_decides_as_the_table_of_cases_says(case: dict[str, Any], script: Script) -> None:
    county = table("county-2020")
    decision = decide(county, case["facts"])
    assert decision.rule == (f"county-2020/{case['rule']}" if "rule" in case else "")
    assert list(decision.needs) == case.get("needs", [])
    assert script("decide", table_of(county), case["facts"]) == plain(decision)


@pytest.mark.parametrize("case", cases("exposure"))
def test_a_stay_counts_by_place_and_dates(case: dict[str, Any], script: Script) -> None:
    left = date.fromisoformat(case["left"]) if case["left"] else None
    assert exposed(LISTED, case["been"], left, date.fromisoformat(case["on"])) is case["exposed"]
    carried = [listed_of(one) for one in LISTED]
    assert script("exposed", carried, case["been"], case["left"], case["on"]) is case["exposed"]


NUMBERS = st.integers(-3, 3) | st.sampled_from([0.1, 0.2, 0.30000000000000004, 0.3, 37.3, 37.29999999999999])
WORDS = ("a", "b", "constructor")
VALUES = NUMBERS | st.booleans() | st.sampled_from([*WORDS, "tent", "toString"]) | st.none()
SAID = {"zh": "依据", "en": "ground"}
INPUTS: dict[str, Any] = {
    "n": {"type": "number"},
    "m": {"type": "number"},
    "yes": {"type": "bool"},
    "word": {"type": "choice", "choices": dict.fromkeys(WORDS, SAID)},
}
FITTING: dict[str, st.SearchStrategy[Any]] = {
    "number": NUMBERS,
    "bool": st.booleans(),
    "choice": st.sampled_from(WORDS),
}


@st.composite
def conditions(draw: st.DrawFn) -> dict[str, Any]:
    """What a rule asks: of each input it names a value, several, or bounds."""
    found: dict[str, Any] = {}
    for name in draw(st.lists(st.sampled_from(sorted(INPUTS)), unique=True, min_size=1)):
        fitting = FITTING[INPUTS[name]["type"]]
        ways = [fitting, st.lists(fitting, min_size=1, max_size=3)]
        if INPUTS[name]["type"] == "number":
            ways.append(st.dictionaries(st.sampled_from(["ge", "gt", "le", "lt"]), NUMBERS, min_size=1))
        found[name] = draw(st.one_of(ways))
    return found


def table_of_conditions(asked: Sequence[dict[str, Any]]) -> Table:
    """A table with a rule for each of these and the one that always holds."""
    then = {"outcome": "home", "measure": "home", "days": 7, "basis": ["law-39"], "steps": ["mask"]}
    rules = [{"id": f"r{at}", "when": when, "then": then, "why": SAID} for at, when in enumerate([*asked, {}])]
    words = {"title": SAID, "ask": SAID}
    return Table.model_validate(
        {
            "id": "drawn",
            "title": SAID,
            "edition": "covid-2020-5",
            "source": {"title": SAID, "date": "2020"},
            "inputs": {name: said | words for name, said in INPUTS.items()},
            "rules": rules,
        }
    )


@st.composite
def drawn_tables(draw: st.DrawFn) -> Table:
    """A table of up to six rules."""
    return table_of_conditions(draw(st.lists(conditions(), max_size=6)))


def of_type(value: Any) -> str:
    """The input that such a value is said of."""
    return "yes" if isinstance(value, bool) else "word" if isinstance(value, str) else "n"


@pytest.mark.parametrize(
    "case", json.loads((CASES / "conditions.json").read_text("utf-8")), ids=lambda case: str(case["wanted"])
)
def test_a_condition_holds_for_these_and_not_for_those(case: dict[str, Any], script: Script) -> None:
    name = of_type((case["holds"] + case["not"])[0])
    drawn = table_of_conditions([{name: case["wanted"]}])
    for values, rule in ((case["holds"], "drawn/r0"), (case["not"], "drawn/r1")):
        for value in values:
            assert decide(drawn, {name: value}).rule == rule, value
            assert script("decide", table_of(drawn), {name: value})["rule"] == rule, value


@pytest.mark.parametrize("value", ["tent", "", "toString", "__proto__", 1, True, None, [], {}])
def test_a_word_that_was_not_offered_is_asked_for(value: Any, script: Script) -> None:
    drawn = table_of_conditions([{"word": "a"}])
    assert decide(drawn, {"word": value}).needs == ("word",)
    assert script("decide", table_of(drawn), {"word": value})["needs"] == ["word"]


@given(drawn_tables(), st.dictionaries(st.sampled_from([*INPUTS, "other"]), VALUES))
def test_any_table_says_the_same_of_any_facts_on_both_sides(
    script: Script, drawn: Table, facts: dict[str, Any]
) -> None:
    assert script("decide", table_of(drawn), facts) == plain(decide(drawn, facts))


@given(
    drawn_tables(), st.fixed_dictionaries({name: FITTING[said["type"]] for name, said in INPUTS.items()}), st.data()
)
def test_what_is_asked_for_leads_to_the_decision_that_full_knowledge_gives(
    drawn: Table, truth: dict[str, Any], data: st.DataObject
) -> None:
    facts = {name: truth[name] for name in data.draw(st.sets(st.sampled_from(sorted(truth))))}
    while (decision := decide(drawn, facts)).needs:
        assert decision.rule == ""
        assert decision.needs[0] not in facts
        facts[decision.needs[0]] = truth[decision.needs[0]]
    assert decision == decide(drawn, truth)


DAYS = st.integers(0, 60).map(lambda days: date(2020, 1, 10) + timedelta(days))
PLACES = st.lists(st.sampled_from(["42", "4201", "420106", "420106001", "110115", "1101", "430902"]), max_size=3)


@given(PLACES, st.none() | DAYS, DAYS)
def test_exposure_is_the_same_on_both_sides(script: Script, been: list[str], left: date | None, on: date) -> None:
    carried = [listed_of(one) for one in LISTED]
    assert script("exposed", carried, been, str(left or ""), str(on)) is exposed(LISTED, been, left, on)


def test_at_the_threshold_somebody_has_a_fever_for_the_table_and_for_its_edition() -> None:
    from lianfang.protocols.editions import edition

    county = table("")
    found = edition(county.edition)
    assert found is not None
    for temperature in (36.0, 37.2, 37.29, 37.3, 37.31, 39.9):
        decision = decide(county, {"temperature": temperature, "exposed": False, "hit": False, "direction": "out"})
        assert (decision.outcome is Outcome.HOSPITAL) is found.fever.has(temperature)
