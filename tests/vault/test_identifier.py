"""Who is meant, and what of it stays in the ledger."""

from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianfang.ledger.hooks import Identified, Incoming
from lianfang.vault.current import current
from lianfang.vault.models import Statement, Token
from lianfang.vault.parts import Note, Sex, Where, Who
from tests.vault.townsfolk import GRID, LI, LI_ID, VAULT, WANG, WANG_ID, Met, keep, met, number, person, persons

pytestmark = pytest.mark.django_db

THREE_LISTS = [
    met(Who(name="王小明", id_number=WANG_ID, phones="13803086191"), day=0, entry=UUID(int=1)),
    met(Who(name="王晓明", id_number=WANG_ID, address="七组78号"), day=1, entry=UUID(int=2)),
    met(Who(name="王小明", id_number=WANG_ID.lower(), phones=["13907890647"]), day=2, entry=UUID(int=3)),
    met(Who(name="李芳", id_number=LI_ID), day=2, entry=UUID(int=4), family=(WANG, Who(name="李小妹"))),
    met(Who(name="李芳", id_number=LI_ID, address="7组12号"), day=2, entry=UUID(int=5)),
]


def test_the_ledger_keeps_only_the_person() -> None:
    (known,) = keep(met(WANG, note=Note(text="王小明的母亲住院"), home=Where(address="七组78号")))

    data = known.fact.model_dump(mode="json", exclude_defaults=True)
    assert data["who"] == {"person": str(person(known))}
    assert data["note"] == {"kept": True}
    assert set(data["home"]) == {"household"}
    assert Met.model_validate(data) == known.fact


def test_the_same_number_is_the_same_person_wherever_met() -> None:
    (first,) = keep(met(WANG))
    (later,) = keep(met(Who(id_number=f" {WANG_ID[:6]} {WANG_ID[6:]}"), area=GRID))

    assert person(first) == person(later)


def test_two_of_the_same_name_without_a_number_stay_two() -> None:
    one, other = keep(met(Who(name="王小明")), met(Who(name="王小明")))

    assert person(one) != person(other)


def test_a_number_said_of_a_known_person_leads_there_afterwards() -> None:
    (unknown,) = keep(met(Who(name="王小明")))
    keep(met(Who(person=person(unknown), id_number=WANG_ID)))
    (again,) = keep(met(Who(name="王小明", id_number=WANG_ID)))

    assert person(again) == person(unknown)


def test_a_number_said_earlier_in_the_batch_counts_later_in_it() -> None:
    wang = uuid4()
    later, earlier = met(WANG, day=1), met(Who(person=wang, id_number=WANG_ID), day=0)

    assert persons(keep(later, earlier)) == [wang, wang]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(THREE_LISTS), size=st.integers(1, 5))
def test_any_order_of_arrival_gives_the_same_people(order: list[Incoming], size: int) -> None:
    Statement.objects.all().delete()
    Token.objects.all().delete()
    found: dict[UUID, Identified] = {}
    for start in range(0, len(order), size):
        batch = order[start : start + size]
        found |= {item.entry: known for item, known in zip(batch, keep(*batch), strict=True)}

    wang, li = person(found[UUID(int=1)]), person(found[UUID(int=4)])
    assert {person(found[UUID(int=n)]) for n in (2, 3)} == {wang}
    family = found[UUID(int=4)].fact
    assert isinstance(family, Met)
    assert family.family[0].person == wang
    now = current([wang, li])
    assert (now[wang].name, now[wang].phones, now[wang].address) == ("王小明", ("13803086191",), "将营村七组78号")
    assert now[wang].also == {"address": ("七组78号",), "name": ("王晓明",), "phones": ("13907890647",)}
    assert (now[li].name, now[li].address) == ("李芳", "7组12号")


def test_the_same_entry_again_changes_nothing() -> None:
    entry = met(WANG, family=(LI,))
    first = keep(entry)
    before = (Statement.objects.count(), Token.objects.count())
    VAULT.retract([entry.entry])

    assert keep(entry) == first
    assert Statement.objects.count() == before[0]
    assert not Token.objects.exists()


def test_who_is_silent_leaves_no_trace() -> None:
    (known,) = keep(met(Who(), note=Note(text="   ")))

    assert known.fact == Met()
    assert not Statement.objects.exists()


@pytest.mark.parametrize(
    ("typed", "flags"),
    [
        (Who(id_number="11010519491231002X"), ()),
        (Who(id_number="110105194912310021"), ("id_check",)),
        (Who(id_number="1.10105E+17"), ("id_rounded",)),
        (Who(id_number="1101051949123100"), ("id_odd",)),
        (Who(phones="1380308619"), ("phone_odd",)),
        (Who(id_number="110105194912310021", phones=["打不通"]), ("id_check", "phone_odd")),
    ],
)
def test_what_is_odd_is_flagged_and_kept(typed: Who, flags: tuple[str, ...]) -> None:
    (known,) = keep(met(Who(**{"name": "王小明", **typed.model_dump()})))

    assert known.flags == flags
    assert current([person(known)])[person(known)].name == "王小明"


def test_a_rounded_number_is_never_stored() -> None:
    (known,) = keep(met(Who(name="王小明", id_number="1.10105E+17")))

    assert current([person(known)])[person(known)].id_number == ""


def test_sex_and_birth_date_come_from_a_valid_number() -> None:
    (known,) = keep(met(Who(id_number=WANG_ID, sex=Sex.FEMALE)))
    now = current([person(known)])[person(known)]

    assert (now.sex, str(now.birth_date)) == ("male", "1980-01-12")


def test_a_corrected_statement_holds_no_longer() -> None:
    wrong, right = met(Who(name="王小名", id_number=WANG_ID)), met(Who(name="王小明", id_number=WANG_ID), day=-1)
    wang = persons(keep(wrong, right))[0]
    VAULT.retract([wrong.entry])
    assert current([wang])[wang].name == "王小明"
    assert current([wang])[wang].also == {}

    VAULT.restore([wrong.entry])
    assert current([wang])[wang].name == "王小名"


def test_after_a_correction_a_wrong_number_leads_nowhere() -> None:
    wang = uuid4()
    wrong = met(Who(person=wang, id_number=LI_ID))
    keep(wrong)
    VAULT.retract([wrong.entry])
    (li,) = keep(met(LI))

    assert person(li) != wang


def test_a_batch_costs_the_same_queries_whatever_its_size() -> None:
    def queries(start: int, size: int) -> int:
        crowd = [
            met(Who(name="王小明", id_number=number(f"9992011980011{n:04}")), note=Note(text="在家"))
            for n in range(start, start + size)
        ]
        with CaptureQueriesContext(connection) as told:
            keep(*crowd)
        return len(told)

    queries(0, 1)  # makes the keys
    assert queries(1, 10) == queries(11, 1000) == 4


def test_waiting_entries_are_sealed_whole() -> None:
    texts = ["王小明".encode(), b"", "李芳".encode() * 500]
    sealed = VAULT.seal(texts)

    assert VAULT.unseal(sealed) == texts
    assert not any("王小明".encode() in blob for blob in sealed)
