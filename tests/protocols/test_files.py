"""The files say what their sources say, hang together, and a county's own do no harm."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.utils import translation
from pydantic import ValidationError

from lianfang.checkpoints.choices import Direction, Lodging
from lianfang.checkpoints.choices import Outcome as AtThePost
from lianfang.orders.basis import Basis
from lianfang.orders.choices import Measure as Ordered
from lianfang.protocols import editions as edition_files
from lianfang.protocols import tables as table_files
from lianfang.protocols.choices import Clock, Measure, Outcome, Who
from lianfang.protocols.editions import edition, editions
from lianfang.protocols.files import OURS
from lianfang.protocols.rules import cited, giving
from lianfang.protocols.tables import Table, rule_of, table, tables

Put = Callable[[str, dict[str, Any]], None]

# domain-rules: who, (measure, days) of each stage, tests of each stage
SAID: list[tuple[str, Who, list[tuple[Measure, int]], list[tuple[int, ...]]]] = [
    ("covid-2020-2", Who.CONTACT, [(Measure.HOME, 14)], [()]),
    ("covid-2020-community", Who.EXPOSED, [(Measure.HOME, 14)], [()]),
    ("covid-2020-5", Who.CONTACT, [(Measure.CENTRAL, 14)], [()]),
    (
        "covid-2021-8",
        Who.CONTACT,
        [(Measure.CENTRAL, 14), (Measure.HOME_MONITORING, 7)],
        [(1, 4, 7, 14), (2, 7)],
    ),
    ("covid-2021-8", Who.CONTACT_OF_CONTACT, [(Measure.CENTRAL, 7)], [()]),
    ("covid-2022-9", Who.CONTACT, [(Measure.CENTRAL, 7), (Measure.HOME_MONITORING, 3)], [(1, 2, 3, 5, 7), (3,)]),
    ("covid-2022-9", Who.CONTACT_OF_CONTACT, [(Measure.HOME, 7)], [(1, 4, 7)]),
    ("covid-2022-20", Who.CONTACT, [(Measure.CENTRAL, 5), (Measure.HOME, 3)], [(1, 2, 3, 5), (1, 3)]),
]


@pytest.mark.parametrize(("id_", "who", "stages", "tests"), SAID)
def test_an_edition_gives_the_days_and_tests_of_its_source(
    id_: str, who: Who, stages: list[tuple[Measure, int]], tests: list[tuple[int, ...]]
) -> None:
    course = editions()[id_].course(who)
    assert course is not None
    assert [(stage.measure, stage.days) for stage in course.stages] == stages
    assert [stage.tests for stage in course.stages] == tests


def test_editions_differ_in_whom_they_follow() -> None:
    degrees = {id_: one.degrees for id_, one in editions().items()}
    assert degrees == {
        "covid-2020-2": 1,
        "covid-2020-community": 1,
        "covid-2020-5": 1,
        "covid-2020-7": 2,
        "covid-2021-8": 2,
        "covid-2022-9": 2,
        "covid-2022-20": 1,
        "covid-2023": 0,
        "measles-2013": 1,
    }
    second, fifth = editions()["covid-2020-2"].contact, editions()["covid-2020-5"].contact
    assert second is not None
    assert fifth is not None
    assert (second.days_before, fifth.days_before, fifth.within_metres) == (0, 2, 1)
    ninth = editions()["covid-2022-9"].course(Who.CONTACT)
    assert ninth is not None
    assert ninth.stages[0].clock is Clock.LAST_EXPOSURE
    assert not editions()["covid-2023"].measures


def test_clusters_grew_and_zones_clear_by_their_edition() -> None:
    clusters = {id_: one.cluster.cases for id_, one in editions().items() if one.cluster}
    assert (clusters["covid-2020-community"], clusters["covid-2020-7"], clusters["measles-2013"]) == (2, 5, 2)
    ninth = {zone.kind.value: (zone.clear_days, zone.becomes) for zone in editions()["covid-2022-9"].zones}
    assert ninth["high"] == (7, "medium")


def test_another_disease_is_carried_by_the_same_machinery() -> None:
    measles = editions()["measles-2013"]
    assert measles.disease == "measles"
    assert measles.course(Who.CONTACT)
    assert not measles.verified, "what we did not read ourselves is marked"
    assert not measles.fever.has(37.9)
    assert measles.fever.has(38.0)


@pytest.mark.parametrize("folder", ["editions", "tables"])
def test_each_file_is_called_by_its_id_and_speaks_both_languages(folder: str) -> None:
    model: type[edition_files.Edition] | type[Table] = edition_files.Edition if folder == "editions" else Table
    paths = list((OURS / folder).glob("*.json"))
    assert paths
    for path in paths:
        said = json.loads(path.read_text("utf-8"))
        assert said["id"] == path.stem
        read = model.model_validate(said)
        with translation.override("en"):
            assert "zh" not in str(read.title)
        assert all(text.get("en") for text in _texts(said)), path.name


def _texts(said: Any) -> list[dict[str, str]]:
    if isinstance(said, dict):
        if "zh" in said:
            return [said]
        return [text for value in said.values() for text in _texts(value)]
    return [text for value in said for text in _texts(value)] if isinstance(said, list) else []


def test_the_codes_are_those_of_the_floors_above() -> None:
    assert {one.value: one.label for one in Outcome} == {one.value: one.label for one in AtThePost}
    assert {one.value for one in Measure} <= set(Ordered.values)
    for one in tables().values():
        assert one.edition in editions()
        for name, words in (("lodging", Lodging), ("direction", Direction)):
            if name in one.inputs:
                assert set(one.inputs[name].choices) == set(words.values)


def test_a_measure_of_a_table_rests_on_law_that_carries_it() -> None:
    for one in tables().values():
        for rule in one.rules:
            basis = [Basis(code) for code in rule.then.basis]
            if rule.then.measure:
                measure = Ordered(rule.then.measure.value)
                assert any(measure in law.article.carries for law in basis), rule.id
                assert rule.then.days
                assert rule.then.days <= measure.most_days


def test_no_rule_asks_where_somebody_is_from() -> None:
    for one in tables().values():
        assert not set(one.inputs) & {"origin", "native_place", "household_register", "name", "sex", "age"}


def test_what_an_order_cites_is_found_again() -> None:
    line = cited("county-2020/listed-home")
    assert line is not None
    assert (dict(line.days), line.basis[0]) == ({"home": 14}, "law-39")
    course = cited("covid-2021-8/contact")
    assert course is not None
    assert dict(course.days) == {"central": 14, "home_monitoring": 7}
    with translation.override("zh-hans"):
        assert "集中隔离医学观察14天" in str(course.why)
    whole = cited("covid-2022-9")
    assert whole is not None
    assert (whole.days["central"], whole.days["zone_sealed"]) == (7, 7)
    for unknown in ("", "x", "county-2020/x", "county-2020/fever/x", "covid-2021-8/ghost", "covid-2023/contact"):
        assert cited(unknown) is None
    fever = cited("county-2020/fever")
    assert fever is not None
    assert not fever.days, "a fever clinic is no measure"
    assert {one.code for one in giving("home_monitoring")} >= {"covid-2021-8/contact", "covid-2022-9/contact"}
    assert all(cited(one.code) == one for measure in Measure for one in giving(measure.value))


def own_table(**changes: Any) -> dict[str, Any]:
    said: dict[str, Any] = json.loads((OURS / "tables" / "county-2020.json").read_text("utf-8"))
    return said | {"id": "ours", "title": {"zh": "本县新表"}} | changes


def test_a_county_adds_a_table_of_its_own(own_files: Put) -> None:
    own_files("tables/ours", own_table())
    assert table("ours").title.zh == "本县新表"
    with translation.override("en"):
        assert str(table("ours").title) == "本县新表", "without English the Chinese is said"
    assert rule_of("ours/fever") is not None
    assert table("county-2020").id == "county-2020"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (own_table(id="county-2020"), "county-2020"),
        (own_table(rules=own_table()["rules"][:-1]), "last rule"),
        (
            own_table(rules=[own_table()["rules"][-1] | {"id": "x", "when": {"shoe": 1}}, own_table()["rules"][-1]]),
            "shoe",
        ),
        (own_table(inputs={}), "does not know"),
    ],
)
def test_a_file_that_is_not_right_is_left_out_and_told(own_files: Put, said: dict[str, Any], why: str) -> None:
    own_files("tables/bad", said)
    assert table("ours").id == "county-2020", "the default holds"
    assert len(tables()) == 1
    [problem] = table_files.loaded().problems
    assert "bad.json" in str(problem)
    assert why in str(problem)


def test_a_county_cannot_change_one_of_our_editions(own_files: Put) -> None:
    said = json.loads((OURS / "editions" / "covid-2020-5.json").read_text("utf-8"))
    own_files("editions/mine", said | {"degrees": 0, "contact": None})
    found = edition("covid-2020-5")
    assert found is not None
    assert found.degrees == 1
    assert len(edition_files.loaded().problems) == 1


RULE: dict[str, Any] = own_table()["rules"][4]


@pytest.mark.parametrize(
    "then",
    [
        {"outcome": "home", "measure": "home", "basis": ["law-39"]},
        {"outcome": "home", "days": 14},
        {"outcome": "home", "measure": "home", "days": 14},
        {"outcome": "jail"},
        {"outcome": "home", "measure": "home", "days": 400, "basis": ["law-39"]},
    ],
)
def test_no_measure_without_days_and_law(then: dict[str, Any]) -> None:
    Table.model_validate(own_table(rules=[RULE, own_table()["rules"][-1]]))
    with pytest.raises(ValidationError):
        Table.model_validate(own_table(rules=[RULE | {"then": then}, own_table()["rules"][-1]]))


def test_editions_follow_each_other_in_time() -> None:
    assert all(one.since <= (one.until or date.max) for one in editions().values())
    assert [one.id for one in editions().values() if one.since <= date(2020, 2, 25) <= (one.until or date.max)] == [
        "covid-2020-community",
        "covid-2020-5",
        "measles-2013",
    ]
