"""What a member sees of a person, and what is known of it afterwards."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianfang.ledger.scope import SYSTEM
from lianfang.vault.models import Viewing
from lianfang.vault.parts import Note, Who
from lianfang.vault.reading import age_on, notes, show
from tests.vault.townsfolk import (
    COLLEAGUE,
    GRID,
    OFFICER,
    OTHER_GRID,
    WANG,
    WANG_ID,
    keep,
    met,
    number,
    person,
    persons,
)

pytestmark = pytest.mark.django_db


def test_the_officer_of_the_village_sees_in_full() -> None:
    wang = persons(keep(met(Who(name="王晓明", id_number=WANG_ID), day=-1), met(WANG)))[0]
    seen = show(OFFICER, {wang: GRID}, "target")[wang]

    assert (seen.name, seen.id_number, seen.phones) == ("王小明", WANG_ID, ("13803086191",))
    assert (seen.sex, seen.birth_date, seen.masked) == ("male", date(1980, 1, 12), False)
    assert seen.also == {"name": ("王晓明",)}


def test_a_colleague_of_another_village_sees_masks() -> None:
    wang = persons(keep(met(Who(name="王晓明", id_number=WANG_ID), day=-1), met(WANG)))[0]
    seen = show(COLLEAGUE, {wang: GRID}, "target")[wang]

    assert (seen.name, seen.phones, seen.address) == ("王*明", ("138****6191",), "将营村七组***")
    assert seen.id_number == f"999201********{WANG_ID[-4:]}"
    assert (seen.sex, seen.birth_date, seen.masked) == ("male", None, True)
    assert seen.also == {}


def test_who_looked_at_whom_is_recorded_once_a_minute() -> None:
    wang = person(keep(met(WANG))[0])
    for _again in range(3):
        show(OFFICER, {wang: GRID}, "target")
        show(COLLEAGUE, {wang: GRID}, "target")
    show(OFFICER, {wang: GRID}, "list")

    told = Viewing.objects.order_by("purpose").values_list("member", "entity", "purpose")
    assert list(told) == [(OFFICER.member, wang, "list"), (OFFICER.member, wang, "target")]


def test_the_system_sees_all_and_is_recorded_as_such() -> None:
    wang = person(keep(met(WANG))[0])

    assert not show(SYSTEM, {wang: GRID}, "export")[wang].masked
    assert Viewing.objects.get().member is None


def test_a_page_of_fifty_costs_as_many_queries_as_one_of_five() -> None:
    crowd = [met(Who(name="王小明", id_number=number(f"9992011980011{n:04}"))) for n in range(50)]
    known = persons(keep(*crowd))

    def queries(size: int) -> int:
        with CaptureQueriesContext(connection) as told:
            show(OFFICER, dict.fromkeys(known[:size], GRID), "list")
        return len(told)

    assert queries(5) == queries(50) == 2


def test_whoever_is_not_in_the_vault_is_shown_as_nobody() -> None:
    wang = person(keep(met(Who(name="王小明")))[0])
    stranger = person(keep(met(Who(name="x")))[0])

    assert show(OFFICER, {stranger: GRID}, "list").keys() == {stranger}
    assert show(OFFICER, {wang: GRID, stranger: GRID}, "list")[wang].age is None


def test_notes_are_read_where_the_right_holds_and_leave_a_trace() -> None:
    here, there = met(WANG, note=Note(text="咳嗽")), met(WANG, area=OTHER_GRID, note=Note(text="已搬走"))
    keep(here, there)

    assert notes(OFFICER, [here.entry, there.entry]) == {here.entry: {"note": "咳嗽"}}
    assert Viewing.objects.get().entity == here.entry


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [((1980, 1, 12), (2020, 1, 11), 39), ((1980, 1, 12), (2020, 1, 12), 40), ((2000, 2, 29), (2021, 2, 28), 20)],
)
def test_age_in_whole_years(born: tuple[int, int, int], day: tuple[int, int, int], age: int) -> None:
    assert age_on(date(*day), date(*born)) == age
