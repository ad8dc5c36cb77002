"""Which response holds where and when, and what follows from it for the post."""

import json
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
import uuid_utils.compat as uuids
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from lianfang.ledger.answers import Status
from lianfang.ledger.check import check
from lianfang.ledger.folds import Seen, fold
from lianfang.ledger.kinds import keyed_subject
from lianfang.protocols.carried import carried
from lianfang.protocols.choices import Level
from lianfang.protocols.kinds import AreaListed, ResponseDeclared, ResponseEnded
from lianfang.protocols.models import ListedArea, Response
from lianfang.protocols.queries import in_force
from tests.conftest import COUNTY, GRID, OTHER_GRID, TOWN
from tests.field import Raw, entry, examples, moment, send

WUCHANG = "420106"


def declared(subject: UUID, at: datetime, level: str = "I", area: str = COUNTY, **data: Any) -> Raw:
    data = {"level": level, "edition": "covid-2020-2"} | data
    return entry("protocols.response_declared", subject, area, at, **data)


def ended(subject: UUID, at: datetime, area: str = COUNTY) -> Raw:
    return entry("protocols.response_ended", subject, area, at)


def listing(at: datetime, code: str = WUCHANG, **data: Any) -> Raw:
    said = {
        "code": code,
        "name": "武昌区",
        "level": "outbreak",
        "since": "2020-01-23",
        "until": "2020-02-20",
        "source": "县指挥部2号通告",
        "source_date": "2020-01-24",
    }
    return entry("protocols.area_listed", subject_of(code), COUNTY, at, **said | data)


def subject_of(code: str) -> UUID:
    return keyed_subject(AreaListed.kind, {"code": code})


def taken(member: Any, *entries: Raw) -> None:
    answers = send(member, entries)
    assert {answer.status for answer in answers} == {Status.ACCEPTED}, answers


def test_without_a_response_the_default_table_and_its_edition_hold(county: None) -> None:
    force = in_force(GRID, moment(20))
    assert (force.response, force.table.id, force.edition.id) == (None, "county-2020", "covid-2020-community")
    assert force.listed == ()


def test_a_response_is_raised_lowered_and_ended_and_each_moment_keeps_its_own(members: SimpleNamespace) -> None:
    one = uuids.uuid7()
    taken(
        members.command,
        declared(one, moment(24), "I", leave_cancelled=True),
        declared(one, moment(28), "II", edition="covid-2020-5"),
        ended(one, moment(30)),
    )

    def level(day: int, hour: int = 9) -> tuple[str, str] | None:
        response = in_force(GRID, moment(day, hour)).response
        return (response.level.value, response.edition) if response else None

    assert level(24, 8) is None
    assert level(24) == ("I", "covid-2020-2")
    assert level(28, 8) == ("I", "covid-2020-2")
    assert level(28) == ("II", "covid-2020-5")
    assert level(30) is None
    row = Response.objects.get(pk=one)
    assert (row.since, row.ended_at) == (moment(24), moment(30))
    taken(members.command, listing(moment(24)))
    assert check().clean, "told anew from the ledger, the same to the letter"
    running = in_force(GRID, moment(29)).response
    assert running is not None
    assert (running.began, running.since) == (moment(24), moment(28))


def test_a_level_may_take_effect_later_than_it_is_said(members: SimpleNamespace) -> None:
    one = uuids.uuid7()
    taken(members.command, declared(one, moment(24), "II"))
    taken(members.command, declared(one, moment(24, 10), "I", since=moment(25, 0).isoformat()))
    before, after = in_force(GRID, moment(24, 23)).response, in_force(GRID, moment(25, 0)).response
    assert before is not None
    assert after is not None
    assert (before.level, after.level) == (Level.II, Level.I)


def test_begun_again_after_its_end_the_days_count_anew(members: SimpleNamespace) -> None:
    one = uuids.uuid7()
    taken(members.command, declared(one, moment(20)), ended(one, moment(22)), declared(one, moment(25), "III"))
    running = in_force(GRID, moment(26)).response
    assert running is not None
    assert (running.level, running.began) == (Level.III, moment(25))
    assert Response.objects.get(pk=one).ended_at is None


def test_the_nearest_response_holds_and_there_the_gravest(members: SimpleNamespace) -> None:
    county, graver, town = uuids.uuid7(), uuids.uuid7(), uuids.uuid7()
    taken(
        members.command,
        declared(county, moment(24), "III"),
        declared(graver, moment(23), "II", edition="measles-2013"),
        declared(town, moment(25), "IV", area=TOWN),
    )
    here, elsewhere = in_force(GRID, moment(26)).response, in_force(OTHER_GRID, moment(26)).response
    assert here is not None
    assert elsewhere is not None
    assert (here.id, elsewhere.id) == (town, graver)


def test_a_response_declared_by_mistake_is_none(members: SimpleNamespace) -> None:
    one = declared(uuids.uuid7(), moment(24))
    taken(members.command, one)
    subject = UUID(one["subject"])
    taken(members.command, entry("ledger.voided", subject, COUNTY, moment(25), reason="mistake", corrects=one["id"]))
    assert not Response.objects.exists()


def test_an_edition_nobody_has_a_file_for_leaves_the_default_in_force(members: SimpleNamespace) -> None:
    taken(members.command, declared(uuids.uuid7(), moment(24), edition="covid-2031-40", table="somewhere"))
    force = in_force(GRID, moment(25))
    assert force.response is not None
    assert (force.edition.id, force.table.id) == ("covid-2020-community", "county-2020")


@pytest.mark.parametrize("role", ["chief", "cadre", "worker", "clerk", "auditor"])
def test_only_the_command_declares_and_lists(role: str, members: SimpleNamespace) -> None:
    answers = send(getattr(members, role), [declared(uuids.uuid7(), moment(24)), listing(moment(24))])
    assert {answer.status for answer in answers} == {Status.REFUSED}
    assert not Response.objects.exists()
    assert not ListedArea.objects.exists()


_FACTS = [
    (moment(20 + at % 5), kind)
    for at, kind in enumerate(
        [
            ResponseDeclared(level=Level.I, edition="a"),
            ResponseDeclared(level=Level.II, edition="b", since=moment(21)),
            ResponseEnded(),
            ResponseDeclared(level=Level.III, edition="c", since=moment(20)),
            ResponseEnded(since=moment(23)),
            ResponseDeclared(level=Level.IV, edition="d"),
        ]
    )
]
_STORY = [Seen(uuids.uuid7(), fact.kind.code, UUID(int=7), COUNTY, "", at, None, None, fact) for at, fact in _FACTS]


@given(st.permutations(_STORY))
@settings(max_examples=examples(60))
def test_any_order_of_arrival_gives_the_same_response(story: list[Seen]) -> None:
    def told(entries: list[Seen]) -> Any:
        row = fold("response", UUID(int=7), entries).row
        assert isinstance(row, Response)
        return row.since, row.ended_at, row.steps

    assert told(story) == told(_STORY)


def test_a_listed_area_has_dates_a_source_and_an_end(members: SimpleNamespace) -> None:
    missing = [
        {name: value for name, value in listing(moment(24))["data"].items() if name != gone}
        for gone in ("since", "until", "source", "source_date", "level")
    ]
    bad: list[dict[str, Any]] = [*missing, listing(moment(24), until="2020-01-22")["data"]]
    sent = [listing(moment(24)) | {"data": data, "id": str(uuids.uuid7())} for data in bad]
    assert {answer.status for answer in send(members.command, sent)} == {Status.REFUSED}
    assert not ListedArea.objects.exists()


def test_a_listing_lapses_by_itself_and_its_stays_a_while_later(members: SimpleNamespace) -> None:
    taken(members.command, listing(moment(24)))
    listed = [one.code for one in in_force(GRID, datetime.fromisoformat("2020-03-05T09:00:00+08:00")).listed]
    assert listed == [WUCHANG], "fourteen days after the last day a stay still counts"
    assert not in_force(GRID, datetime.fromisoformat("2020-03-06T00:00:00+08:00")).listed
    assert not in_force(GRID, moment(22)).listed
    force = in_force(GRID, moment(30))
    assert force.exposed(["420106001"], date(2020, 1, 25), date(2020, 1, 30))
    assert not force.exposed(["42"], date(2020, 1, 25), date(2020, 1, 30))
    assert force.exposed([WUCHANG], None, date(2020, 1, 30))


def test_a_listing_is_extended_and_ended_early(members: SimpleNamespace) -> None:
    taken(members.command, listing(moment(24)), listing(moment(26), until="2020-03-01"))
    assert ListedArea.objects.get().until == date(2020, 3, 1)
    taken(members.command, entry("protocols.area_delisted", subject_of(WUCHANG), COUNTY, moment(28), on="2020-01-28"))
    row = ListedArea.objects.get()
    assert (row.until, row.last, row.delisted) == (date(2020, 1, 28), date(2020, 2, 11), True)
    taken(members.command, listing(moment(30), since="2020-01-30"))
    assert (ListedArea.objects.get().since, ListedArea.objects.get().delisted) == (date(2020, 1, 30), False)


def test_a_phone_carries_what_it_needs_in_its_language_and_little(members: SimpleNamespace) -> None:
    taken(members.command, declared(uuids.uuid7(), moment(24)), listing(moment(24)))
    from lianfang.ledger import clock

    with clock.at(moment(25)):
        with translation.override("zh-hans"):
            chinese = carried([GRID, OTHER_GRID])
        with translation.override("en"):
            english = carried([COUNTY])
        assert carried([])["response"] is None
    assert chinese["response"]["title"] == "一级响应"
    assert chinese["fever"] == {"threshold": 37.3, "inclusive": True}
    assert chinese["listed"][0] == {
        "code": WUCHANG,
        "name": "武昌区",
        "level": "outbreak",
        "since": "2020-01-23",
        "until": "2020-02-20",
        "days": 14,
    }
    assert english["table"]["rules"][0]["why"].startswith("37.3 °C")
    assert english["table"]["words"]["steps"].keys() == chinese["table"]["words"]["steps"].keys()
    assert len(json.dumps(chinese, ensure_ascii=False).encode()) < 8_000
