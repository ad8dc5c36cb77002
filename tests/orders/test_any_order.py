"""Promise 1 for orders: whatever order, whatever repeats, whoever contradicts whom, it ends in the same bytes."""

import random
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django.core import serializers
from hypothesis import given, settings
from hypothesis import strategies as st

from lianfang.ledger.check import check
from lianfang.ledger.models import DayCount, HourCount, Waiting
from lianfang.orders.models import Order
from tests.conftest import GRID
from tests.field import Raw, entry, examples, moment
from tests.ledger.test_any_order import MANY, ids, replay, undone
from tests.orders.conftest import RULE, SINCE

END = SINCE + timedelta(days=14)


def a_day() -> list[tuple[str, Raw]]:
    """Orders of a village, and every way in which those who speak of them can contradict one another."""
    of = iter(ids(80))
    person = UUID(next(of))
    day: list[tuple[str, Raw]] = []

    def add(by: str, kind: str, subject: UUID, hour: int, day_: int = 28, **data: Any) -> Raw:
        raw = entry(kind, subject, GRID, moment(day_, hour), id=next(of), **data)
        day.append((by, raw))
        return raw

    seen = add("worker", "people.person_registered", person, 8, who={"person": str(person), "name": "罗明轩"})
    said: dict[str, Any] = {"measure": "home", "person": str(person), "rule": RULE, "basis": ["law-40"]}
    said |= {"since": SINCE.isoformat(), "until": END.isoformat(), "evidence": [seen["id"]]}

    def order(by: str = "clerk", **changed: Any) -> tuple[UUID, str]:
        subject = UUID(next(of))
        return subject, add(by, "orders.proposed", subject, 9, **said | changed)["id"]

    plain, proposal = order("chief")
    add("chief", "orders.approved", plain, 10, proposal=proposal)
    add("command", "orders.approved", plain, 11, proposal=proposal, until=(END - timedelta(days=1)).isoformat())
    add("command", "orders.approved", plain, 12, proposal=proposal)
    add("cadre", "orders.served", plain, 9, how="handed")
    add("cadre", "orders.objected", plain, 13, note={"text": "没有去过"})
    add("chief", "orders.objection_decided", plain, 14, result="dismissed")
    add("chief", "orders.extended", plain, 9, 30, until=END.isoformat(), reason="symptoms", rule=RULE)
    released = add("chief", "orders.released", plain, 9, 31, reason="wrong")
    add("command", "orders.released", plain, 10, 31, reason="excluded")
    add("chief", "ledger.voided", plain, 11, 31, corrects=released["id"], reason="mistake")

    changed, proposal = order(rule="covid-2020-5/contact")
    add("chief", "orders.approved", changed, 10, proposal=proposal)
    add("clerk", "orders.proposed", changed, 9, corrects=proposal, **said)
    rejected, proposal = order(measure="central", rule="county-2020/listed-central")
    add("chief", "orders.approved", rejected, 10, proposal=proposal)
    add("command", "orders.rejected", rejected, 10, reason="milder")
    early, proposal = order()
    add("chief", "orders.approved", early, 8, proposal=proposal)  # a clock ran behind
    other = add("worker", "people.whereabouts", person, 8, whereabouts="returned")
    bare, proposal = order(evidence=[other["id"]])
    add("chief", "orders.approved", bare, 10, proposal=proposal)
    undo = add("worker", "ledger.voided", person, 12, corrects=other["id"], reason="mistake")
    back, proposal = order(evidence=[other["id"], seen["id"]])
    add("chief", "orders.approved", back, 13, proposal=proposal)
    assert undo["corrects"] == other["id"]
    return day


def ends() -> bytes:
    """The orders and every counter, as bytes."""
    rows = [serializers.serialize("jsonl", Order.objects.order_by("pk"))]
    for model, key in (
        (DayCount, ("figure", "day", "area", "place")),
        (HourCount, ("figure", "day", "hour", "area", "place")),
    ):
        counts = model._default_manager.exclude(value=0).order_by(*key).values_list(*key, "value")
        rows.append(repr(list(counts)))
    return "\n".join(rows).encode()


@pytest.fixture
def expected(members: SimpleNamespace) -> bytes:
    """How the day ends when everything comes in order."""
    with undone():
        replay(members, a_day(), [])
        assert not Waiting.objects.exists()
        assert check().clean
        states = list(Order.objects.order_by("pk").values_list("state", "clash"))
        assert sorted(states) == [
            ("proposed", "changed_since"),
            ("rejected", "approved_and_rejected"),
            ("released", "evidence_gone"),
            ("released", "served_early"),
            ("running", ""),
            ("running", "evidence_gone"),
        ]
        return ends()


@settings(parent=MANY, max_examples=examples(12))
@given(chance=st.randoms(use_true_random=False), repeats=st.integers(0, 8), cuts=st.lists(st.integers(0, 25)))
def test_any_order_any_repeats_any_batches_end_alike(
    members: SimpleNamespace, expected: bytes, chance: random.Random, repeats: int, cuts: list[int]
) -> None:
    day = a_day()
    sent = [*day, *chance.choices(day, k=repeats)]
    chance.shuffle(sent)
    with undone():
        replay(members, sent, cuts)
        assert not Waiting.objects.exists()
        assert ends() == expected
        assert check().clean
