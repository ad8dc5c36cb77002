"""Nobody sees a campaign, a target or a name of an area that is not theirs, on any page."""

from collections.abc import Callable
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from lianfang.duty.models import Member
from lianfang.vault.models import Viewing
from tests.conftest import COUNTY, GRID, OTHER_GRID, OTHER_VILLAGE, VILLAGE
from tests.verification.conftest import NAMES, Running

Enter = Callable[[Member], Client]
PAGES = ["board", "targets", "unclear", "again", "rounds", "untried", "unmet", "lists", "doubts"]
OURS = [name for key, (name, _phone) in NAMES.items() if key != "other"]
THEIRS = NAMES["other"][0]


def url(page: str, running: Running, **query: str) -> str:
    path = reverse(f"verification:{page}", args=[running.case.campaign])
    return path + ("?" + "&".join(f"{k}={v}" for k, v in query.items()) if query else "")


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_for_the_cadre_and_holds_nobody_of_the_other_village(
    page: str, running: Running, members: SimpleNamespace, signed_in: Enter
) -> None:
    told = signed_in(members.cadre).get(url(page, running))
    assert told.status_code == 200
    assert THEIRS not in told.content.decode()
    assert str(running.targets["other"]) not in told.content.decode()
    assert "将营" not in told.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_a_colleague_of_the_other_village_sees_none_of_ours(
    page: str, running: Running, members: SimpleNamespace, signed_in: Enter
) -> None:
    told = signed_in(members.colleague).get(url(page, running))
    text = told.content.decode()
    assert told.status_code == 200
    assert not [name for name in OURS if name in text]
    assert not [key for key in running.targets if key != "other" and str(running.targets[key]) in text]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("area", [OTHER_VILLAGE, OTHER_GRID, COUNTY, "999999", "x"])
def test_the_address_of_another_area_is_not_found_without_a_hint(
    page: str, area: str, running: Running, members: SimpleNamespace, signed_in: Enter
) -> None:
    assert signed_in(members.cadre).get(url(page, running, area=area)).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_who_holds_no_right_finds_nothing_and_who_is_not_signed_in_is_asked_to(
    page: str, running: Running, members: SimpleNamespace, signed_in: Enter
) -> None:
    assert signed_in(members.administrator).get(url(page, running)).status_code == 404
    assert Client().get(url(page, running)).status_code == 302
    assert signed_in(members.cadre).get(reverse(f"verification:{page}", args=[uuid4()])).status_code == 404


def test_a_grid_worker_sees_their_grid_only_and_places_no_addresses(
    running: Running, members: SimpleNamespace, signed_in: Enter
) -> None:
    worker = signed_in(members.worker)
    text = worker.get(url("targets", running)).content.decode()
    assert NAMES["late"][0] in text
    assert NAMES["next_grid"][0] not in text
    assert worker.get(url("unclear", running)).status_code == 404
    assert worker.get(url("targets", running, area=VILLAGE)).status_code == 404
    assert worker.get(url("targets", running, area=GRID)).status_code == 200


def test_who_may_not_see_identities_sees_masks_and_no_look_is_logged(
    running: Running, members: SimpleNamespace, signed_in: Enter
) -> None:
    text = signed_in(members.auditor).get(url("targets", running)).content.decode()
    assert not [name for name, _phone in NAMES.values() if name in text]
    assert "王*明" in text
    assert not Viewing.objects.filter(member=members.auditor.pk).exists()
    signed_in(members.worker).get(url("targets", running))
    seen = Viewing.objects.filter(member=members.worker.pk, purpose="verification.targets")
    assert running.target("late").person in set(seen.values_list("entity", flat=True))


def test_search_finds_by_name_initials_sound_telephone_and_door_within_ones_areas_only(
    running: Running, members: SimpleNamespace, signed_in: Enter
) -> None:
    cadre = signed_in(members.cadre)
    for typed in ("王小明", "WXM", "wangxiaoming", "0001", "2组2号"):
        told = cadre.post(url("targets", running), {"q": typed}).content.decode()
        assert "王小明" in told, typed
        assert "李秀英" not in told, typed
    assert THEIRS not in cadre.post(url("targets", running), {"q": THEIRS}).content.decode().replace(
        f'value="{THEIRS}"', ""
    )
    assert "没有找到" in cadre.post(url("targets", running), {"q": "0007"}).content.decode()


def test_what_was_typed_stands_in_no_address(running: Running, members: SimpleNamespace, signed_in: Enter) -> None:
    told = signed_in(members.cadre).post(url("targets", running, late="on"), {"q": "王小明"})
    page = told.content.decode()
    assert "q=" not in page
    assert "%E7%8E%8B" not in page
