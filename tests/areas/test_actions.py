"""The register of areas: loaded in bulk, changed by hand, every change in the ledger."""

from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from lianfang.areas import actions, queries
from lianfang.areas.files import DIVISIONS, groups_of, load_divisions, load_grids
from lianfang.areas.levels import Level, level_of
from lianfang.areas.models import Area, subject_of
from lianfang.ledger.models import Entry
from lianfang.ledger.scope import SYSTEM, Actor, covers

pytestmark = pytest.mark.django_db
COUNTY = "511922"
VILLAGE = "511922101201"


def editor(*areas: str) -> Actor:
    return Actor(uuid4(), {"area.edit": areas})


@pytest.fixture
def county() -> None:
    load_divisions(DIVISIONS, COUNTY)


def test_a_county_is_loaded_with_its_towns_and_villages_and_an_entry_each(county: None) -> None:
    assert Area.objects.filter(level=Level.COUNTY).get().attributes == {"above": ["四川省", "巴中市"]}
    assert Area.objects.filter(level=Level.TOWN).count() == 32
    assert Area.objects.filter(level=Level.VILLAGE).count() == 414
    assert not Area.objects.exclude(code__startswith=COUNTY).exists()
    assert Entry.objects.filter(kind="areas.changed").count() == 447
    assert all(covers([area.parent_id], area.pk) for area in Area.objects.exclude(pk=COUNTY) if area.parent_id)


def test_loading_again_changes_nothing_and_leaves_no_entry(county: None) -> None:
    again = load_divisions(DIVISIONS, COUNTY)
    assert (again.created, again.changed, again.same) == (0, 0, 447)
    assert Entry.objects.count() == 447


def test_a_county_the_file_does_not_know_is_refused_in_words() -> None:
    with pytest.raises(ValidationError, match="999999"):
        load_divisions(DIVISIONS, "999999")
    assert not Area.objects.exists()


def test_a_change_is_kept_with_its_author_and_only_what_changed(county: None) -> None:
    actor = editor("511922101")
    area = actions.change(Area.objects.get(pk=VILLAGE), {"population": 1200, "households": 401}, actor)
    assert (area.population, area.households) == (1200, 401)
    entry = Entry.objects.get(subject=subject_of(VILLAGE), data__change="changed")
    assert entry.member == actor.member
    assert entry.data["values"] == {"population": 1200, "households": 401}
    actions.change(area, {"population": 1200}, actor)
    assert Entry.objects.filter(member=actor.member).count() == 1


def test_a_baseline_taken_back_is_written_as_unknown(county: None) -> None:
    area = actions.change(Area.objects.get(pk=VILLAGE), {"population": 1200}, SYSTEM)
    assert actions.change(area, {"population": None}, SYSTEM).population is None
    last = Entry.objects.filter(subject=subject_of(VILLAGE)).latest("seq")
    assert last.data["values"] == {"population": None}


@pytest.mark.parametrize("actor", [editor("511922103"), editor("511922101202"), editor(), Actor(uuid4())])
def test_nobody_edits_outside_their_areas(county: None, actor: Actor) -> None:
    with pytest.raises(PermissionDenied):
        actions.change(Area.objects.get(pk=VILLAGE), {"name": "别的村"}, actor)
    with pytest.raises(PermissionDenied):
        actions.create(VILLAGE + "01", {"name": "网格"}, actor)
    with pytest.raises(PermissionDenied):
        actions.retire(Area.objects.get(pk=VILLAGE), date(2020, 1, 28), actor)
    assert Area.objects.get(pk=VILLAGE).name != "别的村"
    assert Entry.objects.count() == 447


def test_one_area_out_of_reach_keeps_the_whole_load_out(county: None) -> None:
    stated = [actions.Stated(VILLAGE, {"population": 5}), actions.Stated("511922103225", {"population": 5})]
    with pytest.raises(PermissionDenied):
        actions.load(stated, editor("511922101"))
    assert not Area.objects.filter(population=5).exists()


def test_a_sub_area_put_in_later_takes_over_its_grids(county: None) -> None:
    actions.create(VILLAGE + "101", {"name": "一网格"}, SYSTEM)
    actions.create(VILLAGE + "002", {"name": "二网格"}, SYSTEM)
    actions.create(VILLAGE + "1", {"name": "东片区"}, SYSTEM)
    assert Area.objects.get(pk=VILLAGE + "101").parent_id == VILLAGE + "1"
    assert Area.objects.get(pk=VILLAGE + "002").parent_id == VILLAGE


@pytest.mark.parametrize("code", ["51192210120", "51192210120101a", "５１１９２２", "511999101999", ""])
def test_a_code_that_is_none_or_hangs_in_the_air_is_refused(county: None, code: str) -> None:
    with pytest.raises(ValidationError):
        actions.create(code, {"name": "某地"}, SYSTEM)


def test_a_retired_area_leaves_the_tree_but_not_the_record(county: None) -> None:
    grid = actions.create(VILLAGE + "01", {"name": "一网格"}, SYSTEM)
    village = Area.objects.get(pk=VILLAGE)
    with pytest.raises(ValidationError, match="停用下级"):
        actions.retire(village, date(2020, 1, 28), SYSTEM)
    actions.retire(grid, date(2020, 1, 28), SYSTEM)
    actions.retire(village, date(2020, 1, 28), SYSTEM)
    assert not queries.in_use([VILLAGE]).exists()
    assert queries.known([VILLAGE]) == {VILLAGE}
    actions.reopen(village, SYSTEM)
    assert queries.in_use([VILLAGE]).get() == village


def test_grids_come_from_a_file_under_any_of_the_usual_headings(county: None, tmp_path: Path) -> None:
    file = tmp_path / "网格.csv"
    text = (
        f"村代码,网格编号,名称,人口,户数,村民小组,备注\n{VILLAGE},1,一网格,310,98,1-3、7,x\n{VILLAGE},2,二网格,,,4,\n"
    )
    file.write_bytes(text.encode("gb18030"))
    assert load_grids(file).created == 2
    grid = Area.objects.get(pk=VILLAGE + "01")
    assert (grid.population, grid.households, grid.attributes) == (310, 98, {"groups": [1, 2, 3, 7]})
    assert Area.objects.get(pk=VILLAGE + "02").population is None
    assert load_grids(file).same == 2


def test_bad_rows_are_all_named_and_nothing_is_loaded(county: None, tmp_path: Path) -> None:
    file = tmp_path / "grids.csv"
    file.write_text(f"code,name,population\n{VILLAGE}01,一网格,12\n,无代码,1\n{VILLAGE}02,二网格,十二\n")
    with pytest.raises(ValidationError) as caught:
        load_grids(file)
    assert [message[:5] for message in caught.value.messages] == ["第 3 行", "第 4 行"]
    assert not Area.objects.filter(level=Level.GRID).exists()


def test_groups_are_read_as_people_write_them() -> None:
    assert groups_of("1-3、7组, 9至10") == [1, 2, 3, 7, 9, 10]
    with pytest.raises(ValidationError):
        groups_of("东头")


def test_levels_follow_from_the_length_of_the_code() -> None:
    lengths = {2: "province", 4: "prefecture", 6: "county", 9: "town", 12: "village", 13: "sub_area", 14: "grid"}
    assert {size: level_of("5" * size) for size in lengths} == lengths
    assert [level_of("5" * size) for size in (0, 1, 3, 5, 8, 10, 17)] == [None] * 7


def test_the_tree_starts_wherever_the_member_may_look(county: None) -> None:
    roots = queries.tree(["511922101", VILLAGE, "511922103225"])
    assert [node.area.pk for node in roots] == ["511922101", "511922103225"]
    assert {node.area.parent_id for node in roots[0].children} == {"511922101"}
    assert queries.tree([]) == []
    assert [area.name for area in queries.path(VILLAGE)][:2] == ["南江县", "沙河镇"]
    assert vars(queries.children(COUNTY)[0])["below"] > 0
    assert queries.names([VILLAGE, "1"]).keys() == {VILLAGE}
