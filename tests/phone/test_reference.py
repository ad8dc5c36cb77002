"""What a phone draws and names its records with."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from lianfang.duty.models import Agency, Group
from lianfang.ledger import clock
from tests.conftest import COUNTY, GRID, NEXT_GRID, VILLAGE
from tests.field import case, moment, send
from tests.phone.carrier import Carrier, carrier


def reference(phone: Carrier, language: str = "") -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {phone.token}", "Accept-Language": language}
    found: dict[str, Any] = Client().get("/field/v1/reference", {"area": phone.area}, headers=headers).json()
    return found


def kinds(phone: Carrier) -> set[str]:
    return {spec["kind"] for spec in reference(phone)["kinds"]}


def test_only_what_the_member_may_record_has_a_form(members: SimpleNamespace) -> None:
    worker, cadre = kinds(carrier(members.worker)), kinds(carrier(members.cadre))
    assert {"verification.visited", "people.person_registered", "outreach.need_raised"} <= worker
    assert "verification.placed" in cadre - worker
    assert "ledger.voided" in cadre - worker
    for never in ("verification.identity_mirrored", "duty.changed", "verification.listed"):
        assert never not in worker | cadre
    assert kinds(carrier(members.auditor)) == set()


def test_forms_and_words_speak_the_phones_language(members: SimpleNamespace) -> None:
    phone = carrier(members.worker)
    chinese, english = reference(phone, "zh-hans"), reference(phone, "en")
    assert chinese["words"]["standing"]["to_visit"] == "待上门"
    assert english["words"]["standing"]["to_visit"] != "待上门"
    assert [spec["title"] for spec in chinese["kinds"]] != [spec["title"] for spec in english["kinds"]]
    assert chinese["digest"] != english["digest"]
    assert [text["title"] for text in chinese["texts"]] == ["三不军令状", "上门须知", "没有网络时"]


def test_areas_are_the_carried_those_around_and_the_grids_next_door(members: SimpleNamespace) -> None:
    found = [code for code, *_rest in reference(carrier(members.worker))["areas"]]
    assert found == [COUNTY, VILLAGE[:9], VILLAGE, GRID, NEXT_GRID]


def test_campaigns_come_with_those_to_feed_back_to(members: SimpleNamespace, group: Group) -> None:
    running = case()
    opening = running.opening(COUNTY, moment(20))
    agency = Agency.objects.get(name="城西派出所")
    opening[1]["data"]["agency"] = str(agency.pk)
    send(members.clerk, opening)
    found = reference(carrier(members.worker))
    (campaign,) = found["campaigns"]
    assert (campaign["id"], campaign["due"]) == (str(running.campaign), "2020-02-03")
    assert campaign["agencies"] == found["choices"]["agency"] == [[str(agency.pk), agency.name]]
    assert found["groups"] == [str(group.pk)]
    assert found["teams"] == {str(group.pk): group.name}
    assert found["members"][str(members.worker.pk)] == "李网格"
    assert str(members.outsider.pk) not in found["members"]


def test_the_digest_changes_with_what_it_stands_for_and_with_nothing_else(members: SimpleNamespace) -> None:
    phone = carrier(members.worker)
    before = reference(phone)["digest"]
    assert phone.ask("hello").json()["reference"] == reference(phone, "zh-hans")["digest"] == before
    send(members.clerk, case().opening(COUNTY, moment(20)))
    assert phone.ask("hello").json()["reference"] == reference(phone)["digest"] != before


def test_hello_tells_the_real_time_and_how_far_the_exercise_is(members: SimpleNamespace) -> None:
    phone = carrier(members.worker)
    plain = phone.ask("hello").json()
    assert plain["offset"] == 0
    assert plain["member"] == {"id": str(members.worker.pk), "name": "李网格", "language": "zh-hans"}
    with clock.at(moment(28)):
        drill = phone.ask("hello").json()
    assert drill["now"][:4] == plain["now"][:4]
    assert drill["offset"] < -86_400


@pytest.mark.parametrize("area", ["", GRID])
def test_the_carried_area_decides_what_is_named(area: str, members: SimpleNamespace) -> None:
    phone = carrier(members.chief, area)
    found = [code for code, *_rest in reference(phone)["areas"]]
    assert (COUNTY in found, GRID in found) == (True, True)
    assert (len(found) == 5) == bool(area)
