"""Promise 1 for needs: whatever order, whatever repeats, whoever contradicts whom, it ends in the same bytes."""

import random
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.core import serializers
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianfang.ledger.check import check
from lianfang.ledger.models import DayCount, HourCount, Waiting
from lianfang.outreach.models import Need
from tests.conftest import GRID, NEXT_GRID, VILLAGE
from tests.field import Raw, entry, examples, moment
from tests.ledger.test_any_order import ids, replay, undone

MANY = settings(
    max_examples=examples(60),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def a_day(cadre: UUID) -> list[tuple[str, Raw]]:
    """Needs of a village, and every way in which those who see to them can contradict one another."""
    of = iter(ids(60))
    medicine, coal, ride, papers = (UUID(next(of)) for _ in range(4))
    day: list[tuple[str, Raw]] = []

    def add(by: str, kind: str, need: UUID, area: str, hour: int, **data: object) -> Raw:
        raw = entry(f"outreach.need_{kind}", need, area, moment(28, hour), id=next(of), **data)
        day.append((by, raw))
        return raw

    def take_back(by: str, raw: Raw, hour: int) -> None:
        undo = {"id": next(of), "corrects": raw["id"], "reason": "mistake"}
        day.append((by, entry("ledger.voided", UUID(raw["subject"]), raw["area"], moment(28, hour), **undo)))

    who = {"name": "王桂兰", "phones": ["13900004321"]}
    first = add("worker", "raised", medicine, GRID, 8, what="medicine", who=who, note={"text": "降压药两盒"})
    add("worker", "raised", medicine, GRID, 9, what="medicine", urgent=True, who=who, corrects=first["id"])
    add("worker", "taken", medicine, GRID, 10)
    add("cadre", "taken", medicine, GRID, 10)  # the same minute: the id decides
    add("cadre", "taken", medicine, GRID, 12, to_member=str(cadre))
    add("cadre", "delivered", medicine, GRID, 14)
    add("worker", "delivered", medicine, GRID, 13)
    add("cadre", "raised", coal, VILLAGE, 8, what="groceries")
    add("worker", "raised", coal, GRID, 11, what="groceries", note={"text": "煤两百斤"})
    add("cadre", "closed", coal, GRID, 12, reason="unavailable")
    add("worker", "delivered", coal, GRID, 11)
    add("worker", "raised", ride, GRID, 9, what="medical", wanted_by="2020-01-29")
    add("worker", "closed", ride, GRID, 10, reason="not_reached")
    add("cadre", "taken", ride, GRID, 11)
    take_back("cadre", add("cadre", "delivered", ride, GRID, 15), 16)
    add("next_worker", "raised", papers, NEXT_GRID, 9, what="papers")
    add("next_worker", "taken", papers, NEXT_GRID, 8)  # a clock ran behind
    return day


def ends() -> bytes:
    """The needs and every counter, as bytes."""
    rows = [serializers.serialize("jsonl", Need.objects.order_by("pk"))]
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
        replay(members, a_day(members.cadre.pk), [])
        assert not Waiting.objects.exists()
        assert check().clean
        assert {need.clash for need in Need.objects.all()} == {"delivered_twice", "met_and_unmet", ""}
        return ends()


@MANY
@given(chance=st.randoms(use_true_random=False), repeats=st.integers(0, 8), cuts=st.lists(st.integers(0, 17)))
def test_any_order_any_repeats_any_batches_end_alike(
    members: SimpleNamespace, expected: bytes, chance: random.Random, repeats: int, cuts: list[int]
) -> None:
    day = a_day(members.cadre.pk)
    sent = [*day, *chance.choices(day, k=repeats)]
    chance.shuffle(sent)
    with undone():
        replay(members, sent, cuts)
        assert not Waiting.objects.exists()
        assert ends() == expected
        assert check().clean
