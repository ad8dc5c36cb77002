"""Bulk SQL says the same on SQLite and PostgreSQL, and the same as the ORM."""

import gc
from contextlib import nullcontext
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from django.db import DataError, connection, transaction
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

from lianfang.ledger import bulk
from lianfang.ledger.door import submit
from lianfang.ledger.models import DayCount, Entry, MentionRow, Waiting
from lianfang.ledger.scope import SYSTEM

pytestmark = pytest.mark.django_db
NOON = datetime(2020, 1, 28, 4, 0, 0, 250, tzinfo=UTC)
COLUMNS = (
    "seq",
    "id",
    "kind",
    "subject",
    "area",
    "at",
    "received",
    "member",
    "into",
    "place",
    "device",
    "flags",
    "data",
)


def row(seq: int, *, id_: UUID | None = None, data: object = None) -> tuple[object, ...]:
    return (
        seq,
        id_ or uuid4(),
        "test.row",
        UUID(int=seq),
        "511922",
        NOON,
        NOON,
        None,
        "",
        "",
        "",
        [],
        data or {"n": seq},
    )


def test_rows_go_in_as_the_orm_reads_them_and_once() -> None:
    id_ = uuid4()
    first = row(1, id_=id_, data={"名": ["甲", 1.5, None]})
    bulk.insert(Entry, COLUMNS, [first, row(2, data=bulk.Json('{"n": 2}')), row(3, id_=id_)])

    assert Entry.objects.values_list(*COLUMNS).get(seq=1) == first
    assert list(Entry.objects.order_by("seq").values_list("seq", "data")) == [(1, first[-1]), (2, {"n": 2})]
    assert Entry.objects.get(data__n=2).seq == 2


@pytest.mark.parametrize("key", ["id", "seq", "kind"])
def test_rows_are_found_by_ids_numbers_and_words(key: str) -> None:
    bulk.insert(Entry, COLUMNS, [row(n) for n in range(1, 5)])
    wanted = set(Entry.objects.filter(seq__gt=2).values_list(key, flat=True))
    found = set(bulk.find(Entry, key, wanted, ("id", "seq", "member")))

    assert found == set(Entry.objects.filter(**{f"{key}__in": wanted}).values_list("id", "seq", "member"))
    assert not list(bulk.find(Entry, key, set(), ("id",)))


def test_large_numbers_keep_every_digit() -> None:
    token = 2**63 - 1
    bulk.insert(MentionRow, ("entity", "entry", "role", "at", "place"), [(uuid4(), token, "who", NOON, "")])

    assert list(bulk.find(MentionRow, "entry", {token, token - 1}, ("entry",))) == [(token,)]


def test_columns_are_changed_by_primary_key() -> None:
    bulk.insert(Entry, COLUMNS, [row(1), row(2), row(3)])
    bulk.update(Entry, ("area", "data"), [("51192200", {"n": 9}, 2), ("5119", {}, 3)])

    assert list(Entry.objects.order_by("seq").values_list("area", "data")) == [
        ("511922", {"n": 1}),
        ("51192200", {"n": 9}),
        ("5119", {}),
    ]


def test_counters_are_added_to_and_made() -> None:
    day = NOON.date()
    for _time in range(2):
        bulk.add(DayCount, ("figure", "area", "day", "place"), [("f", "51", day, "", 2), ("f", "52", day, "", -1)])

    assert dict(DayCount.objects.values_list("area", "value")) == {"51": 4, "52": -2}


def test_what_is_too_long_for_its_column_is_refused_or_kept_whole_never_cut() -> None:
    too_long = "x" * 33
    refused = pytest.raises(DataError) if connection.vendor == "postgresql" else nullcontext()
    with refused, transaction.atomic():
        bulk.insert(MentionRow, ("entity", "entry", "role", "at", "place"), [(uuid4(), 1, too_long, NOON, "")])

    assert set(MentionRow.objects.values_list("role", flat=True)) <= {too_long}


@pytest.mark.parametrize("model", [Entry, Waiting])
def test_nothing_to_write_is_no_query(model: type[Model]) -> None:
    with CaptureQueriesContext(connection) as told:
        bulk.insert(model, ("id",), [])
        assert not list(bulk.find(model, "id", (), ("id",)))
    assert not len(told)


def test_the_collector_of_garbage_rests_only_while_a_batch_goes_in() -> None:
    assert gc.isenabled()
    submit([{"id": "not an entry"}], SYSTEM)
    assert gc.isenabled()
