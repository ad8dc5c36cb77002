"""What is asked of SQLite once it has looked at its tables.

SQLite 3.40 (Debian 12) gives wrong rows for `a IN (…many…) AND b = ? AND c < ?` by an index on (a, b, c) once ANALYZE
has run: it forgets the upper bound where there is no lower one. We always say both: docs/decisions/0029.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
import uuid_utils.compat as uuids
from django.utils import timezone

from lianfang.duty.models import Member
from lianfang.duty.roles import Role
from lianfang.ledger import clock, counting
from lianfang.ledger.folds import Slot
from lianfang.ledger.models import DayCount, HourCount
from lianfang.ledger.store import study
from lianfang.ledger.tracing import Way, first_degree
from tests.conftest import COUNTY, GRID, NEXT_GRID, VILLAGE
from tests.field import entry, moment, send

FIGURES = [f"test.figure_{number:03d}" for number in range(91)]


@pytest.mark.django_db
def test_what_comes_after_midnight_is_not_counted_before_it() -> None:
    days = [date(2020, 1, 20), date(2020, 1, 21)]
    areas = [GRID, NEXT_GRID, VILLAGE]
    counting.add({Slot(figure, days[0], 15, area, ""): 1 for figure in FIGURES[4:9] for area in areas})
    counting.add({Slot(figure, days[1], 15, GRID, ""): 1 for figure in FIGURES[5:9]})
    study()
    midnight = timezone.make_aware(datetime(2020, 1, 21))
    for hours, expected in ((0, 15), (8, 15), (15, 15), (16, 19), (24, 19)):
        found = counting.upto(FIGURES, [COUNTY], midnight + timedelta(hours=hours), by=9)
        assert sum(found.values()) == expected, hours
    assert (DayCount.objects.count(), HourCount.objects.count()) == (19, 19)


@pytest.mark.django_db
def test_who_moves_in_later_did_not_live_there_before(county: None, post: Callable[..., Member]) -> None:
    chief = post("chief", Role.STATION_CHIEF, COUNTY)
    door = uuids.uuid7()
    people = [uuids.uuid7() for _number in range(60)]
    raw = [entry("people.household_registered", door, GRID, moment(1), where={"address": "3组12号"})]
    for number, person in enumerate(people):
        at = moment(2) if number < 2 else moment(20)
        who = {"name": f"王小{number}"}
        raw.append(entry("people.person_registered", person, GRID, at, who=who, household=str(door)))
    send(chief, raw)
    study()
    begin = clock.now() - timedelta(days=10_000)
    found = first_degree(people, begin, moment(10), ways=[Way.HOUSEHOLD])
    assert found == []
    met = first_degree([people[0]], begin, moment(10), ways=[Way.HOUSEHOLD])
    assert {link.entity for link in met} == {people[1]}
