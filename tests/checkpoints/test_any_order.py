"""Promise 1 for posts: whatever order, whatever repeats, whoever contradicts whom, it ends in the same bytes."""

import random
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django.core import serializers
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianfang.checkpoints.models import Lookout, Passage, Post, Referral
from lianfang.duty.roles import Role
from lianfang.ledger.check import check
from lianfang.ledger.models import DayCount, HourCount, Waiting
from lianfang.ledger.reactions import derived
from lianfang.orders.models import Order
from lianfang.vault.ids import person_of
from lianfang.vault.keyring import ring
from tests.checkpoints.conftest import ID_NUMBER, LISTED, OTHER_PLATE, PLATE, RULE
from tests.conftest import GRID, VILLAGE
from tests.field import Raw, entry, examples, moment
from tests.ledger.test_any_order import ids, replay, undone

MANY = settings(
    max_examples=examples(12),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
ROWS = (Post, Passage, Lookout, Referral, Order)


def a_day() -> list[tuple[str, Raw]]:
    """A post and what passes it, with every way in which it is told twice, corrected and taken back.

    Nothing that is looked for passes: who is found depends on what was known when they came, as it must.
    """
    of = iter(ids(80))
    post, car, foot, sought = (UUID(next(of)) for _ in range(4))
    day: list[tuple[str, Raw]] = []

    def add(by: str, kind: str, subject: UUID, hour: int, **data: Any) -> Raw:
        raw = entry(f"checkpoints.{kind}", subject, VILLAGE, moment(28, hour), id=next(of), **data)
        if subject in {car, foot}:
            raw |= {"place": str(post)}
        day.append((by, raw))
        return raw

    def take_back(raw: Raw, hour: int) -> None:
        undo = {"id": next(of), "corrects": raw["id"], "reason": "mistake"}
        day.append(("chief", entry("ledger.voided", UUID(raw["subject"]), VILLAGE, moment(28, hour), **undo)))

    add("chief", "post_opened", post, 6, name="北出口", what="joint")
    add("guard", "queue_seen", post, 9, vehicles=10)
    take_back(add("chief", "post_closed", post, 12), 13)
    add("chief", "post_opened", post, 14, name="北出口检疫点", what="joint", shifts=[6, 18])
    until = moment(30, 12).isoformat()
    add("chief", "lookout_opened", sought, 7, vehicle={"plate": OTHER_PLATE}, reason="traced", until=until)
    add("chief", "lookout_ended", sought, 15, reason="found")
    ill = {"id_number": ID_NUMBER, "temperature": 38.0, "outcome": "hospital"}
    home = {"name": "张返乡", "phones": ["13800001111"], "been": [LISTED], "outcome": "home", "rule": RULE}
    there = {"post": str(post), "vehicle": {"plate": PLATE}}
    first = add("guard", "passed", car, 10, **there, travellers=[ill], others=1)
    add("guard", "passed", car, 10, **there, travellers=[ill, home], bound_for=GRID, corrects=first["id"])
    referral = derived(car, f"referral:{_person().hex}")
    add("clerk", "referral_answered", referral, 11, result="admitted")
    add("clerk", "referral_answered", referral, 16, result="fever_excluded")
    take_back(add("guard", "passed", foot, 8, post=str(post), travellers=[home]), 9)
    add("guard", "passed", foot, 8, post=str(post), others=3, outcome="turned_back")  # told by another phone
    return day


def _person() -> UUID:
    """Who the holder of the document is, whatever comes first."""
    return person_of(ID_NUMBER, ring())


def ends() -> bytes:
    """Every row and every counter, as bytes."""
    rows = [serializers.serialize("jsonl", model._default_manager.order_by("pk")) for model in ROWS]
    for model, key in (
        (DayCount, ("figure", "day", "area", "place")),
        (HourCount, ("figure", "day", "hour", "area", "place")),
    ):
        counts = model._default_manager.exclude(value=0).order_by(*key).values_list(*key, "value")
        rows.append(repr(list(counts)))
    return "\n".join(rows).encode()


@pytest.fixture
def crew(members: SimpleNamespace, post: Any) -> SimpleNamespace:
    """The members, and a guard at the post."""
    members.guard = post("guard", Role.CHECKPOINT_OFFICER, VILLAGE)
    return members


@pytest.fixture
def expected(crew: SimpleNamespace) -> bytes:
    """How the day ends when everything comes in order."""
    with undone():
        replay(crew, a_day(), [])
        assert not Waiting.objects.exists()
        assert check().clean
        assert [model._default_manager.count() for model in ROWS] == [1, 2, 1, 1, 1]
        return ends()


@MANY
@given(chance=st.randoms(use_true_random=False), repeats=st.integers(0, 8), cuts=st.lists(st.integers(0, 17)))
def test_any_order_any_repeats_any_batches_end_alike(
    crew: SimpleNamespace, expected: bytes, chance: random.Random, repeats: int, cuts: list[int]
) -> None:
    day = a_day()
    sent = [*day, *chance.choices(day, k=repeats)]
    chance.shuffle(sent)
    with undone():
        replay(crew, sent, cuts)
        assert not Waiting.objects.exists()
        assert ends() == expected
        assert check().clean
