"""A vehicle is its plate: the same however it is typed, found where it was seen, masked elsewhere."""

import pytest

from lianfang.vault import masks
from lianfang.vault.current import current
from lianfang.vault.models import Token
from lianfang.vault.parts import Vehicle
from lianfang.vault.reading import show
from lianfang.vault.search import search, search_vehicles
from tests.vault.passing import car, passed, vehicle
from tests.vault.townsfolk import COLLEAGUE, GRID, OFFICER, OTHER_VILLAGE, VAULT, VILLAGE, keep

pytestmark = pytest.mark.django_db


def test_a_plate_is_one_vehicle_however_it_is_typed() -> None:
    seen = [vehicle(one) for one in keep(*map(passed, ("川Y12345", " 川y·123 45", "川Ｙ12345", "川Y12346")))]

    assert seen[0] == seen[1] == seen[2] != seen[3]
    assert current(seen[:1])[seen[0]].plate == "川Y12345"


def test_a_plate_nobody_recognises_is_kept_as_typed_and_flagged() -> None:
    (odd,) = keep(passed("拖拉机 7"))

    assert odd.flags == ("plate_odd",)
    assert show(OFFICER, {vehicle(odd): VILLAGE}, "test")[vehicle(odd)].plate == "拖拉机7"


def test_the_plate_wins_over_the_vehicle_it_was_taken_for() -> None:
    (known,) = keep(passed("川Y12345"))
    (retyped,) = keep(car(Vehicle(vehicle=vehicle(known), plate="川Y54321")))
    (recalled,) = keep(car(Vehicle(vehicle=vehicle(known))))

    assert vehicle(retyped) != vehicle(known) == vehicle(recalled)


@pytest.mark.parametrize("typed", ["川Y12345", "川 Y·12345", "川yl2345".replace("l", "1"), "川YI2345"])
def test_a_vehicle_is_found_by_its_plate_where_it_was_seen(typed: str) -> None:
    (known,) = keep(passed("川Y12345"))

    assert search_vehicles(typed, (VILLAGE,)) == [vehicle(known)]
    assert search_vehicles(typed, (OTHER_VILLAGE,)) == []
    assert search_vehicles(typed, ()) == []
    assert search(typed, (VILLAGE,)) == []


def test_a_voided_passage_is_found_no_more_and_leaves_no_index() -> None:
    entry = passed("川Y12345")
    keep(entry)
    VAULT.retract([entry.entry])

    assert search_vehicles("川Y12345", (VILLAGE,)) == []
    assert not Token.objects.exists()


def test_plates_are_masked_outside_the_area() -> None:
    (known,) = keep(passed("川Y12345", area=GRID))

    assert show(COLLEAGUE, {vehicle(known): VILLAGE}, "test")[vehicle(known)].plate == "川Y***45"
    assert [masks.plate(number) for number in ("川YD12345", "WJ12345", "川Y1", "川", "")] == [
        "川Y****45",
        "WJ***45",
        "川**",
        "川",
        "",
    ]
