"""Keeping the register of duty: within one's own areas and rights, and every change in the ledger."""

import json
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from lianfang.duty import actions, teams
from lianfang.duty.files import load_members
from lianfang.duty.grants import grantable
from lianfang.duty.models import AgencyKind, GroupMember, Member, Posting
from lianfang.duty.roles import Role
from lianfang.ledger.models import Entry
from lianfang.ledger.scope import SYSTEM
from tests.duty.conftest import COUNTY, GRID, NEXT_GRID, OTHER_TOWN, TOWN, VILLAGE, Crew, area, fresh


def test_a_chief_posts_an_officer_and_the_ledger_says_who_did(crew: Crew) -> None:
    recruit = actions.add_member("recruit", "新警", crew.station, crew.chief.actor, password="long-enough-2020")
    posting = actions.post(recruit, Role.OFFICER, area(VILLAGE), crew.chief.actor)
    entry = Entry.objects.get(subject=posting.pk)
    assert (entry.kind, entry.area, entry.member) == ("duty.changed", VILLAGE, crew.chief.pk)
    assert entry.data["role"] == "officer"
    assert entry.data["member"] == str(recruit.pk)


def test_no_name_of_staff_and_no_password_reaches_the_ledger(crew: Crew) -> None:
    member = actions.add_member("zhangsan", "张三丰", crew.station, SYSTEM, title="副所长")
    actions.change_member(member, {"name": "张三疯", "title": "所长"}, SYSTEM)
    actions.set_password(member, "correct horse battery", SYSTEM)
    said = json.dumps(list(Entry.objects.values_list("data", flat=True)), ensure_ascii=False)
    assert not any(word in said for word in ("张三", "zhangsan", "所长", "correct horse"))
    assert Entry.objects.filter(subject=member.pk).latest("seq").data["fields"] == ["password"]


@pytest.mark.parametrize("who", ["worker", "officer", "colleague", "auditor", "outsider"])
def test_others_may_not_keep_the_stations_people(crew: Crew, who: str) -> None:
    actor = getattr(crew, who).actor
    before = Entry.objects.count()
    for attempt in (
        lambda: actions.add_member("spy", "某人", crew.station, actor),
        lambda: actions.post(crew.outsider, Role.GRID_WORKER, area(GRID), actor),
        lambda: actions.end_posting(crew.chief.postings.get(), actor),
        lambda: actions.set_password(crew.chief, "correct horse battery", actor),
        lambda: actions.change_agency(crew.station, {"name": "改名"}, actor),
        lambda: actions.close_account(crew.chief, actor),
        lambda: teams.make_group("一组", crew.station, area(TOWN), actor),
    ):
        with pytest.raises(PermissionDenied):
            attempt()
    assert Entry.objects.count() == before
    assert crew.chief.postings.filter(until=None).exists()


def test_nobody_gives_more_than_they_have(crew: Crew) -> None:
    chief = crew.chief.actor
    for role, code in ((Role.COMMAND, TOWN), (Role.AUDITOR, TOWN), (Role.OFFICER, OTHER_TOWN), (Role.CLERK, COUNTY)):
        with pytest.raises(PermissionDenied):
            actions.post(crew.outsider, role, area(code), chief)
    assert Role.STATION_CHIEF in grantable(chief, TOWN)
    assert Role.ADMINISTRATOR not in grantable(chief, TOWN)
    assert grantable(chief, OTHER_TOWN) == []


def test_nobody_posts_themselves_not_even_the_administrator(crew: Crew) -> None:
    administrator = crew.administrator.actor
    with pytest.raises(PermissionDenied, match="自己"):
        actions.post(crew.administrator, Role.COMMAND, area(COUNTY), administrator)
    assert actions.post(crew.outsider, Role.COMMAND, area(COUNTY), administrator).pk


def test_nobody_takes_over_the_account_of_somebody_above(crew: Crew) -> None:
    actions.post(crew.officer, Role.COMMAND, area(COUNTY), SYSTEM)
    with pytest.raises(PermissionDenied, match="无权任命"):
        actions.set_password(fresh(crew.officer), "correct horse battery", crew.chief.actor)


def test_an_agency_cannot_be_moved_out_of_ones_own_areas(crew: Crew) -> None:
    with pytest.raises(PermissionDenied):
        actions.change_agency(crew.station, {"area": area(OTHER_TOWN)}, crew.chief.actor)
    crew.station.refresh_from_db()
    assert crew.station.area_id == TOWN


def test_a_post_is_held_once_and_not_in_a_retired_area(crew: Crew) -> None:
    with pytest.raises(ValidationError, match="已经有"):
        actions.post(crew.worker, Role.GRID_WORKER, area(GRID), SYSTEM)
    actions.end_posting(crew.worker.postings.get(), SYSTEM)
    with pytest.raises(ValidationError, match="已经结束"):
        actions.end_posting(crew.worker.postings.get(), SYSTEM)
    assert actions.post(crew.worker, Role.GRID_WORKER, area(GRID), SYSTEM).until is None


def test_a_closed_account_keeps_nothing_open(crew: Crew) -> None:
    actions.close_account(crew.worker, crew.chief.actor)
    gone = fresh(crew.worker)
    assert not gone.is_active
    assert not gone.postings.filter(until=None).exists()
    with pytest.raises(ValidationError, match="停用"):
        actions.post(gone, Role.GRID_WORKER, area(GRID), crew.chief.actor)
    assert actions.reopen_account(gone, crew.chief.actor).is_active


def test_a_weak_password_and_a_bad_user_name_are_refused(crew: Crew) -> None:
    with pytest.raises(ValidationError):
        actions.add_member("recruit", "新警", crew.station, SYSTEM, password="1234567890")
    with pytest.raises(ValidationError):
        actions.add_member("two words", "新警", crew.station, SYSTEM)
    assert not Member.objects.filter(name="新警").exists()


def test_a_group_has_its_lead_from_the_start_and_members_come_and_go(crew: Crew) -> None:
    chief = crew.chief.actor
    group = teams.make_group("红塔组", crew.station, area(TOWN), chief, lead=crew.officer)
    teams.join(group, crew.worker, chief)
    teams.join(group, crew.worker, chief)
    assert GroupMember.objects.filter(group=group, until=None).count() == 2
    with pytest.raises(ValidationError, match="组长"):
        teams.leave(group, crew.officer, chief)
    teams.change_group(group, {"lead": crew.worker}, chief)
    teams.leave(group, crew.officer, chief)
    assert [m.member for m in group.memberships.filter(until=None)] == [crew.worker]
    with pytest.raises(PermissionDenied):
        teams.join(group, crew.outsider, crew.colleague.actor)


HEAD = "账号,姓名,单位,单位类别,单位辖区,岗位,辖区\n"


def test_members_come_from_a_file_once(crew: Crew, tmp_path: Path) -> None:
    file = tmp_path / "members.csv"
    file.write_text(
        HEAD
        + f"w1,王一,将营村委会,村（居）委会,{VILLAGE},网格员,{GRID}\n"
        + f"w1,王一,将营村委会,,,grid_worker,{NEXT_GRID}\n"
        + "officer,officer,城西派出所,,,,\n"
    )
    loaded = load_members(file, crew.chief.actor)
    assert (loaded.agencies, loaded.members, loaded.postings) == (1, 1, 2)
    assert Posting.objects.filter(member__username="w1", role=Role.GRID_WORKER).count() == 2
    entries = Entry.objects.count()
    again = load_members(file, crew.chief.actor)
    assert (again.agencies, again.members, again.postings) == (0, 0, 0)
    assert Entry.objects.count() == entries


def test_bad_rows_of_a_file_are_all_named_and_nothing_is_loaded(crew: Crew, tmp_path: Path) -> None:
    file = tmp_path / "members.csv"
    file.write_text(
        HEAD
        + f"w1,王一,城西派出所,,,网格员,{GRID}\n"
        + f"w2,王二,城西派出所,,,村长,{GRID}\n"
        + "w3,王三,城西派出所,,,网格员,123\n"
        + f"w4,王四,没有的单位,,,网格员,{GRID}\n"
    )
    with pytest.raises(ValidationError) as caught:
        load_members(file, SYSTEM)
    assert [message[:5] for message in caught.value.messages] == ["第 3 行", "第 4 行", "第 5 行"]
    assert not Member.objects.filter(username="w1").exists()


def test_a_file_gives_nobody_more_than_its_loader_has(crew: Crew, tmp_path: Path) -> None:
    file = tmp_path / "members.csv"
    for line in (
        f"chief,chief,城西派出所,,,县指挥部,{TOWN}\n",
        f"new,新人,城西派出所,,,网格员,{OTHER_TOWN}\n",
        f"new,新人,外派所,派出所,{OTHER_TOWN},,\n",
        "command,改名,县指挥部,,,,\n",
    ):
        file.write_text(HEAD + line)
        with pytest.raises(PermissionDenied):
            load_members(file, crew.chief.actor)
    assert not Member.objects.filter(username="new").exists()
    assert AgencyKind.POLICE_STATION.label
