"""The pages of the registers: a member of the area, a colleague of another one, somebody without any post."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lianfang.areas.models import Area
from lianfang.duty import teams
from lianfang.duty.devices import issue_token
from lianfang.duty.models import Agency, AgencyKind, Group, Member, Posting, Token
from lianfang.duty.roles import Role
from tests.duty.conftest import GRID, NEXT_GRID, OTHER_TOWN, OTHER_VILLAGE, TOWN, VILLAGE, Crew, area, fresh


def browser(member: Member) -> Client:
    client = Client()
    client.force_login(member)
    return client


def text(client: Client, name: str, *args: Any) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_list_of_areas_holds_ones_own_and_nothing_else(crew: Crew) -> None:
    page = text(browser(crew.chief), "areas:index")
    assert "将营村" in page
    assert "长赤镇" not in page
    page = text(browser(crew.worker), "areas:index")
    assert "一网格" in page
    assert "二网格" not in page
    assert browser(crew.outsider).get(reverse("areas:index")).status_code == 403


def test_an_area_shows_its_baselines_and_who_answers(crew: Crew) -> None:
    page = text(browser(crew.chief), "areas:area", GRID)
    for word in ("worker", "网格员", "officer", "驻村民警", "chief", "南江县"):
        assert word in page
    assert "无人负责" not in text(browser(crew.chief), "areas:area", VILLAGE)


@pytest.mark.parametrize("name", ["area", "edit", "add", "retire", "reopen"])
def test_an_area_of_others_is_as_if_it_were_not_there(crew: Crew, name: str) -> None:
    client = browser(crew.chief)
    method = client.post if name in {"retire", "reopen"} else client.get
    assert method(reverse(f"areas:{name}", args=[OTHER_VILLAGE])).status_code == 404
    assert method(reverse(f"areas:{name}", args=["999999"])).status_code == 404


def test_looking_is_not_editing(crew: Crew) -> None:
    client = browser(crew.worker)
    assert reverse("areas:edit", args=[GRID]) not in text(client, "areas:area", GRID)
    assert reverse("areas:edit", args=[GRID]) in text(browser(crew.chief), "areas:area", GRID)
    for name in ("edit", "add"):
        assert client.post(reverse(f"areas:{name}", args=[GRID]), {"name": "我的"}).status_code == 403
    assert client.post(reverse("areas:retire", args=[GRID])).status_code == 403


def test_a_chief_changes_adds_and_retires_areas(crew: Crew) -> None:
    client = browser(crew.chief)
    sent = {"name": "第一网格", "population": "310", "households": "", "groups": "1-3、7"}
    assert client.post(reverse("areas:edit", args=[GRID]), sent).status_code == 302
    grid = Area.objects.get(pk=GRID)
    assert (grid.name, grid.population, grid.households) == ("第一网格", 310, None)
    assert grid.attributes == {"groups": [1, 2, 3, 7]}
    client.post(reverse("areas:edit", args=[GRID]), sent | {"groups": ""})
    assert Area.objects.get(pk=GRID).attributes == {}
    bad = client.post(reverse("areas:edit", args=[GRID]), sent | {"groups": "东头"}).content.decode()
    assert "看不懂小组" in bad
    add = reverse("areas:add", args=[VILLAGE])
    assert client.post(add, {"code": VILLAGE + "09", "name": "九网格", "groups": "9"}).status_code == 302
    assert "应以上级代码" in client.post(add, {"code": OTHER_VILLAGE + "09", "name": "他村"}).content.decode()
    assert "位数不对" in client.post(add, {"code": VILLAGE + "123456", "name": "太长"}).content.decode()
    client.post(reverse("areas:retire", args=[VILLAGE + "09"]))
    assert Area.objects.get(pk=VILLAGE + "09").retired_on is not None
    assert "已停用" in text(client, "areas:area", VILLAGE + "09")
    client.post(reverse("areas:reopen", args=[VILLAGE + "09"]))
    assert Area.objects.get(pk=VILLAGE + "09").retired_on is None


def test_members_are_listed_within_reach_and_searched_without_a_trace(crew: Crew) -> None:
    client = browser(crew.chief)
    page = text(client, "duty:members")
    assert "officer" in page
    assert "colleague" not in page
    answer = client.post(reverse("duty:members"), {"q": "work"}).content.decode()
    assert reverse("duty:member", args=[crew.worker.pk]) in answer
    assert reverse("duty:member", args=[crew.officer.pk]) not in answer
    filtered = client.get(reverse("duty:members"), {"role": "officer"}).content.decode()
    assert reverse("duty:member", args=[crew.officer.pk]) in filtered
    assert reverse("duty:member", args=[crew.worker.pk]) not in filtered
    for who in (crew.worker, crew.auditor, crew.outsider):
        assert browser(who).get(reverse("duty:members")).status_code == 403


def test_a_member_of_others_is_as_if_they_were_not_there(crew: Crew) -> None:
    client = browser(crew.chief)
    for name in ("member", "member_edit", "member_password"):
        assert client.get(reverse(f"duty:{name}", args=[crew.colleague.pk])).status_code == 404
    assert client.post(reverse("duty:member_switch", args=[crew.colleague.pk])).status_code == 404
    post = crew.colleague.postings.get()
    assert client.post(reverse("duty:post_end", args=[post.pk])).status_code == 404
    assert fresh(crew.colleague).is_active


def test_a_chief_adds_somebody_and_gives_and_ends_a_post(crew: Crew) -> None:
    client = browser(crew.chief)
    sent = {"name": "新警", "username": "recruit", "agency": str(crew.station.pk), "language": "zh-hans"}
    weak = client.post(reverse("duty:member_add"), sent | {"password": "1234567890"})
    assert weak.status_code == 200
    assert not Member.objects.filter(username="recruit").exists()
    assert client.post(reverse("duty:member_add"), sent | {"password": "a-good-long-one"}).status_code == 302
    recruit = Member.objects.get(username="recruit")
    assert recruit.check_password("a-good-long-one")
    here = reverse("duty:member", args=[recruit.pk])
    assert client.post(here, {"role": "officer", "area": VILLAGE}).status_code == 302
    beyond = client.post(here, {"role": "officer", "area": OTHER_VILLAGE}).content.decode()
    assert "在您的维护范围内没有" in beyond
    assert client.post(here, {"role": "grid_worker", "area": "将营村二网格"}).status_code == 302
    assert Posting.objects.get(member=recruit, role=Role.GRID_WORKER).area_id == NEXT_GRID
    assert client.post(here, {"role": "grid_worker", "area": "北京市朝阳区"}).status_code == 200
    assert client.post(here, {"role": "command", "area": TOWN}).status_code == 200
    posting = Posting.objects.get(member=recruit, role=Role.OFFICER)
    assert client.post(reverse("duty:post_end", args=[posting.pk])).status_code == 302
    posting.refresh_from_db()
    assert posting.until is not None
    client.post(reverse("duty:member_edit", args=[recruit.pk]), sent | {"title": "民警"})
    assert fresh(recruit).title == "民警"
    client.post(reverse("duty:member_password", args=[recruit.pk]), {"password": "another-long-one"})
    assert fresh(recruit).check_password("another-long-one")
    client.post(reverse("duty:member_switch", args=[recruit.pk]))
    assert not fresh(recruit).is_active
    client.post(reverse("duty:member_switch", args=[recruit.pk]))
    assert fresh(recruit).is_active


def test_a_post_elsewhere_of_somebody_here_stays_unseen(crew: Crew) -> None:
    Posting.objects.create(
        member=crew.worker, role=Role.GRID_LEAD, area=area(OTHER_TOWN), since=crew.worker.date_joined
    )
    assert "长赤镇" not in text(browser(crew.chief), "duty:member", crew.worker.pk)
    assert "长赤镇" in text(browser(crew.command), "duty:member", crew.worker.pk)


def test_agencies_and_groups_are_kept_within_reach(crew: Crew) -> None:
    client = browser(crew.chief)
    assert "城西派出所" in text(client, "duty:agencies")
    assert "长赤镇政府" not in text(client, "duty:agencies")
    sent = {"name": "沙河卫生院", "kind": AgencyKind.HEALTH.value, "area": TOWN}
    assert client.post(reverse("duty:agency_add"), sent).status_code == 302
    assert client.post(reverse("duty:agency_add"), sent).status_code == 200
    clinic = Agency.objects.get(name="沙河卫生院")
    client.post(reverse("duty:agency", args=[clinic.pk]), sent | {"name": "沙河镇卫生院"})
    assert Agency.objects.get(pk=clinic.pk).name == "沙河镇卫生院"
    made = {"name": "红塔组", "agency": str(crew.station.pk), "area": TOWN, "lead": str(crew.officer.pk)}
    assert client.post(reverse("duty:group_add"), made).status_code == 302
    group = Group.objects.get()
    here = reverse("duty:group", args=[group.pk])
    assert client.post(here, {"member": str(crew.worker.pk)}).status_code == 302
    assert client.post(here, {"member": str(crew.colleague.pk)}).status_code == 200
    assert "worker" in text(client, "duty:group", group.pk)
    client.post(reverse("duty:group_leave", args=[group.pk, crew.worker.pk]))
    assert group.memberships.filter(until=None).count() == 1
    client.post(reverse("duty:group_edit", args=[group.pk]), made | {"name": "红塔一组"})
    assert "红塔一组" in text(client, "duty:groups")
    assert browser(crew.colleague).get(here).status_code == 404


def test_a_token_is_shown_once(crew: Crew) -> None:
    client = browser(crew.worker)
    shown = client.post(reverse("duty:devices"), {"device": "网格手机 3"}).content.decode()
    token = Token.objects.get()
    assert f"{token.pk.hex}." in shown
    assert token.pk.hex + "." not in text(client, "duty:devices")
    assert browser(crew.colleague).post(reverse("duty:device_revoke", args=[token.pk])).status_code == 404
    client.post(reverse("duty:device_revoke", args=[token.pk]))
    token.refresh_from_db()
    assert token.revoked is not None
    other, _secret = issue_token(crew.worker, "旧手机", crew.worker.actor)
    answer = browser(crew.chief).post(reverse("duty:device_revoke", args=[other.pk]))
    assert answer["Location"] == reverse("duty:member", args=[crew.worker.pk])


def test_lists_cost_the_same_however_long_they_are(crew: Crew, django_assert_max_num_queries: Any) -> None:
    teams.make_group("二组", crew.station, area(TOWN), crew.chief.actor)
    for name in ("areas:index", "duty:members", "duty:agencies", "duty:groups"):
        client = browser(crew.command)
        with django_assert_max_num_queries(10):
            text(client, name)


def test_every_page_sends_strangers_to_sign_in(db: None, client: Client) -> None:
    for name in ("areas:index", "duty:members", "duty:agencies", "duty:groups", "duty:devices"):
        assert client.get(reverse(name)).status_code == 302
