"""What the passage screen makes of what was said: the questions left, what comes of it, the data of the entry."""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from hypothesis import given, settings
from hypothesis import strategies as st

from lianfang.checkpoints.choices import Direction, Lodging, Outcome
from lianfang.checkpoints.kinds import Passed
from lianfang.protocols.carried import table_of
from lianfang.protocols.tables import DEFAULT, table

NODE = shutil.which("node") or "node"
POST = "01a201d4-e45e-7426-8af9-0011199f22e9"
LISTED = {"code": "4201", "name": "武汉市", "since": "2020-01-20", "until": "2020-03-01", "days": 14}

Node = Callable[..., Any]


@pytest.fixture(scope="module")
def node() -> Iterator[Node]:
    """`node("weigh", state=…, place=…)`: the phone's own modules answer."""
    folders = [
        str(Path(str(finders.find(name))).parent) for name in ("checkpoints/js/passage.js", "desk/js/decide.js")
    ]
    command = [NODE, str(Path(__file__).with_name("passage.mjs")), *folders]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        into, out = process.stdin, process.stdout

        def ask(act: str, **given: Any) -> Any:
            print(json.dumps({"act": act, **given}), file=into, flush=True)
            return json.loads(out.readline())

        yield ask
        process.stdin.close()


def place(*listed: dict[str, Any]) -> dict[str, Any]:
    """A post in county 511922 by the county's table, on 10 February 2020."""
    fever = {"threshold": 37.3, "inclusive": True}
    protocols = {"table": table_of(table(DEFAULT)), "fever": fever, "listed": list(listed)}
    return {"post": {"id": POST}, "county": "511922", "today": "2020-02-10", "protocols": protocols}


def person(temperature: str = "365", **said: Any) -> dict[str, Any]:
    return {"temperature": temperature, "been": [], **said}


def one(node: Node, who: dict[str, Any], **state: Any) -> dict[str, Any]:
    found: dict[str, Any] = node("weigh", state={"people": [who], **state}, place=place(LISTED))["people"][0]
    return found


def test_temperatures_are_read_as_they_are_typed_on_big_keys(node: Node) -> None:
    typed = ["365", "36.5", "３７３", "37", "", "3", "36", "999", "36.55", "abc", "429", "430"]
    read = [36.5, 36.5, 37.3, 37, None, None, 36, None, None, None, 42.9, None]
    assert node("degrees", typed=typed) == read


@pytest.mark.parametrize(
    ("temperature", "outcome", "hot"),
    [("372", "pass", False), ("373", "hospital", True), ("390", "hospital", True)],
)
def test_a_fever_counts_from_the_very_threshold(node: Node, temperature: str, outcome: str, hot: bool) -> None:
    found = one(node, person(temperature, exposed=False, outsider=False))
    assert (found["outcome"], found["hot"], found["needs"]) == (outcome, hot, [])


def test_only_what_the_table_still_needs_is_asked(node: Node) -> None:
    def asked(who: dict[str, Any], **state: Any) -> list[str]:
        needs: list[str] = one(node, who, **state)["needs"]
        return needs

    assert asked(person("")) == ["temperature", "exposed", "lodging"]
    assert asked(person(exposed=False)) == ["outsider", "lodging"]
    assert asked(person(exposed=False), origin="511922001") == []  # who comes from the county itself is no outsider
    assert asked(person(exposed=False), bound_for="5101") == []  # nor who drives through
    assert asked(person(exposed=False), direction="out") == []
    assert asked(person(exposed=False, outsider=True)) == ["lodging"]
    assert asked(person(exposed=False, outsider=True, lodging="none")) == []


def test_nobody_is_asked_about_listed_areas_while_none_is_listed(node: Node) -> None:
    weighed = node("weigh", state={"people": [person()], "origin": "511922"}, place=place())
    assert (weighed["needs"], weighed["people"][0]["outcome"]) == ([], "pass")


def test_exposure_is_a_place_and_a_date_never_an_origin(node: Node) -> None:
    from_there = one(node, person(exposed=False, outsider=False), origin="420100")
    assert from_there["outcome"] == "pass"
    unsaid = one(node, person(exposed=True, lodging="residence"))
    assert "exposed" in unsaid["needs"]  # where somebody was is part of the answer
    stayed = person(exposed=True, been=["420106"], lodging="residence")
    assert one(node, stayed | {"left_on": "2020-02-01"})["decision"]["rule"] == "county-2020/listed-home"
    assert one(node, stayed | {"left_on": "2020-01-10", "outsider": False})["outcome"] == "pass"


def test_a_hit_holds_the_one_who_is_meant_and_the_vehicle(node: Node) -> None:
    calm = person(exposed=False, outsider=False)
    hit = node("weigh", state={"people": [calm, calm]}, place=place(), hits=[{"about": 1, "action": "x"}])
    assert [each["outcome"] for each in hit["people"]] == ["pass", "held"]
    assert hit["outcome"] == "held"
    vehicle = node("weigh", state={"people": [calm]}, place=place(), hits=[{"about": "vehicle", "action": "x"}])
    assert (vehicle["people"][0]["outcome"], vehicle["outcome"]) == ("pass", "held")


def test_somebody_else_may_decide_and_the_rule_that_was_followed_stays(node: Node) -> None:
    turned = person("380", exposed=False, outcome="turned_back")
    said = node("data", state={"people": [turned], "plate": "川Y12345"}, place=place())
    assert said["travellers"] == [{"temperature": 38, "outcome": "turned_back", "rule": "county-2020/fever"}]
    assert said["outcome"] == "turned_back"
    unmeasured = node("weigh", state={"people": [person("", outcome="held")]}, place=place(LISTED))
    assert unmeasured["needs"] == []  # whoever cannot be measured is decided by hand


PEOPLE = st.lists(
    st.fixed_dictionaries(
        {"temperature": st.sampled_from(["", "358", "365", "36.9", "373", "391"]), "been": st.just([])},
        optional={
            "name": st.just("王小明"),
            "phone": st.just("13900000000"),
            "id_number": st.just("11010519491231002X"),
            "exposed": st.booleans(),
            "outsider": st.booleans(),
            "lodging": st.sampled_from(Lodging.values),
            "outcome": st.sampled_from(Outcome.values),
            "choosing": st.booleans(),
        },
    ).map(lambda one: one | ({"been": ["420106"], "left_on": "2020-02-05"} if one.get("exposed") else {})),
    max_size=3,
)
STATES = st.fixed_dictionaries(
    {"people": PEOPLE, "plate": st.sampled_from(["", "川Y12345", "乱写的"]), "others": st.integers(0, 3)},
    optional={
        "direction": st.sampled_from(Direction.values),
        "origin": st.sampled_from(["", "4201", "511922"]),
        "bound_for": st.sampled_from(["", "5101", "511922"]),
        "disinfected": st.booleans(),
        "note": st.sampled_from(["", " 车尾号看不清 "]),
        "outcome": st.sampled_from(["pass", "turned_back", "held"]),
    },
)


@settings(deadline=None)
@given(state=STATES)
def test_whatever_is_said_is_a_fact_the_door_takes_and_reads_back_for_correction(
    node: Node, state: dict[str, Any]
) -> None:
    said = node("data", state=state, place=place(LISTED))
    fact = Passed.model_validate(said)
    assert len(fact.travellers) == len(state["people"])
    again = node("again", data=said, place=place(LISTED))
    results = [[one["outcome"] for one in data.get("travellers", [])] for data in (said, again)]
    assert results[0] == results[1]
    assert again["outcome"] == said["outcome"]
    measured = [[one.get("temperature") for one in data.get("travellers", [])] for data in (said, again)]
    assert measured[0] == measured[1]


@pytest.mark.parametrize(
    ("text", "gap", "card"),
    [
        ("11010519491231002X", 5, True),
        ("11010519491231002x", 40, True),
        ("110105491231002", 5, True),
        ("11010519491231002X", 150, False),  # typed by hand
        ("川Y12345", 5, False),
        ("1101051949123100", 5, False),
    ],
)
def test_a_reader_is_told_from_a_hand_by_its_burst(node: Node, text: str, gap: int, card: bool) -> None:
    assert node("card", text=text, gap=gap) is card
    assert node("card", text=text, gap=gap, typed="365") is card  # whatever was being typed when it began
