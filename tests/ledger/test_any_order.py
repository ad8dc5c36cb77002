"""Promise 1: any permutation, duplication, split or lateness of entries ends in the same bytes."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.core import serializers
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianfang.ledger.check import check
from lianfang.ledger.models import DayCount, HourCount, Waiting
from lianfang.people.models import Household, Person
from lianfang.vault.models import Statement
from lianfang.verification.models import Campaign, Door, SourceList, Target
from tests.conftest import COUNTY, GRID, VILLAGE
from tests.field import Case, Raw, entry, examples, moment, send

READ_MODELS = (Target, Door, Campaign, SourceList, Household, Person)
MANY = settings(
    max_examples=examples(60),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def ids(n: int) -> list[str]:
    """Ids that are the same in every run, so that ends can be compared byte for byte."""
    source = random.Random(20200128)
    return [f"01700000-0000-7000-8000-{source.getrandbits(48):012x}" for _ in range(n)]


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens inside is rolled back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def a_day() -> list[tuple[str, Raw]]:
    """A day of a village: lists, a household, doubtful identities, visits, corrections; by whom, and what."""
    of = iter(ids(60))
    campaign = Case(UUID(next(of)), UUID(next(of)))
    first, second, third, house, door, record = (UUID(next(of)) for _ in range(6))
    day: list[tuple[str, Raw]] = []

    def add(who: str, raw: Raw) -> Raw:
        raw["id"] = next(of)
        day.append((who, raw))
        return raw

    for raw in campaign.opening(COUNTY, moment(27)):
        add("clerk", raw)
    add(
        "clerk",
        campaign.listed(first, GRID, moment(27, 9), who={"name": "王小明", "id_number": "999111199001011238"}),
    )
    add("clerk", campaign.listed(first, GRID, moment(27, 11), row=9, origin="湖北武汉"))
    add("clerk", campaign.listed(second, VILLAGE, moment(27, 9, 1), placed=False, who={"name": "李四"}))
    third_listed = campaign.listed(
        third, GRID, moment(27, 9, 2), unsure=True, who={"person": str(record), "name": "王晓明"}
    )
    add("clerk", third_listed)
    add(
        "clerk",
        entry("people.identity_unsure", record, GRID, moment(27, 9, 2), candidates=[str(house)], why="name_sound"),
    )
    add(
        "worker",
        entry("people.household_registered", house, GRID, moment(28, 8), where={"address": "3组7号"}, walk=307),
    )
    add(
        "worker",
        entry(
            "verification.knocked",
            door,
            GRID,
            moment(28, 8, 5),
            campaign=str(campaign.campaign),
            household=str(house),
            met=False,
            cause="locked",
        ),
    )
    add(
        "worker",
        entry(
            "verification.knocked",
            door,
            GRID,
            moment(28, 18),
            campaign=str(campaign.campaign),
            household=str(house),
            met=True,
            people=3,
        ),
    )
    add(
        "worker",
        entry(
            "verification.visited",
            first,
            GRID,
            moment(28, 9),
            outcome="not_in",
            cause="errand",
            note={"text": "邻居说去买药了"},
        ),
    )
    met = add("worker", entry("verification.visited", first, GRID, moment(28, 17), outcome="met"))
    add("worker", entry("verification.checked", first, GRID, moment(28, 17, 2), accuracy="wrong", wrong=["phone"]))
    add(
        "worker",
        entry(
            "verification.checked",
            first,
            GRID,
            moment(28, 17, 5),
            accuracy="corrected",
            reason="typing",
            who={"phones": "13800138000"},
        ),
    )
    add("worker", entry("verification.fed_back", first, GRID, moment(28, 18)))
    again = add(
        "worker", entry("verification.visited", first, GRID, moment(28, 17, 30), outcome="family", corrects=met["id"])
    )
    add("worker", entry("ledger.voided", first, GRID, moment(28, 19), reason="mistake", corrects=again["id"]))
    add("cadre", entry("verification.placed", second, VILLAGE, moment(28, 8), to=GRID))
    add("worker", entry("verification.visited", second, GRID, moment(28, 10), outcome="refused"))
    add("worker", entry("verification.doubted", second, GRID, moment(28, 10, 1), about="travel"))
    add(
        "cadre",
        entry(
            "verification.doubt_settled",
            second,
            VILLAGE,
            moment(28, 15),
            finding="concealed",
            reason="concealed_travel",
        ),
    )
    add("worker", entry("verification.visited", third, GRID, moment(28, 11), outcome="met"))
    return day


def replay(members: SimpleNamespace, day: list[tuple[str, Raw]], cuts: list[int]) -> None:
    """Send entries in this order, in batches cut at these places (a batch has one sender)."""
    batch: list[Raw] = []
    sender = ""
    for number, (who, raw) in enumerate(day):
        if batch and (who != sender or number in cuts):
            send(getattr(members, sender), batch)
            batch = []
        sender = who
        batch.append(raw)
    send(getattr(members, sender), batch)


def ends() -> bytes:
    """Every read model, every counter and what the vault holds to be true, as bytes."""
    rows = [serializers.serialize("jsonl", model.objects.order_by("pk")) for model in READ_MODELS]
    for model, key in (
        (DayCount, ("figure", "day", "area", "place")),
        (HourCount, ("figure", "day", "hour", "area", "place")),
    ):
        counts = model._default_manager.exclude(value=0).order_by(*key).values_list(*key, "value")
        rows.append(repr(list(counts)))
    rows.append(repr(list(Statement.objects.order_by("id").values_list("id", "entity", "area", "retracted"))))
    return "\n".join(rows).encode()


@pytest.fixture
def expected(members: SimpleNamespace) -> bytes:
    """How the day ends when everything comes in order."""
    with undone():
        replay(members, a_day(), [])
        assert not Waiting.objects.exists()
        assert check().clean
        return ends()


@MANY
@given(data=st.data())
def test_any_order_any_repeats_any_batches_end_alike(
    members: SimpleNamespace, expected: bytes, data: st.DataObject
) -> None:
    day = a_day()
    order = data.draw(st.permutations(range(len(day))), label="order")
    repeats = data.draw(st.lists(st.sampled_from(range(len(day))), max_size=8), label="sent again")
    cuts = data.draw(st.lists(st.integers(0, len(day)), max_size=12), label="cuts")
    sequence = [day[number] for number in (*order, *repeats)]
    with undone():
        replay(members, sequence, cuts)
        assert not Waiting.objects.exists()
        assert ends() == expected


def test_whatever_is_taken_back_the_folds_hold(members: SimpleNamespace) -> None:
    day = a_day()
    for number, (_who, raw) in enumerate(day):
        if raw["kind"] == "ledger.voided":
            continue
        subject, area = UUID(raw["subject"]), raw["area"]
        void = entry("ledger.voided", subject, area, moment(29), reason="mistake", corrects=raw["id"])
        with undone():
            replay(members, [*day, ("command", void)], [number])
            assert not Waiting.objects.exists()
            assert check().clean
