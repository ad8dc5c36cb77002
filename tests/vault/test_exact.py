"""Kinds recorded by the hundred thousand: found by whole numbers only, asked by exact words."""

from uuid import uuid4

import pytest
from uuid_utils.compat import uuid7

from lianfang.vault.candidates import candidates
from lianfang.vault.identity import Identity
from lianfang.vault.matching import Claim, Outcome, resolve
from lianfang.vault.models import Statement, Token
from lianfang.vault.parts import Vehicle, Who
from lianfang.vault.search import search
from tests.vault.passing import car, passed, people, vehicle
from tests.vault.townsfolk import LI_ID, VAULT, VILLAGE, WANG, WANG_ID, keep, met, person

pytestmark = pytest.mark.django_db
HERE = (VILLAGE,)
WANG_OLD = Who(name="王小明", id_number=WANG_ID, phones="13803086191")


@pytest.mark.parametrize("typed", [WANG_ID, f" {WANG_ID[:6]} {WANG_ID[6:]}", "13803086191", "138 0308 6191"])
def test_a_traveller_is_found_by_a_whole_number(typed: str) -> None:
    (known,) = keep(passed("川Y12345", WANG_OLD))

    assert search(typed, HERE) == people(known)


@pytest.mark.parametrize("typed", ["王小明", "wangxiaoming", "WXM", "6191", WANG_ID[-4:]])
def test_a_traveller_is_not_found_by_anything_less(typed: str) -> None:
    keep(passed("川Y12345", WANG_OLD))

    assert search(typed, HERE) == []


def test_whose_id_follows_from_the_document_needs_no_index_for_it() -> None:
    keep(passed("川Y12345", Who(name="王小明", id_number=WANG_ID)))
    assert not Token.objects.exists()

    known = person(keep(met(Who(name="李芳")))[0])
    keep(car(None, Who(person=known, id_number=LI_ID)))
    assert search(LI_ID, HERE) == [known]
    assert people(keep(car(None, Who(id_number=LI_ID)))[0]) == [known]


def test_whom_a_number_led_to_first_it_goes_on_leading_to() -> None:
    (first,) = keep(car(None, Who(id_number=LI_ID)))
    other = person(keep(met(Who(name="李芳")))[0])
    keep(met(Who(person=other, id_number=LI_ID)))

    assert people(keep(car(None, Who(id_number=LI_ID)))[0]) == people(first) != [other]


def test_the_index_stays_exact_when_one_of_several_passages_is_voided() -> None:
    first, second = passed("川Y12345", WANG_OLD), passed("川Y12345", WANG_OLD)
    keep(first, second)
    before = set(Token.objects.values_list("token", "area", "entity"))
    VAULT.retract([first.entry])

    assert search(WANG_ID, HERE) == people(keep(second)[0])
    assert before <= set(Token.objects.values_list("token", "area", "entity"))


def test_a_list_naming_a_traveller_resolves_to_them() -> None:
    (known,) = keep(passed("川Y12345", WANG_OLD))
    (resolved,) = resolve([Claim(uuid4(), Identity(name="王小明", id_number=WANG_ID))], candidates())

    assert (resolved.outcome, [resolved.person]) == (Outcome.KNOWN, people(known))


def test_what_is_looked_for_is_asked_by_exact_words() -> None:
    said = Who(name="王　小明", id_number=WANG_ID.lower(), phones=("138-0308-6191", "0716-5333000"))
    (known,) = keep(passed("川Y1 23·45", said))

    assert known.asked[0].words == ("v:川Y12345",)
    assert (known.asked[0].entity, known.asked[0].entity_type) == (vehicle(known), "vehicle")
    assert known.asked[1].words == (
        f"i:{WANG_ID}",
        "p:13803086191",
        "p:07165333000",
        "n:王小明",
        "nb:王小明|19800112",
    )
    assert [known.asked[1].entity] == people(known)


def test_who_is_named_by_id_alone_is_asked_by_it() -> None:
    wang, lorry = uuid4(), uuid4()
    (known,) = keep(car(Vehicle(vehicle=lorry), Who(person=wang)))

    assert [(one.entity, one.words) for one in known.asked] == [(lorry, ()), (wang, ())]


def test_kinds_that_are_not_screened_ask_nothing() -> None:
    assert keep(met(WANG))[0].asked == ()


def test_statements_lie_in_the_order_of_their_entries() -> None:
    entries = sorted(uuid7() for _n in range(20))
    keep(*(passed(f"川Y{n:05}", WANG_OLD, entry=entry) for n, entry in enumerate(entries)))
    rows = Statement.objects.order_by("id").values_list("entry", "id")

    assert [entry.hex[:12] for entry, _id in rows] == [id_.hex[:12] for _entry, id_ in rows]
    assert len({id_ for _entry, id_ in rows}) == 40
