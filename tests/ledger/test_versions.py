"""Forms of several ages at one door: older facts are read as they were meant, newer ones kept until they can be."""

import json
from types import SimpleNamespace
from typing import Any, ClassVar
from uuid import UUID

import pytest
import uuid_utils.compat as uuids
from django.apps import apps
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianfang.ledger.answers import Answer
from lianfang.ledger.check import check
from lianfang.ledger.hooks import identifier
from lianfang.ledger.kinds import Fact, Kind, keyed_subject
from lianfang.ledger.models import DayCount, Entry, HourCount, MentionRow, Waiting
from lianfang.ledger.rebuild import rebuild
from lianfang.ledger.reshape import reshaping
from lianfang.vault.models import Statement
from lianfang.verification.kinds import Knocked
from tests.conftest import GRID
from tests.field import Raw, entry, examples, moment, send
from tests.ledger.headcounts import CODE, NEWEST, known, written
from tests.ledger.test_any_order import undone

MANY = settings(
    max_examples=examples(40),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
FACTS = st.tuples(st.integers(1, 300), st.none() | st.text(min_size=1, max_size=20).filter(str.strip))


def headcount(version: int | None, data: Raw, **more: Any) -> Raw:
    """An entry of the tests' kind; without a version it is that of the server."""
    raw = entry(CODE, more.pop("subject", uuids.uuid7()), GRID, moment(28), **more)
    return raw | {"data": data} | ({} if version is None else {"version": version})


def told(answers: list[Answer]) -> list[str]:
    return [answer.problem.code if answer.problem else answer.status.value for answer in answers]


def state() -> list[Any]:
    """What the ledger, the counters and the vault hold, without what differs from one sending to the next."""
    return [
        list(Entry.objects.filter(kind=CODE).order_by("id").values_list("id", "subject", "data", "flags")),
        sorted(MentionRow.objects.values_list("entity", "role")),
        list(DayCount.objects.exclude(value=0).order_by("pk").values_list("figure", "day", "area", "value")),
        list(HourCount.objects.exclude(value=0).order_by("pk").values_list("figure", "hour", "area", "value")),
        Statement.objects.count(),
    ]


@MANY
@given(facts=st.lists(st.tuples(FACTS, st.integers(1, NEWEST)), min_size=1, max_size=8))
def test_whatever_version_wrote_it_the_same_fact_ends_in_the_same_state(
    members: SimpleNamespace, facts: list[tuple[tuple[int, str | None], int]]
) -> None:
    ids = [uuids.uuid7() for _ in facts]
    ends = []
    with known(NEWEST):
        for aged in (False, True):
            batch = [
                headcount(age if aged else None, written(age if aged else NEWEST, *fact), subject=id_, id=id_)
                for id_, (fact, age) in zip(ids, facts, strict=True)
            ]
            with undone():
                assert set(told(send(members.worker, batch))) == {"accepted"}
                assert check().clean
                ends.append(state())
    assert ends[0] == ends[1]


def test_a_newer_fact_is_kept_and_taken_when_sent_again_after_the_server_learned_it(members: SimpleNamespace) -> None:
    early, newer = headcount(2, written(2, 4, "桥头")), headcount(3, written(3, 7, "王小明说的"))
    with known(2):
        assert told(send(members.worker, [newer, early])) == ["newer_version", "accepted"]
        said = send(members.worker, [newer])[0].as_json()
        assert (said["status"], said["code"], said["where"]) == ("refused", "newer_version", "version")
        assert "不用处理" in said["why"]
        assert [as_kept(row) for row in Waiting.objects.all()] == [newer]
        assert DayCount.objects.get(figure="verification.knocks").value == 4
    with known(3):
        reshaping(CODE, 2)(apps, None)
        assert told(send(members.worker, [newer])) == ["accepted"]
        assert told(send(members.worker, [newer])) == ["known"]
        assert not Waiting.objects.exists()
        assert DayCount.objects.get(figure="verification.knocks").value == 11
        assert check().clean


def as_kept(row: Waiting) -> Any:
    return json.loads(identifier().unseal([bytes(row.sealed)])[0])


def test_what_is_stored_follows_its_kind_and_nothing_counts_otherwise(members: SimpleNamespace) -> None:
    with known(1):
        send(members.worker, [headcount(1, written(1, heads, "门锁着")) for heads in (1, 2, 30)])
        before = list(DayCount.objects.order_by("pk").values())
    with known(2):
        reshaping(CODE, 1)(apps, None)
        assert sorted(row.data["heads"] for row in Entry.objects.filter(kind=CODE)) == [1, 2, 30]
        assert check().clean
        rebuild()
        kept = DayCount.objects.order_by("pk").values("figure", "day", "area", "value")
        assert list(kept) == [{name: row[name] for name in ("figure", "day", "area", "value")} for row in before]


def test_what_waited_through_an_update_is_read_by_the_version_it_was_written_in(members: SimpleNamespace) -> None:
    first = headcount(1, written(1, 5, None))
    unsaid = headcount(None, written(1, 6, None), subject=UUID(first["subject"]), corrects=first["id"])
    with known(1):
        assert told(send(members.worker, [unsaid])) == ["waiting"]
        assert as_kept(Waiting.objects.get()) == unsaid | {"version": 1}
    with known(3):
        assert told(send(members.worker, [first])) == ["accepted"]
        assert not Waiting.objects.exists()
        assert DayCount.objects.get(figure="verification.knocks").value == 6
        assert check().clean


def test_nonsense_in_an_old_form_is_answered_and_kept_as_it_was_sent(members: SimpleNamespace) -> None:
    odd = headcount(2, {"heads": 3, "remark": {"not": "a text"}})
    wrong, good = headcount(1, {"people": "viele"}), headcount(1, {"people": 2})
    with known(3):
        assert told(send(members.worker, [odd, wrong, good])) == ["not_upgraded", "field", "accepted"]
        assert as_kept(Waiting.objects.get(pk=odd["id"])) == odd
        assert send(members.worker, [odd])[0].as_json()["why"].endswith("。")


@pytest.mark.parametrize("version", [0, -1, "neu"])
def test_a_version_is_a_number_from_one(members: SimpleNamespace, version: Any) -> None:
    with known(3):
        answer = send(members.worker, [headcount(None, written(3, 1, None)) | {"version": version}])[0].as_json()
    assert (answer["status"], answer["where"]) == ("refused", "version")


def test_a_kind_upgrades_from_every_version_it_ever_had() -> None:
    with pytest.raises(ValueError, match="upgrades from"):
        Kind("test.gap", title="", subject="headcount", right="", version=3, upgrades={2: dict})


def test_a_kind_is_keyed_by_fields_it_has() -> None:
    with pytest.raises(ValueError, match="keyed by fields"):

        class Unkeyed(Fact):
            kind: ClassVar[Kind] = Kind("test.unkeyed", title="", subject="headcount", right="", keyed=("house",))


def test_two_phones_at_one_door_speak_of_one_door() -> None:
    """The id was worked out by hand (SHA-1 in node), as every phone will."""
    door = {
        "campaign": "0190c2f4-7d3a-7c11-9b7e-3f0a5d2e6b01",
        "household": UUID("0190C2F4-7D3A-7C11-9B7E-3F0A5D2E6B02"),
        "met": True,
    }
    assert str(keyed_subject(Knocked.kind, door)) == "4ac5ddc9-aa52-5212-8055-2310f1eaed7d"
    shouted = {name: str(value).upper() for name, value in door.items()}
    assert keyed_subject(Knocked.kind, shouted) == keyed_subject(Knocked.kind, door)
    assert keyed_subject(Knocked.kind, door | {"campaign": door["household"]}) != keyed_subject(Knocked.kind, door)
