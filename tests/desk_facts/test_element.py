"""`<fact-form>` by itself in a real browser, as the phone uses it: from a spec alone to the data of an entry."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from lianfang.desk.facts.spec import spec
from lianfang.ledger.kinds import all_kinds
from lianfang.people.kinds import PersonRegistered
from lianfang.verification.kinds import Checked, Claimed, Knocked, Placed, Visited
from tests.desk_facts.conftest import Draw

pytestmark = [
    pytest.mark.browser,
    pytest.mark.sqlite,
    pytest.mark.django_db(transaction=True),
]
DOOR = {"campaign": "c", "household": "h"}
WANG = {"name": "王小明", "phones": ["13900000000"], "id_number": "11010519491231002X", "sex": "female"}


def data(page: Page) -> dict[str, Any]:
    said: dict[str, Any] = page.evaluate("form.data()")
    return said


def wrong(page: Page) -> list[str]:
    return page.locator(".error").all_inner_texts()


def test_every_kind_is_drawn_and_each_input_has_a_name_to_hear(draw: Draw) -> None:
    for kind in all_kinds().values():
        asked = spec(kind)
        if not [field for field in asked["fields"] if field["control"] != "entity"]:
            continue
        page = draw(asked)
        silent = page.evaluate(
            """[...form.querySelectorAll("input, select, textarea")]
            .filter(input => !(input.labels?.[0]?.textContent || input.ariaLabel)).map(input => input.outerHTML)"""
        )
        assert silent == [], kind.code
        lost = page.evaluate(
            """[...form.querySelectorAll("[aria-describedby]")]
            .flatMap(one => one.getAttribute("aria-describedby").split(" "))
            .filter(id => !document.getElementById(id))"""
        )
        assert lost == [], kind.code


def test_only_what_is_asked_for_now_is_data(draw: Draw) -> None:
    page = draw(spec(Visited.kind))
    expect(page.get_by_label("未见原因")).to_be_hidden()
    page.get_by_label("家中无人").check()
    page.get_by_label("未见原因").select_option("locked")
    page.get_by_label("再访日期").fill("2020-02-01")
    page.get_by_label("备注").fill("邻居说在田里")
    assert data(page) == {
        "outcome": "not_in",
        "channel": "door",
        "cause": "locked",
        "again_on": "2020-02-01",
        "note": {"text": "邻居说在田里"},
    }
    page.get_by_label("见到本人").check()
    assert data(page) == {"outcome": "met", "channel": "door", "note": {"text": "邻居说在田里"}}


def test_what_is_missing_is_said_beside_its_field_and_has_the_focus(draw: Draw) -> None:
    page = draw(spec(Visited.kind))
    assert not page.evaluate("form.check()")
    assert wrong(page) == ["请选择：结果。"]
    assert page.evaluate("document.activeElement.name") == "verification-visited-outcome"
    page.get_by_label("联系不上").check()
    assert wrong(page) == []  # it goes as soon as it is put right
    assert not page.evaluate("form.check()")
    cause = page.get_by_label("未见原因")
    expect(cause).to_be_focused()
    expect(cause).to_have_attribute("aria-invalid", "true")
    expect(cause).to_have_attribute("aria-required", "true")
    described = cause.get_attribute("aria-describedby")
    assert "请选择：未见原因。" in page.locator(f"#{described}").inner_text()
    page.get_by_label("只见到家人").check()  # the reason may be given, and need not
    assert page.evaluate("form.check()")


def test_numbers_yes_and_no_and_their_limits(draw: Draw) -> None:
    page = draw(spec(Knocked.kind), fixed=DOOR)
    page.get_by_label("是", exact=True).check()
    people = page.get_by_label("在家人数")
    assert people.get_attribute("inputmode") == "numeric"
    people.fill("２")
    page.get_by_role("button", name="加一").click()
    assert data(page) == {"met": True, "people": 3, **DOOR}
    for typed, said in (("201", "不能大于 200。"), ("-1", "不能小于 0。"), ("三", "请填整数，如 3。")):
        people.fill(typed)
        assert not page.evaluate("form.check()")
        assert wrong(page) == [said]
        assert people.input_value() == typed
    page.get_by_label("否", exact=True).check()
    assert not page.evaluate("form.check()")
    assert wrong(page) == ["请选择：未见原因。"]


def test_a_wrong_check_digit_is_told_at_once_and_the_right_number_is_one_tap_away(draw: Draw) -> None:
    page = draw(spec(PersonRegistered.kind))
    number = page.get_by_label("证件号码")
    number.press_sequentially("11010519491231020X")
    expect(page.get_by_text("校验码不对")).to_be_visible()
    assert number.input_value() == "11010519491231020X"
    assert data(page)["who"] == {"id_number": "11010519491231020X"}  # kept as it was typed
    assert page.get_by_label("出生日期").input_value() == ""
    page.locator(".hint").first.click()
    assert number.input_value() == "11010519491231002X"
    expect(page.get_by_text("1949-12-31 出生，女。校验码正确。")).to_be_visible()
    assert data(page)["who"] == {"id_number": "11010519491231002X", "birth_date": "1949-12-31", "sex": "female"}


def test_what_somebody_wrote_is_not_filled_over(draw: Draw) -> None:
    page = draw(spec(PersonRegistered.kind), values={"who": {"birth_date": "1950-01-01"}})
    page.get_by_label("证件号码").fill("11010519491231002X")
    assert data(page)["who"]["birth_date"] == "1950-01-01"
    assert data(page)["who"]["sex"] == "female"
    page.get_by_label("证件号码").fill("999101198001010012")  # another number, another person
    assert data(page)["who"]["sex"] == "male"


def test_a_doubtful_number_never_stands_in_the_way(draw: Draw) -> None:
    page = draw(spec(PersonRegistered.kind), fixed={"household": None})
    page.get_by_label("姓名").fill("张家租客")
    page.get_by_label("证件号码").fill("忘带")
    page.get_by_label("联系电话").fill("1380308")
    page.get_by_label("联系电话").blur()
    expect(page.get_by_text("1380308 位数不足")).to_be_visible()
    page.get_by_role("button", name="再加一个号码").click()
    page.get_by_label("第 2 个号码").fill("13803086191")
    assert page.evaluate("form.check()")
    assert data(page)["who"] == {"name": "张家租客", "id_number": "忘带", "phones": ["1380308", "13803086191"]}


def test_somebody_is_named_when_registered(draw: Draw) -> None:
    page = draw(spec(PersonRegistered.kind), fixed={"who": {"person": "p"}, "household": "h"})
    assert not page.evaluate("form.check()")
    assert wrong(page) == ["请填写：姓名。"]
    page.get_by_label("姓名").fill("李芳")
    assert data(page) == {
        "who": {"person": "p", "name": "李芳"},
        "household": "h",
        "residence": "resident",
        "head": False,
    }


def test_of_what_is_known_only_the_changes_are_said(draw: Draw) -> None:
    options: dict[str, Any] = {"values": {"who": WANG}, "fixed": {"who": {"person": "p"}}, "changes": ["who"]}
    page = draw(spec(Checked.kind), **options)
    page.get_by_label("属实", exact=True).check()
    assert data(page) == {"accuracy": "accurate"}
    page.get_by_label("已更正").check()
    assert data(page) == {"accuracy": "corrected"}
    page.get_by_label("联系电话").fill("13900000001")
    page.get_by_label("电话", exact=True).check()
    assert data(page) == {
        "accuracy": "corrected",
        "wrong": ["phone"],
        "who": {"person": "p", "phones": ["13900000001"]},
    }


def test_an_id_is_asked_for_only_where_there_is_a_choice(draw: Draw) -> None:
    page = draw(spec(Visited.kind) | {"fields": spec(Visited.kind)["fields"] + spec(Placed.kind)["fields"]})
    assert page.get_by_label("网格").count() == 0
    page.get_by_label("见到本人").check()
    page.evaluate("form.choices = {to: [['51192200120201', '第一网格'], ['51192200120202', '第二网格']]}")
    page.get_by_label("第二网格").check()
    assert data(page) == {"outcome": "met", "channel": "door", "to": "51192200120202"}  # and what was written stays


def test_when_it_happened_is_now_unless_said_otherwise(draw: Draw) -> None:
    page = draw(spec(Visited.kind))
    assert page.evaluate("form.at()") is None
    page.get_by_text("补录：改发生时间").click()
    page.get_by_label("发生时间").fill("2020-01-26T09:30")
    assert page.evaluate("form.at()") == "2020-01-26T01:30:00.000Z"
    page = draw(spec(Visited.kind), happened="2020-01-26T01:30:59.123Z")
    assert page.evaluate("form.at()") == "2020-01-26T01:30:59.123Z"  # as exact as it was


def test_moments_are_those_of_the_clock_on_the_wall(draw: Draw) -> None:
    page = draw(spec(Claimed.kind), values={"until": "2020-01-26T12:00:00+08:00"})
    until = page.get_by_label("认领至")
    assert until.input_value() == "2020-01-26T12:00"
    until.fill("2020-01-26T14:00")
    assert data(page) == {"until": "2020-01-26T06:00:00.000Z"}


def test_the_doors_refusal_stands_beside_its_field(draw: Draw) -> None:
    page = draw(spec(Checked.kind))
    page.get_by_label("已更正").check()
    page.evaluate(
        """form.errors = {
            "data.who.phones.0": ["号码太长。"], "data.wrong.1": ["没有这一项。"], subject: ["不在辖区。"],
        }"""
    )
    phones = page.get_by_label("联系电话")
    assert "号码太长。" in page.locator(f"#{phones.get_attribute('aria-describedby')}").inner_text()
    expect(page.get_by_role("group", name="有误项目")).to_contain_text("没有这一项。")
    expect(page.get_by_role("alert")).to_have_text("不在辖区。")


def test_something_written_is_noticed(draw: Draw) -> None:
    page = draw(spec(Visited.kind), values={"outcome": "met"})
    page.evaluate("heard = 0; addEventListener('fact-change', () => { heard += 1; })")
    assert not page.evaluate("form.dirty")
    page.get_by_label("备注").fill("在家")
    assert page.evaluate("form.dirty")
    page.get_by_label("备注").blur()
    assert page.evaluate("heard") == 1
    page.get_by_label("备注").fill("")
    assert not page.evaluate("form.dirty")


def test_a_plate_begins_with_a_province_by_one_tap(draw: Draw) -> None:
    plate = {"name": "plate", "title": "车牌", "control": "plate", "required": True}
    page = draw({"kind": "test.passed", "title": "通行", "fields": [plate]})
    keys = page.get_by_role("group", name="简称")
    keys.get_by_role("button", name="川", exact=True).click()
    expect(keys).to_be_hidden()
    asked = page.get_by_label("车牌")
    expect(asked).to_be_focused()
    page.keyboard.type("ao1234")
    asked.blur()
    expect(page.get_by_text("认不出这种号牌")).to_be_visible()
    assert page.evaluate("form.check()")
    page.locator(".hint").click()
    assert data(page) == {"plate": "川A01234"}


def test_a_temperature_has_a_point(draw: Draw) -> None:
    heat = {"name": "heat", "title": "体温", "control": "number", "decimal": True, "limits": {"ge": 34, "le": 43}}
    page = draw({"kind": "test.measured", "title": "测温", "fields": [heat]})
    asked = page.get_by_label("体温")
    assert asked.get_attribute("inputmode") == "decimal"
    asked.fill("３７．３")
    assert data(page) == {"heat": 37.3}
    asked.fill("3703")
    assert not page.evaluate("form.check()")


def test_targets_are_big_enough_for_a_thumb_and_fit_the_smallest_phone(draw: Draw) -> None:
    for width in (320, 390):
        page = draw(spec(Checked.kind))
        page.set_viewport_size({"width": width, "height": 844})
        page.get_by_label("已更正").check()
        small = page.evaluate(
            """[...form.querySelectorAll(".option, .button, summary, select, textarea, :is(.field, .line) > input")]
            .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 44)
            .map(one => one.outerHTML)"""
        )
        assert small == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
