"""Every traveller and vehicle against every list, in the transaction that records them."""

from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
import uuid_utils.compat as uuids
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianfang.ledger.answers import Status
from lianfang.ledger.check import check
from lianfang.ledger.models import DayCount, Entry
from lianfang.screening.choices import Action, State
from lianfang.screening.models import Hit
from tests.conftest import COUNTY, GRID, OTHER_GRID, OTHER_VILLAGE, VILLAGE
from tests.field import case, entry, moment, send
from tests.screening.conftest import ID, NAME, OTHER_ID, PHONE, PLATE, Gate, Listing, holder, only, vehicle

KNOWN: dict[str, Any] = {"name": NAME, "phones": [PHONE]}


def listed(members: SimpleNamespace, area: str = OTHER_GRID, **who: Any) -> UUID:
    """Somebody is on a list of people to be met."""
    running, target = case(), uuids.uuid7()
    answers = send(
        members.chief, [*running.opening(COUNTY, moment(20)), running.listed(target, area, moment(20), who=who)]
    )
    assert {answer.status for answer in answers} <= {Status.ACCEPTED, Status.FLAGGED}
    return target


def total(figure: str) -> int:
    return sum(DayCount.objects.filter(figure=figure).values_list("value", flat=True))


def test_a_traveller_on_a_list_is_a_hit_at_the_post_and_for_those_who_look(
    members: SimpleNamespace, listing: Listing, gate: Gate
) -> None:
    target = listed(members, id_number=ID, name=NAME)
    answer = gate.passes({"id_number": "999111 19800101 1114", "name": "王明"}, {"id_number": OTHER_ID})
    hit = only()
    assert answer.flags == ("hit",)
    assert (hit.area, hit.place, hit.owner, hit.found) == (COUNTY, str(gate.id), OTHER_GRID, answer.id)
    assert (hit.action, hit.certain, hit.person, hit.vehicle) == (Action.TELL_VERIFIERS, True, holder(ID), None)
    assert (hit.source, hit.watched, hit.state) == ("target", target, State.NOTED)
    assert total("screening.hits") == 1
    assert check().clean


def test_where_it_is_found_nothing_says_why(members: SimpleNamespace, listing: Listing, gate: Gate) -> None:
    watched = listing.add(vehicle(PLATE))
    gate.passes(plate=PLATE)
    [why] = Entry.objects.filter(kind="screening.matched")
    assert why.area == OTHER_VILLAGE
    there = str(list(Entry.objects.filter(area=COUNTY).values()))
    assert not [word for word in (str(watched.subject), listing.code) if f"'{word}'" in there]


def test_a_plate_is_a_hit_however_it_is_typed(listing: Listing, gate: Gate) -> None:
    listing.add(vehicle(PLATE), Action.INTERCEPT)
    for typed in ("川 y·12345", "川Y12346", "川Y-１２３４５"):
        gate.passes(plate=typed)
    assert Hit.objects.count() == 2
    assert {(hit.vehicle, hit.action, hit.state) for hit in Hit.objects.all()} == {
        (vehicle(PLATE), Action.INTERCEPT, State.OPEN)
    }
    assert total("screening.open") == 2


@pytest.mark.parametrize(
    ("said", "hits"),
    [
        (KNOWN, 1),
        (KNOWN | {"name": "王　小明", "phones": ["+86 139-0000-4321"]}, 1),
        (KNOWN | {"name": "王大明"}, 0),
        (KNOWN | {"phones": ["13900004322"]}, 0),
        (KNOWN | {"id_number": OTHER_ID}, 0),
        ({"phones": [PHONE]}, 0),
        ({"name": NAME, "birth_date": "1980-01-01"}, 1),
        ({"name": NAME, "birth_date": "1980-01-02"}, 0),
        ({"name": "王晓明", "birth_date": "1980-01-01"}, 0),
    ],
)
def test_without_a_document_name_with_telephone_or_birth_date(
    said: dict[str, Any], hits: int, members: SimpleNamespace, listing: Listing, gate: Gate
) -> None:
    listed(members, id_number=ID, **KNOWN)
    gate.passes(said)
    assert [hit.certain for hit in Hit.objects.all()] == [False] * hits


def test_a_number_nobody_had_is_no_bar(members: SimpleNamespace, listing: Listing, gate: Gate) -> None:
    listed(members, **KNOWN)
    gate.passes(KNOWN | {"id_number": OTHER_ID})
    assert not only().certain


def test_whoever_was_decided_to_be_the_same_is_found_as_the_same(
    members: SimpleNamespace, listing: Listing, gate: Gate
) -> None:
    twin, third = uuids.uuid7(), uuids.uuid7()
    unsure = {"candidates": [str(holder(ID))], "why": "name_sound"}
    decided = {"decision": "same", "same_as": str(holder(ID))}
    send(
        members.chief,
        [
            entry("people.identity_unsure", twin, GRID, moment(20), **unsure),
            entry("people.identity_decided", twin, GRID, moment(21), **decided),
            entry("people.identity_unsure", third, GRID, moment(20), **unsure),
            entry("people.identity_decided", third, GRID, moment(21), **decided | {"same_as": str(twin)}),
        ],
    )
    watched = listing.add(third)
    gate.passes({"id_number": ID})
    assert (only().watched, only().person, only().certain) == (watched.subject, holder(ID), True)


def test_a_recalled_traveller_is_known_by_what_they_once_said(
    members: SimpleNamespace, listing: Listing, gate: Gate
) -> None:
    gate.passes(KNOWN)
    assert not Hit.objects.exists()
    [passenger] = Entry.objects.filter(kind="checkpoints.passed").values_list("data", flat=True)
    recalled = {"person": passenger["travellers"][0]["person"]}
    listed(members, **KNOWN)
    gate.passes(recalled, at=moment(30))
    assert (only().certain, str(only().person)) == (False, recalled["person"])


def test_a_hit_goes_with_the_passage_it_was_found_in(listing: Listing, gate: Gate) -> None:
    listing.add(holder(ID))
    sent = gate.passage({"id_number": ID})
    send(gate.member, [sent, sent])
    assert only().person == holder(ID)
    put_right = gate.passage({"id_number": OTHER_ID}, corrects=sent["id"], subject=sent["subject"], at=moment(29, 10))
    send(gate.member, [put_right])
    assert not Hit.objects.exists()
    assert (total("screening.hits"), total("screening.open")) == (0, 0)
    void = entry(
        "ledger.voided", UUID(sent["subject"]), COUNTY, moment(29, 11), corrects=put_right["id"], reason="mistake"
    )
    send(gate.member, [void])
    assert check().clean
    assert total("screening.hits") == Hit.objects.count()


def test_a_passage_put_right_keeps_the_answer_its_hit_was_given(listing: Listing, gate: Gate) -> None:
    listing.add(holder(ID))
    sent = gate.passage({"id_number": ID})
    send(gate.member, [sent])
    hit = only().pk
    send(gate.member, [entry("screening.handled", hit, COUNTY, moment(29, 10), outcome="handed_over")])
    again = gate.passage({"id_number": ID, "temperature": 36.5}, corrects=sent["id"], subject=sent["subject"])
    send(gate.member, [again])
    assert (only().pk, only().state, str(only().found)) == (hit, State.CONFIRMED, again["id"])
    assert (total("screening.hits"), total("screening.confirmed"), total("screening.open")) == (1, 1, 0)
    assert check().clean


def test_a_list_holds_for_as_long_as_it_says(listing: Listing, gate: Gate) -> None:
    listing.add(holder(ID), since=moment(28), until=moment(29, 12))
    batch = [gate.passage({"id_number": ID}, at=at) for at in (moment(29, 11), moment(29, 12), moment(30))]
    answers = send(gate.member, batch)
    assert ["hit" in answer.flags for answer in answers] == [True, False, False]
    batch = [gate.passage({"id_number": ID}, at=at) for at in (moment(27, 23), moment(28))]
    assert ["hit" in answer.flags for answer in send(gate.member, batch)] == [False, True]


def test_two_lists_are_two_hits_of_one_traveller(members: SimpleNamespace, listing: Listing, gate: Gate) -> None:
    listed(members, id_number=ID)
    listing.add(holder(ID), Action.BACK_TO_OBSERVATION)
    gate.passes({"id_number": ID}, {"id_number": ID})
    assert set(Hit.objects.values_list("source", flat=True)) == {"target", "by_hand"}
    assert Hit.objects.count() == 2


def test_the_register_of_ones_own_area_is_no_news(members: SimpleNamespace, listing: Listing) -> None:
    listed(members, GRID, id_number=ID)
    for area, by in ((VILLAGE, members.chief), (GRID, members.worker)):
        send(by, [entry("people.person_registered", uuids.uuid7(), area, moment(29), who={"id_number": ID})])
    assert not Hit.objects.exists()
    who = {"person": str(holder(ID)), "name": NAME}
    [answer] = send(
        members.outsider, [entry("people.person_registered", holder(ID), OTHER_GRID, moment(30), who=who)]
    )
    assert answer.flags == ("hit",)
    assert (only().area, only().owner, only().state) == (OTHER_GRID, GRID, State.NOTED)


def test_many_cost_as_many_queries_as_few(listing: Listing, gate: Gate) -> None:
    counts = []
    for size in (3, 60):
        people = [[{"name": f"人{size}{n}", "phones": [f"138{size:04d}{n:04d}"]}] for n in range(size)]
        batch = [gate.passage(*some, plate=f"川Y{size:02d}{n:03d}") for n, some in enumerate(people)]
        with CaptureQueriesContext(connection) as asked:
            send(gate.member, batch)
        counts.append(len([one for one in asked if one["sql"].startswith("SELECT")]))
    assert counts[0] == counts[1]


def test_the_answer_to_a_hit_is_counted_once(members: SimpleNamespace, listing: Listing, gate: Gate) -> None:
    listing.add(vehicle(PLATE))
    gate.passes(plate=PLATE)
    hit = only().pk
    for outcome, hour in (("gone_on", 10), ("handed_over", 11)):
        [answer] = send(gate.member, [entry("screening.handled", hit, COUNTY, moment(29, hour), outcome=outcome)])
        assert answer.status is Status.ACCEPTED
    assert (only().state, only().handled_by) == (State.CONFIRMED, gate.member.pk)
    assert [total(f"screening.{one}") for one in ("open", "confirmed", "gone", "mistaken")] == [0, 1, 0, 0]
    assert check().clean


def test_those_who_look_may_say_what_came_of_it_and_others_not(
    members: SimpleNamespace, listing: Listing, gate: Gate
) -> None:
    listing.add(vehicle(PLATE), area=OTHER_VILLAGE)
    gate.passes(plate=PLATE)
    hit = only().pk

    def says(member: Any, area: str) -> Status:
        return send(member, [entry("screening.handled", hit, area, moment(29, 10), outcome="mistaken")])[0].status

    assert says(members.cadre, VILLAGE) is Status.REFUSED
    assert says(members.worker, GRID) is Status.REFUSED
    assert says(members.colleague, OTHER_VILLAGE) is Status.ACCEPTED
    assert only().state == State.MISTAKEN


def test_what_was_looked_for_only_while_a_phone_had_no_network_is_found_in_its_evening_batch(
    members: SimpleNamespace, listing: Listing, gate: Gate
) -> None:
    listing.add(vehicle(PLATE), since=moment(29, 10), until=moment(29, 14))
    hours = [gate.passage(plate=PLATE, at=moment(29, hour)) for hour in (8, 12, 16)]
    answers = send(gate.member, hours)
    assert [answer.flags for answer in answers] == [(), ("hit",), ()]
    assert [hit.at for hit in Hit.objects.all()] == [moment(29, 12)]
