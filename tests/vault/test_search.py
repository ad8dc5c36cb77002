"""One box, and whatever the officer remembers of a person."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianfang.vault.candidates import candidates
from lianfang.vault.identity import Identity
from lianfang.vault.matching import Claim, Outcome, block_keys, resolve
from lianfang.vault.parts import Where, Who
from lianfang.vault.search import search
from tests.vault.townsfolk import GRID, LI_ID, OTHER_GRID, VAULT, VILLAGE, WANG, WANG_ID, keep, met, person, persons

pytestmark = pytest.mark.django_db
HERE = (VILLAGE,)


@pytest.mark.parametrize(
    "typed",
    [
        *("王小明", "王曉明", " 王 小 明", "wangxiaoming", "Wang Xiaoming", "WXM", "wxm"),
        *("13803086191", "6191", "086191", "138 0308 6191", WANG_ID, WANG_ID[-4:], WANG_ID[-6:]),
        *("7组78号", "七组78号", "将营村7组78号"),
    ],
)
def test_a_person_is_found_by_what_is_remembered(typed: str) -> None:
    wang, _li = persons(keep(met(WANG), met(Who(name="李芳", id_number=LI_ID, address="7组12号"))))

    assert search(typed, HERE) == [wang]


def test_the_name_as_written_comes_before_names_that_sound_alike() -> None:
    sound, exact = persons(keep(met(Who(name="王晓明")), met(Who(name="王小明"))))

    assert search("王小明", HERE) == [exact, sound]
    assert search("王小明", HERE, limit=1) == [exact]


def test_nobody_is_found_outside_the_areas() -> None:
    (there,) = persons(keep(met(WANG, area=OTHER_GRID)))

    assert search("王小明", HERE) == []
    assert search("王小明", ()) == []
    assert search("王小明", (VILLAGE[:6],)) == [there]


def test_a_door_finds_the_household_too() -> None:
    (known,) = keep(met(Who(name="李芳"), home=Where(address="将营村7组78号")))

    assert search("7组78", HERE) == [known.fact.model_dump()["home"]["household"]]


@pytest.mark.parametrize("typed", ["", " ", "王", "12", "7", "%", "'; --", "王小明王小明王小明", "🙂🙂"])
def test_what_means_nothing_finds_nobody(typed: str) -> None:
    keep(met(WANG))

    assert search(typed, HERE) == []


def test_who_was_voided_is_not_found() -> None:
    entry = met(WANG)
    keep(entry)
    VAULT.retract([entry.entry])

    assert search("王小明", HERE) == []


def test_a_search_is_two_queries_at_most() -> None:
    keep(met(WANG))
    with CaptureQueriesContext(connection) as told:
        search("王小明", HERE)

    assert len(told) <= 2


def test_matching_finds_the_person_on_record_by_any_block_key() -> None:
    wang = person(keep(met(WANG))[0])
    written = Identity(name="王晓明", id_number=WANG_ID[:-3] + "000", phones=("13803086191",), village=VILLAGE)

    assert {one for found in candidates().find(block_keys(written)).values() for one in found} == {wang}
    assert [identity.name for identity in candidates().identities([wang])[wang]] == ["王小明"]


def test_a_list_naming_somebody_on_record_resolves_to_them() -> None:
    wang = person(keep(met(WANG, area=GRID))[0])
    (known,) = resolve([Claim(uuid4(), Identity(name="王小明", id_number=WANG_ID))], candidates())

    assert (known.outcome, known.person) == (Outcome.KNOWN, wang)
