"""The pages of hits: what to do for the post, whose list it is for those whose list it is, nothing for others."""

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
from lianfang.duty.roles import Role
from lianfang.screening.choices import Action, State
from lianfang.screening.models import Hit
from tests.conftest import COUNTY, OTHER_GRID, OTHER_TOWN, OTHER_VILLAGE, TOWN
from tests.field import case, moment, send
from tests.screening.conftest import ID, NAME, PHONE, PLATE, Gate, Listing, gate_at, holder, only, vehicle

Enter = Callable[[Member], Client]
LIST = "/screening/"
WORDS = "请靠边停车等候"


@pytest.fixture
def officer(post: Callable[..., Member]) -> Member:
    """Somebody who mans the town's post and nothing else."""
    return post("officer", Role.CHECKPOINT_OFFICER, TOWN, "郑值守")


@pytest.fixture
def town_gate(members: SimpleNamespace, officer: Member) -> Gate:
    """The town's post."""
    return gate_at(TOWN, members.chief, officer)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def of(hit: Hit) -> str:
    return reverse("screening:hit", args=[hit.pk])


def listed(members: SimpleNamespace, area: str) -> UUID:
    running, target = case(), uuids.uuid7()
    who = {"id_number": ID, "name": NAME, "phones": [PHONE]}
    send(members.chief, [*running.opening(COUNTY, moment(20)), running.listed(target, area, moment(20), who=who)])
    return target


def test_the_post_is_told_what_to_do_and_not_why(
    members: SimpleNamespace, listing: Listing, town_gate: Gate, officer: Member, signed_in: Enter
) -> None:
    watched = listing.add(vehicle(PLATE))
    town_gate.passes(plate=PLATE)
    client = signed_in(officer)
    for said in (page(client, LIST), page(client, of(only())), page(client, "/")):
        assert PLATE in said
        assert not [word for word in (listing.title, str(watched.subject), "将营", "命中来源") if word in said]
    assert WORDS in page(client, of(only()))


def test_those_whose_list_it_is_are_told_where_and_led_to_it(
    members: SimpleNamespace, listing: Listing, town_gate: Gate, signed_in: Enter
) -> None:
    watched = listing.add(vehicle(PLATE), area=OTHER_VILLAGE)
    town_gate.passes(plate=PLATE)
    said = page(signed_in(members.colleague), of(only()))
    assert listing.title in said
    assert listing.address(watched.subject) in said
    assert "集州街道" in said
    assert "命中来源" in said
    assert of(only()) in page(signed_in(members.colleague), f"{LIST}?whose=ours")
    assert of(only()) not in page(signed_in(members.colleague), f"{LIST}?whose=here")


@pytest.mark.parametrize("role", ["worker", "outsider", "administrator", "auditor"])
def test_others_do_not_learn_of_a_hit(
    role: str, members: SimpleNamespace, listing: Listing, town_gate: Gate, signed_in: Enter
) -> None:
    listing.add(vehicle(PLATE))
    town_gate.passes(plate=PLATE)
    client = signed_in(getattr(members, role))
    assert {client.get(one).status_code for one in (LIST, of(only()))} == {404}


def test_a_neighbouring_post_sees_nothing_of_it(
    members: SimpleNamespace, listing: Listing, town_gate: Gate, post: Callable[..., Member], signed_in: Enter
) -> None:
    listing.add(vehicle(PLATE), area=COUNTY)
    town_gate.passes(plate=PLATE)
    client = signed_in(post("neighbour", Role.CHECKPOINT_OFFICER, OTHER_TOWN))
    assert client.get(of(only())).status_code == 404
    assert of(only()) not in page(client, f"{LIST}?state=all")
    assert client.get(f"{LIST}?area={TOWN}").status_code == 404


def test_whoever_is_registered_elsewhere_is_shown_as_the_post_heard_it(
    members: SimpleNamespace, listing: Listing, town_gate: Gate, officer: Member, signed_in: Enter
) -> None:
    listed(members, OTHER_GRID)
    town_gate.passes({"id_number": ID, "name": "王小名"})
    said = page(signed_in(officer), of(only()))
    assert "王小名" in said
    assert not [word for word in (NAME, PHONE) if word in said]


def test_the_answer_is_recorded_from_the_page(
    members: SimpleNamespace, listing: Listing, town_gate: Gate, officer: Member, signed_in: Enter
) -> None:
    listing.add(vehicle(PLATE), Action.INTERCEPT)
    town_gate.passes(plate=PLATE)
    client, prefix = signed_in(officer), "screening-handled"
    sent = {f"{prefix}-entry-id": str(uuids.uuid7()), f"{prefix}-outcome": "handed_over"}
    assert client.post(of(only()), sent | {f"{prefix}-outcome": ""}).status_code == 200
    assert only().state == State.OPEN
    assert client.post(of(only()), sent).status_code == 302
    assert (only().state, only().handled_by) == (State.CONFIRMED, officer.pk)
    said = page(client, of(only()))
    assert "已移交属地或民警" in said
    assert "郑值守" in said
    assert of(only()) not in page(client, LIST)
    assert of(only()) in page(client, f"{LIST}?state=confirmed")


def test_the_targets_page_says_where_its_person_was_seen(
    members: SimpleNamespace, listing: Listing, town_gate: Gate, signed_in: Enter
) -> None:
    target = listed(members, OTHER_GRID)
    client, address = signed_in(members.outsider), reverse("verification:target", args=[target])
    assert "出现过" not in page(client, address)
    town_gate.passes({"id_number": ID})
    said = page(client, address)
    assert "在卡点或登记时出现过" in said
    assert "集州街道" in said
    assert of(only()) not in said, "a grid worker has no page of hits"


def test_filters_stand_in_the_address(
    members: SimpleNamespace, listing: Listing, gate: Gate, town_gate: Gate, signed_in: Enter
) -> None:
    listing.add(vehicle(PLATE), Action.INTERCEPT)
    listing.add(holder(ID), Action.TELL_VERIFIERS)
    town_gate.passes(plate=PLATE)
    gate.passes({"id_number": ID})
    car, person = Hit.objects.get(person=None), Hit.objects.get(vehicle=None)
    client = signed_in(members.chief)

    def shown(query: str) -> list[bool]:
        said = page(client, f"{LIST}?{query}")
        return [of(hit) in said for hit in (car, person)]

    assert shown("") == [True, False]
    assert shown("state=noted") == [False, True]
    assert shown("state=all") == [True, True]
    assert shown("state=all&action=intercept") == [True, False]
    assert shown(f"state=all&area={TOWN}") == [True, False]
    assert shown(f"state=all&place={gate.id}") == [False, True]
    assert shown("state=x&action=y&cursor=z&place=%00") in ([True, False], [True, True])


def test_the_list_costs_the_same_at_any_length(
    members: SimpleNamespace, listing: Listing, town_gate: Gate, officer: Member, signed_in: Enter
) -> None:
    client, counts = signed_in(officer), []
    for size in (2, 30):
        for number in range(size):
            plate = f"川Y{size:02d}{number:03d}"
            listing.add(vehicle(plate))
            town_gate.passes({"name": f"人{number}"}, plate=plate)
        page(client, LIST)
        with CaptureQueriesContext(connection) as asked:
            page(client, LIST)
        counts.append(len(asked))
    assert counts[0] == counts[1]
