"""The register's pages: households in walking order, one card per door, persons registered and moved."""

from collections.abc import Callable
from types import SimpleNamespace
from uuid import UUID

import pytest
import uuid_utils.compat as uuids
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lianfang.duty.models import Member
from lianfang.ledger.check import check
from lianfang.ledger.models import Entry
from lianfang.people.models import Household, Person
from lianfang.vault.current import current
from tests.conftest import COUNTY, GRID, OTHER_VILLAGE, VILLAGE
from tests.desk_facts.drawn import fields
from tests.field import entry, moment, send
from tests.people.conftest import Folk

Enter = Callable[[Member], Client]
LIST = "people:households"
pytestmark = pytest.mark.django_db


def at(name: str, *ids: UUID) -> str:
    return reverse(f"people:{name}", args=ids)


def test_households_stand_in_walking_order_with_who_lives_there(
    folk: Folk, members: SimpleNamespace, signed_in: Enter
) -> None:
    page = signed_in(members.worker).get(reverse(LIST)).content.decode()
    assert page.index("3组13号") < page.index("3组12号")
    assert at("household", folk.door) in page


def test_searching_finds_doors_and_the_doors_of_people(
    folk: Folk, members: SimpleNamespace, signed_in: Enter
) -> None:
    client = signed_in(members.worker)
    for typed in ("王小明", "wangxiaoming", "WXM", "0000", "3组12号"):
        page = client.post(reverse(LIST), {"q": typed}).content.decode()
        assert at("household", folk.door) in page, typed
    assert "没有找到" in client.post(reverse(LIST), {"q": "赵钱孙"}).content.decode()


def test_nobody_finds_households_outside_their_areas(folk: Folk, members: SimpleNamespace, signed_in: Enter) -> None:
    for member in (members.next_worker, members.colleague, members.outsider):
        client = signed_in(member)
        assert "3组12号" not in client.get(reverse(LIST)).content.decode()
        assert "3组12号" not in client.post(reverse(LIST), {"q": "王小明"}).content.decode()
        for name, subject in (("household", folk.door), ("person_new", folk.door), ("person", folk.wang)):
            assert client.get(at(name, subject)).status_code == 404
        assert client.get(at("person_move", folk.wang)).status_code == 404
    assert signed_in(members.worker).get(f"{reverse(LIST)}?area={OTHER_VILLAGE}").status_code == 404
    for member in (members.auditor, members.administrator):
        assert signed_in(member).get(reverse(LIST)).status_code == 404
    assert Client().get(reverse(LIST))["Location"].startswith("/account/login/")


def test_the_card_says_who_is_here_away_and_back(folk: Folk, members: SimpleNamespace, signed_in: Enter) -> None:
    away = entry("people.whereabouts", folk.wang, GRID, moment(21), whereabouts="away", since="2020-01-10")
    send(members.worker, [away])
    client = signed_in(members.worker)
    page = client.get(at("household", folk.door)).content.decode()
    assert page.index("外出") < page.index("王小明")
    sent = fields(client.get(at("person", folk.wang)).content.decode())
    client.post(at("person", folk.wang), sent | {"people-whereabouts-whereabouts": "returned"})
    assert "已返回" in client.get(at("household", folk.door)).content.decode()
    assert check().clean


def test_a_household_is_registered_in_a_grid_once(folk: Folk, members: SimpleNamespace, signed_in: Enter) -> None:
    client = signed_in(members.cadre)
    new = reverse("people:household_new")
    assert f"?area={GRID}" in client.get(f"{new}?area={VILLAGE}").content.decode()
    address = f"{new}?area={GRID}"
    sent = fields(client.get(address).content.decode())
    assert sent["people-household_registered-walk"] == "30"
    sent["people-household_registered-where-address"] = "4组7号"
    first, second = client.post(address, sent), client.post(address, sent)
    assert first["Location"] == second["Location"]
    made = Household.objects.get(walk=30)
    assert (made.area, current([made.pk])[made.pk].address) == (GRID, "4组7号")
    assert Entry.objects.filter(subject=made.pk).count() == 1


def test_a_door_known_already_is_asked_about(folk: Folk, members: SimpleNamespace, signed_in: Enter) -> None:
    client = signed_in(members.worker)
    address = f"{reverse('people:household_new')}?area={GRID}"
    sent = fields(client.get(address).content.decode())
    sent["people-household_registered-where-address"] = "三组12号"
    page = client.post(address, sent).content.decode()
    assert "已经登记过" in page
    assert at("household", folk.door) in page
    assert client.post(address, sent | {"sure": "1"}).status_code == 302
    assert Household.objects.filter(area=GRID).count() == 3


def test_somebody_new_is_registered_at_once(folk: Folk, members: SimpleNamespace, signed_in: Enter) -> None:
    client = signed_in(members.worker)
    address = at("person_new", folk.door)
    sent = fields(client.get(address).content.decode())
    assert "必填" in client.post(address, sent).content.decode()
    sent |= {
        "people-person_registered-who-name": "赵德柱",
        "people-person_registered-who-phones": "13900000077",
        "people-person_registered-residence": "tenant",
    }
    assert client.post(address, sent).status_code == 302
    assert client.post(address, sent).status_code == 302
    made = Person.objects.get(residence="tenant")
    assert (made.household, made.area) == (folk.door, GRID)
    assert current([made.pk])[made.pk].name == "赵德柱"
    assert check().clean


def test_whoever_may_be_known_is_offered_before_a_second_record_is_made(
    folk: Folk, members: SimpleNamespace, signed_in: Enter
) -> None:
    client = signed_in(members.worker)
    address = at("person_new", folk.next_door)
    sent = fields(client.get(address).content.decode()) | {
        "people-person_registered-who-name": "王小明",
        "people-person_registered-who-phones": "13900000000",
        "people-person_registered-residence": "resident",
    }
    page = client.post(address, sent).content.decode()
    assert "可能已经在册" in page
    assert f'value="{folk.wang}"' in page
    count = Person.objects.count()
    assert client.post(address, sent | {"known": str(folk.wang)}).status_code == 302
    assert Person.objects.count() == count
    assert Person.objects.get(pk=folk.wang).household == folk.next_door


def test_somebody_moves_next_door(folk: Folk, members: SimpleNamespace, signed_in: Enter) -> None:
    client = signed_in(members.worker)
    address = at("person_move", folk.wang)
    assert "没有找到这一户" in client.post(address, {"q": "9组99号"}).content.decode()
    page = client.post(address, {"q": "3组13号"}).content.decode()
    sent = fields(page)
    assert sent["household"] == str(folk.next_door)
    answer = client.post(address, {**sent, "q": "3组13号", "people-person_registered-residence": "visitor"})
    assert answer.status_code == 302, answer.content.decode()
    moved = Person.objects.get(pk=folk.wang)
    assert (moved.household, moved.residence) == (folk.next_door, "visitor")
    assert current([folk.wang])[folk.wang].name == "王小明"
    assert check().clean


def test_a_person_shows_what_was_said_otherwise(folk: Folk, members: SimpleNamespace, signed_in: Enter) -> None:
    again = {"person": str(folk.wang), "name": "王晓明"}
    later = entry("people.person_registered", folk.wang, GRID, moment(22), who=again, household=str(folk.door))
    send(members.worker, [later])
    page = signed_in(members.worker).get(at("person", folk.wang)).content.decode()
    assert "也有人写作" in page
    assert "王小明" in page


def test_lists_and_cards_cost_the_same_for_many_households(
    folk: Folk, members: SimpleNamespace, signed_in: Enter
) -> None:
    client = signed_in(members.worker)

    def queries(address: str) -> int:
        client.get(address)  # the first look is logged
        with CaptureQueriesContext(connection) as counted:
            assert client.get(address).status_code == 200
        return len(counted)

    pages = [reverse(LIST), at("household", folk.door), at("person", folk.wang)]
    few = [queries(page) for page in pages]
    more = []
    for n in range(20):
        door, person = uuids.uuid7(), uuids.uuid7()
        where = {"household": str(door), "address": f"6组{n}号"}
        more.append(entry("people.household_registered", door, GRID, moment(21), where=where, walk=100 + n))
        who = {"person": str(person), "name": f"钱{'一二三四五六七八九十'[n % 10]}"}
        more.append(entry("people.person_registered", person, GRID, moment(21), who=who, household=str(folk.door)))
        moved = entry(
            "people.whereabouts", folk.wang, GRID, moment(22, 8, n), whereabouts="home", note={"text": "在"}
        )
        more.append(moved)
    send(members.worker, more)
    assert [queries(page) for page in pages] == [few[0], few[1], few[2] + 1]  # the story now has notes to read
    assert max(few) <= 30


def test_the_county_sees_every_household(folk: Folk, members: SimpleNamespace, signed_in: Enter) -> None:
    assert "3组12号" in signed_in(members.chief).get(f"{reverse(LIST)}?area={COUNTY}").content.decode()
