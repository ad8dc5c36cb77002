"""The pages of needs: the list, one need, taking a need down, the panels; who sees what."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
import uuid_utils.compat as uuids
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lianfang.duty.models import Member
from lianfang.ledger import clock
from lianfang.outreach.choices import State
from lianfang.outreach.models import Need
from lianfang.vault.reading import show
from tests.conftest import GRID, OTHER_GRID, VILLAGE
from tests.field import entry, moment
from tests.outreach.conftest import DOOR, NAME, PHONE, WISH, Village, accepted

Enter = Callable[[Member], Client]
LIST = "/needs/"


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    """The pages are looked at on 31 January, in the morning."""
    with clock.at(moment(31, 9)):
        yield


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def of(village: Village, name: str) -> str:
    return reverse("outreach:need", args=[village.needs[name]])


def written(kind: str, **values: str) -> dict[str, str]:
    """What the form of a kind sends."""
    prefix = f"outreach-need_{kind}"
    told = {f"{prefix}-{name}": value for name, value in values.items()}
    return {"kind": f"outreach.need_{kind}", f"{prefix}-entry-id": str(uuids.uuid7())} | told


def test_the_list_shows_the_needs_of_ones_areas_late_ones_first(
    village: Village, members: SimpleNamespace, signed_in: Enter
) -> None:
    said = page(signed_in(members.worker), LIST)
    places = [said.index(of(village, name)) for name in ("medicine", "coal", "caller")]
    assert places == sorted(places), "medicine and coal are late; medicine has a day that passed first"
    assert said.count("row-late") == 2
    assert NAME in said
    assert WISH in said
    assert of(village, "next_grid") not in said
    assert of(village, "elsewhere") not in said


def test_filters_stand_in_the_address(village: Village, members: SimpleNamespace, signed_in: Enter) -> None:
    accepted(members.worker, [entry("outreach.need_taken", village.needs["coal"], GRID, moment(29))])
    client = signed_in(members.worker)

    def shown(query: str) -> set[str]:
        said = page(client, f"{LIST}?{query}")
        return {name for name in village.needs if of(village, name) in said}

    assert shown("who=me") == {"coal"}
    assert shown("who=none") == {"medicine", "caller"}
    assert shown("late=on&who=none") == {"medicine"}
    assert shown("what=travel") == {"caller"}
    assert shown("state=delivered") == set()
    assert shown("state=all") == {"medicine", "coal", "caller"}


def test_search_by_name_phone_or_door_is_posted(village: Village, members: SimpleNamespace, signed_in: Enter) -> None:
    client = signed_in(members.worker)
    for typed in (NAME, "WGL", PHONE[-4:], DOOR):
        said = client.post(LIST, {"q": typed}).content.decode()
        assert of(village, "medicine") in said, typed
        assert of(village, "caller") not in said, typed
    assert of(village, "caller") in client.post(LIST, {"q": "8765"}).content.decode()


@pytest.mark.parametrize("role", ["colleague", "outsider", "auditor", "administrator"])
def test_others_do_not_learn_that_a_need_exists(
    role: str, village: Village, members: SimpleNamespace, signed_in: Enter
) -> None:
    client = signed_in(getattr(members, role))
    addresses = [
        of(village, "medicine"),
        reverse("outreach:new_household", args=[village.house]),
        reverse("outreach:new_person", args=[village.person]),
        reverse("outreach:new_area", args=[GRID]),
        f"{LIST}?area={GRID}",
    ]
    assert {client.get(address).status_code for address in addresses} == {404}
    assert client.post(of(village, "medicine"), written("taken")).status_code == 404
    assert village.need("medicine").state == State.OPEN


def test_one_tap_takes_a_need_and_the_delivery_closes_it(
    village: Village, members: SimpleNamespace, signed_in: Enter
) -> None:
    client, address = signed_in(members.worker), of(village, "medicine")
    assert "由我办理" in page(client, address)
    client.post(address, written("taken"))
    assert (village.need("medicine").state, village.need("medicine").member) == (State.TAKEN, members.worker.pk)
    assert "由您办理" in page(client, address)
    client.post(address, written("delivered"))
    assert village.need("medicine").state == State.DELIVERED
    said = page(client, address)
    assert "李网格" in said
    assert "由我办理" not in said


def test_handing_on_names_one_of_those_around(village: Village, members: SimpleNamespace, signed_in: Enter) -> None:
    client, address = signed_in(members.cadre), of(village, "medicine")
    client.post(address, written("taken"))
    client.post(address, written("taken", to_member=str(members.worker.pk)))
    assert village.need("medicine").member == members.worker.pk
    client.post(address, written("taken", to_member=str(members.outsider.pk)))
    assert village.need("medicine").member == members.worker.pk


def test_a_need_not_met_says_why_and_can_be_taken_again(
    village: Village, members: SimpleNamespace, signed_in: Enter
) -> None:
    client, address = signed_in(members.worker), of(village, "coal")
    client.post(address, written("closed"))
    assert village.need("coal").state == State.OPEN, "no reason, no closing"
    client.post(address, written("closed", reason="unavailable"))
    assert "暂无货源或人手" in page(client, address)
    client.post(address, written("taken"))
    assert village.need("coal").state == State.TAKEN


def test_statements_that_do_not_agree_are_shown(village: Village, members: SimpleNamespace, signed_in: Enter) -> None:
    need = village.needs["coal"]
    accepted(members.worker, [entry("outreach.need_delivered", need, GRID, moment(29, 10))])
    accepted(members.cadre, [entry("outreach.need_delivered", need, GRID, moment(29, 11))])
    said = page(signed_in(members.cadre), of(village, "coal"))
    assert "说法不一：记了两次办到" in said
    assert "李网格" in said.split("经过")[-1]
    assert of(village, "coal") in page(signed_in(members.cadre), f"{LIST}?state=all&clash=on")


def test_a_caller_on_record_is_found_and_their_need_taken_down_once(
    village: Village, members: SimpleNamespace, signed_in: Enter
) -> None:
    client = signed_in(members.clerk)
    address = reverse("outreach:new_person", args=[village.person])
    assert address in client.post(reverse("outreach:new"), {"q": PHONE[-4:]}).content.decode()
    assert of(village, "medicine") in page(client, address), "what they asked for already stands above the form"
    sent = written("raised", what="papers", channel="phone") | {"outreach-need_raised-note-text": "开返岗证明"}
    answers = [client.post(address, sent) for _again in range(2)]
    assert len({answer["Location"] for answer in answers}) == 1
    need = Need.objects.get(what="papers", area=GRID)
    assert (need.person, need.household, need.channel) == (village.person, village.house, "phone")
    assert "开返岗证明" in page(client, answers[0]["Location"])


def test_a_caller_in_no_register_is_named_and_found_again(
    village: Village, members: SimpleNamespace, signed_in: Enter
) -> None:
    client = signed_in(members.clerk)
    said = {"outreach-need_raised-who-name": "路过的司机", "outreach-need_raised-who-phones": "13700001234"}
    answer = client.post(
        reverse("outreach:new_area", args=[VILLAGE]), written("raised", what="travel", channel="phone") | said
    )
    need = Need.objects.get(area=VILLAGE)
    assert answer["Location"] == reverse("outreach:need", args=[need.pk])
    assert need.person is not None
    assert "路过的司机" in page(client, answer["Location"])
    assert answer["Location"] in client.post(LIST, {"q": "1234"}).content.decode()
    assert "路过的司机" in page(client, reverse("people:person", args=[need.person]))


def test_households_and_persons_show_their_needs(
    village: Village, members: SimpleNamespace, signed_in: Enter
) -> None:
    client = signed_in(members.worker)
    door = page(client, reverse("people:household", args=[village.house]))
    assert of(village, "medicine") in door
    assert of(village, "coal") in door
    person = page(client, reverse("people:person", args=[village.person]))
    assert of(village, "medicine") in person
    assert reverse("outreach:new_person", args=[village.person]) in person


def test_the_home_page_counts_what_is_open_and_late(
    village: Village, members: SimpleNamespace, signed_in: Enter
) -> None:
    said = page(signed_in(members.worker), "/")
    assert "还有 3 件没有办结" in said
    assert "逾期 2 件" in said


def test_naming_somebody_of_elsewhere_in_a_need_does_not_show_who_they_are(
    village: Village, members: SimpleNamespace, signed_in: Enter
) -> None:
    need = uuids.uuid7()
    stranger = {"what": "other", "who": {"person": str(village.person)}, "household": str(village.house)}
    accepted(members.outsider, [entry("outreach.need_raised", need, OTHER_GRID, moment(29), **stranger)])
    said = page(signed_in(members.outsider), reverse("outreach:need", args=[need]))
    assert not [word for word in (NAME, PHONE, DOOR) if word in said]
    assert show(members.chief.actor, {village.person: GRID}, "test")[village.person].name == NAME


def test_lists_cost_the_same_at_any_length(village: Village, members: SimpleNamespace, signed_in: Enter) -> None:
    client = signed_in(members.worker)
    counts = []
    for _round in range(2):
        page(client, LIST)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page(client, LIST)
        counts.append(len(asked))
        more = [
            entry("outreach.need_raised", uuids.uuid7(), GRID, moment(29), what="advice", who={"name": f"某{n}"})
            for n in range(20)
        ]
        accepted(members.worker, more)
    assert counts[0] == counts[1]


def test_nor_does_correcting_such_a_need(village: Village, members: SimpleNamespace, signed_in: Enter) -> None:
    raised = entry(
        "outreach.need_raised",
        uuids.uuid7(),
        OTHER_GRID,
        moment(29),
        what="other",
        who={"person": str(village.person)},
        household=str(village.house),
    )
    accepted(members.outsider, [raised])
    said = page(signed_in(members.outsider), reverse("facts:correct", args=[raised["id"]]))
    assert not [word for word in (NAME, PHONE, DOOR) if word in said]


def test_a_corrected_need_stays_that_of_the_same_person(
    village: Village, members: SimpleNamespace, signed_in: Enter
) -> None:
    raised, client = village.need("medicine").raised, signed_in(members.chief)
    address = reverse("facts:correct", args=[raised])
    assert NAME in page(client, address)
    client.post(address, written("raised", what="papers", channel="door"))
    need = village.need("medicine")
    assert (need.what, need.person, need.household) == ("papers", village.person, village.house)
