"""Promise 1 for proofs: whatever order, whatever repeats, it ends in the same bytes."""

import random
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.core import serializers
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianfang.ledger.check import check
from lianfang.ledger.models import DayCount, Waiting
from lianfang.proofs.models import Proof
from tests.conftest import GRID, VILLAGE
from tests.field import Raw, entry, examples, moment
from tests.ledger.test_any_order import ids, replay, undone

MANY = settings(
    max_examples=examples(16),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def a_day() -> list[tuple[str, Raw]]:
    """Proofs of a village, corrected, revoked twice, voided, and revoked by a clock that ran behind."""
    of = iter(ids(60))
    lives, works, mistake, early = (UUID(next(of)) for _ in range(4))
    day: list[tuple[str, Raw]] = []

    def add(by: str, kind: str, proof: UUID, hour: int, area: str = GRID, **data: object) -> Raw:
        raw = entry(kind, proof, area, moment(28, hour), id=next(of), **data)
        day.append((by, raw))
        return raw

    def issue(proof: UUID, hour: int, area: str = GRID, **data: object) -> Raw:
        said = {"what": "residence", "who": {"name": "王桂兰"}, "until": "2020-02-10"} | data
        return add("cadre", "proofs.issued", proof, hour, area, **said)

    first = issue(lives, 8, note={"text": "住在三组"})
    again = issue(lives, 9, until="2020-02-05", corrects=first["id"])
    issue(lives, 11, VILLAGE, what="essential", work="transport", vehicle={"plate": "川Y12345"})
    issue(works, 9, what="essential", work="medical")
    add("cadre", "proofs.revoked", works, 12, reason="lost")
    add("chief", "proofs.revoked", works, 12, reason="work_ended")  # the same minute: the id decides
    wrong = issue(mistake, 9)
    add("cadre", "ledger.voided", mistake, 10, corrects=wrong["id"], reason="mistake")
    late = add("cadre", "proofs.revoked", lives, 13, reason="moved")
    add("cadre", "ledger.voided", lives, 14, corrects=late["id"], reason="mistake")
    add("cadre", "ledger.voided", lives, 15, corrects=again["id"], reason="mistake")
    issue(early, 9)
    add("cadre", "proofs.revoked", early, 8, reason="mistake")  # a clock ran behind
    return day


def ends() -> bytes:
    """The proofs and their counters, as bytes."""
    key = ("figure", "day", "area", "place")
    counts = list(DayCount.objects.exclude(value=0).order_by(*key).values_list(*key, "value"))
    return f"{serializers.serialize('jsonl', Proof.objects.order_by('pk'))}\n{counts}".encode()


@pytest.fixture
def expected(members: SimpleNamespace) -> bytes:
    """How the day ends when everything comes in order."""
    with undone():
        replay(members, a_day(), [])
        assert not Waiting.objects.exists()
        assert check().clean
        revoked = {reason for reason in Proof.objects.values_list("reason", flat=True) if reason}
        assert revoked in ({"mistake", "lost"}, {"mistake", "work_ended"})
        assert Proof.objects.count() == 3
        return ends()


@MANY
@given(chance=st.randoms(use_true_random=False), repeats=st.integers(0, 8), cuts=st.lists(st.integers(0, 12)))
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
