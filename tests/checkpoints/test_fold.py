"""What passages become: rows, figures in the units of reports, referrals and proposals."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
import uuid_utils.compat as uuids
from django.urls import reverse

from lianfang.checkpoints.choices import Outcome, ReferralState
from lianfang.checkpoints.models import Lookout, Passage, Post, Referral
from lianfang.ledger.answers import Status
from lianfang.ledger.models import DayCount, Entry, MentionRow
from lianfang.orders.models import Order
from tests.checkpoints.conftest import LISTED, PLATE, RULE, Road, accepted, figure, opened, passed
from tests.conftest import GRID, VILLAGE
from tests.field import entry, moment, send


def test_a_car_counts_once_and_everybody_in_it(road: Road) -> None:
    row = road.passage
    assert (row.post, row.area, row.persons, row.fever, len(row.people)) == (road.post, VILLAGE, 3, 1, 2)
    assert (row.outcome, row.origin, row.bound_for) == (Outcome.HOSPITAL, "511922", GRID)
    assert (figure("vehicles", road.post), figure("persons", road.post)) == (1, 3)
    assert [figure(code, road.post) for code in ("fever", "hospital", "disinfected", "held")] == [1, 1, 1, 0]
    assert (figure("vehicles_turned_back"), figure("vehicles_turned_back", road.post)) == (1, 0)


def test_fever_begins_where_the_table_says(road: Road) -> None:
    cold, warm = (
        passed(road.post, moment(29), travellers=[{"name": "周", "temperature": degrees}]) for degrees in (37.2, 37.3)
    )
    accepted(road.guard, [cold, warm])
    assert [Passage.objects.get(pk=one["subject"]).fever for one in (cold, warm)] == [0, 1]


def test_with_a_car_turned_back_go_those_of_whom_nothing_else_was_said(road: Road) -> None:
    people = [{"name": "甲"}, {"name": "乙", "outcome": "hospital"}]
    sent = passed(
        road.post, moment(29), vehicle={"plate": "渝A11111"}, travellers=people, others=2, outcome="turned_back"
    )
    accepted(road.guard, [sent])
    assert figure("turned_back", road.post) == 3
    assert figure("hospital", road.post) == 2
    assert Passage.objects.get(pk=sent["subject"]).outcome == Outcome.HOSPITAL


def test_without_its_place_a_passage_still_counts_at_its_post(road: Road) -> None:
    sent = passed(road.post, moment(29), vehicle={"plate": "渝A11111"})
    del sent["place"]
    accepted(road.guard, [sent])
    assert figure("vehicles", road.post) == 2


def test_told_by_two_phones_a_passage_counts_once(road: Road) -> None:
    again = passed(road.post, moment(28, 9, 1), subject=road.car, vehicle={"plate": PLATE}, others=4)
    accepted(road.guard, [again])
    assert (figure("vehicles", road.post), figure("persons", road.post)) == (1, 4)
    assert figure("hospital", road.post) == 0


def test_a_corrected_passage_keeps_its_referral_and_a_voided_one_loses_it(
    road: Road, members: SimpleNamespace
) -> None:
    first = Entry.objects.get(subject=road.car)
    referral = Referral.objects.get()
    assert (referral.state, referral.temperature, referral.post) == (ReferralState.WAITING, 37.3, road.post)
    travellers = [{"person": str(referral.person), "temperature": 38.1, "outcome": "hospital"}]
    better = passed(
        road.post,
        moment(28, 9),
        subject=road.car,
        vehicle={"plate": PLATE},
        travellers=travellers,
        corrects=first.id,
    )
    accepted(road.guard, [better])
    assert Referral.objects.get().pk == referral.pk
    assert Referral.objects.get().temperature == 38.1
    told = entry("checkpoints.referral_answered", referral.pk, VILLAGE, moment(28, 15), result="admitted")
    accepted(members.clerk, [told])

    def void(wrong: str) -> None:
        said = entry("ledger.voided", road.car, VILLAGE, moment(28, 16), reason="mistake", corrects=wrong)
        accepted(members.chief, [said])

    void(better["id"])
    assert (Referral.objects.get().temperature, Referral.objects.get().state) == (37.3, ReferralState.ADMITTED)
    void(str(first.id))
    assert not Referral.objects.exists()
    assert not Passage.objects.filter(pk=road.car).exists()
    assert figure("vehicles", road.post) == 0


def test_the_clinic_answers_and_the_last_answer_holds(road: Road, members: SimpleNamespace) -> None:
    referral = Referral.objects.get()
    answers = [("admitted", 12), ("fever_excluded", 20)]
    accepted(
        members.clerk,
        [
            entry("checkpoints.referral_answered", referral.pk, VILLAGE, moment(28, hour), result=result)
            for result, hour in answers
        ],
    )
    row = Referral.objects.get()
    assert row.state == ReferralState.FEVER_EXCLUDED
    assert (row.first_answer_at, row.answered_at) == (moment(28, 12), moment(28, 20))
    assert [figure(f"referrals_{state}") for state in ("waiting", "admitted", "excluded")] == [0, 0, 1]
    guard = send(
        road.guard, [entry("checkpoints.referral_answered", referral.pk, VILLAGE, moment(29), result="confirmed")]
    )
    assert guard[0].status is Status.REFUSED


def test_a_rule_proposes_a_measure_and_nobody_is_under_it_yet(road: Road) -> None:
    at = moment(29)
    traveller = {"name": "张返乡", "phones": ["13800001111"], "outcome": "home", "rule": RULE, "been": [LISTED]}
    sent = passed(road.post, at, travellers=[traveller], bound_for=GRID)
    accepted(road.guard, [sent])
    order = Order.objects.get()
    assert (order.state, order.measure, order.rule) == ("proposed", "home", RULE)
    assert order.until - order.since == timedelta(days=14)
    proposal = Entry.objects.get(subject=order.pk)
    assert proposal.data["evidence"] == [sent["id"]]
    assert (proposal.into, proposal.data["proposed_by"]) == (GRID, str(road.guard.pk))


@pytest.mark.parametrize(
    ("outcome", "rule"),
    [
        ("pass", RULE),
        ("turned_back", RULE),
        ("home", ""),
        ("home", "county-2020/pass"),
        ("home", "county-2020/unheard-of"),
        ("central", RULE),
        ("hospital", "county-2020/fever"),
    ],
)
def test_without_a_rule_that_gives_it_no_measure_is_proposed(road: Road, outcome: str, rule: str) -> None:
    traveller = {"name": "张返乡", "phones": ["13800001111"], "outcome": outcome, "rule": rule, "been": [LISTED]}
    accepted(road.guard, [passed(road.post, moment(29), travellers=[traveller], bound_for=GRID)])
    assert not Order.objects.exists()


def test_a_post_opens_closes_and_opens_again(road: Road, members: SimpleNamespace) -> None:
    post = road.post
    accepted(road.guard, [entry("checkpoints.queue_seen", post, VILLAGE, moment(28, 9), vehicles=40, minutes=25)])
    assert (Post.objects.get(pk=post).queue, figure("posts")) == (40, 2)
    accepted(members.chief, [entry("checkpoints.post_closed", post, VILLAGE, moment(30))])
    row = Post.objects.get(pk=post)
    assert (row.open, row.queue, figure("posts")) == (False, None, 1)
    accepted(members.chief, [opened(post, "南江北", at=moment(31))])
    row = Post.objects.get(pk=post)
    assert (row.open, row.name, row.opened_at, figure("posts")) == (True, "南江北", moment(25, 0), 2)
    assert send(road.guard, [opened(uuids.uuid7(), "自设")])[0].status is Status.REFUSED


def test_a_lookout_leaves_the_stock_at_its_end_or_when_it_is_ended(members: SimpleNamespace) -> None:
    one, other = uuids.uuid7(), uuids.uuid7()
    told = {"reason": "forced", "until": moment(30).isoformat()}
    accepted(
        members.chief,
        [
            entry("checkpoints.lookout_opened", one, VILLAGE, moment(28), vehicle={"plate": PLATE}, **told),
            entry("checkpoints.lookout_opened", other, VILLAGE, moment(28), vehicle={"plate": "鄂A98765"}, **told),
            entry("checkpoints.lookout_ended", one, VILLAGE, moment(29), reason="found"),
        ],
    )
    days = DayCount.objects.filter(figure="checkpoints.lookouts").order_by("day").values_list("day", "value")
    assert [(day.day, value) for day, value in days] == [(28, 2), (29, -1), (30, -1)]
    ended, running = Lookout.objects.get(pk=one), Lookout.objects.get(pk=other)
    assert (ended.runs(moment(28, 12)), ended.runs(moment(29, 12))) == (True, False)
    assert (running.runs(moment(29, 12)), running.runs(moment(30))) == (True, False)


def test_nobody_is_named_in_the_ledger(road: Road) -> None:
    stored = str(Entry.objects.get(subject=road.car).data)
    assert not [word for word in (PLATE, "王桂兰", "李建国", "1390000") if word in stored]
    roles = MentionRow.objects.filter(place=str(road.post)).values_list("role", flat=True)
    assert sorted(roles) == ["post", "referred", "travellers", "travellers", "vehicle"]


def test_a_passage_corrected_at_the_desk_keeps_its_people_and_its_post(
    road: Road, members: SimpleNamespace, signed_in: Any
) -> None:
    original = Entry.objects.get(subject=road.car)
    prefix = "checkpoints-passed"
    sent = {
        f"{prefix}-entry-id": str(uuids.uuid7()),
        f"{prefix}-vehicle-plate": "川Y·54321",
        f"{prefix}-others": "1",
        f"{prefix}-direction": "in",
        f"{prefix}-outcome": "pass",
    }
    signed_in(members.chief).post(reverse("facts:correct", args=[original.id]), sent)
    before, row = road.passage.people, Entry.objects.exclude(pk=original.pk).get(subject=road.car)
    assert (row.corrects, row.place) == (original.id, str(road.post))
    assert [one["person"] for one in row.data["travellers"]] == [str(UUID(one)) for one in before]
    assert row.data["vehicle"] != original.data["vehicle"]
    assert figure("persons", road.post) == 3
