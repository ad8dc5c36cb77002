"""What a briefing says, and that it says it exactly."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lianfang.briefing.compose import compose
from lianfang.briefing.content import Duty, read
from lianfang.briefing.figures import CLOSED, DISTINCT, OPEN_TOTAL, value
from lianfang.briefing.formats import to_markdown
from lianfang.briefing.write import report
from lianfang.duty.models import Group
from tests.briefing.days import a_campaign, new, taken
from tests.conftest import COUNTY, GRID, NEXT_GRID, OTHER_VILLAGE, VILLAGE
from tests.field import entry, moment

MORNING = moment(29, 8, 30)


def text(area: str = VILLAGE, at: datetime = MORNING) -> str:
    return to_markdown(report(compose(area, at)))


def test_the_morning_after_is_summed_up_in_the_words_of_the_field(members: SimpleNamespace) -> None:
    a_campaign(members)
    said = text()
    assert "截至1月29日8时30分，累计核查9人，其中已核实销号3人，尚有6人未销号。" in said
    assert "1月28日0—24时，已核实销号净增3人、上门走访5人次、见到本人净增3人、拒绝配合1人次、结果反馈3条。" in said
    assert "尚有6人未销号，其中：拒绝待劝导1人、未见到本人1人、地址待判定1人、待上门3人。" in said
    assert "今日应回访的核查对象1人。" in said
    assert "地址不清、尚未落到网格的核查对象1人" in said


def test_what_is_filed_under_the_village_itself_is_a_part_of_its_own(members: SimpleNamespace) -> None:
    a_campaign(members)
    shares = {
        share.area: (value(share.total, DISTINCT), value(share.total, OPEN_TOTAL))
        for share in compose(VILLAGE, MORNING).shares
    }
    assert shares == {VILLAGE: (1, 1), GRID: (6, 3), NEXT_GRID: (2, 2)}


def test_nothing_done_is_a_zero_report(members: SimpleNamespace) -> None:
    assert "没有核查对象，零报告" in text()
    a_campaign(members)
    assert "1月28日0—24时，各项工作无新增，零报告。" in text(OTHER_VILLAGE)
    assert "尚未开展走访，零报告" in text(OTHER_VILLAGE)


def test_midnight_closes_the_day_that_ends(members: SimpleNamespace) -> None:
    a_campaign(members)
    said = text(at=moment(29, 0))
    assert "截至1月28日24时" in said
    assert "1月28日0—24时，已核实销号净增3人" in said


def test_a_cut_off_is_exact_at_any_minute(members: SimpleNamespace) -> None:
    a_campaign(members)
    closed = [
        value(compose(VILLAGE, at).spans.total, CLOSED)
        for at in (moment(28, 9, 59), moment(28, 10, 0), moment(28, 10, 0) + timedelta(microseconds=1))
    ]
    assert closed == [0, 0, 3]
    refused = [
        compose(VILLAGE, at).spans.total.get("verification.refusals", 0)
        for at in (moment(28, 11, 7), moment(28, 11, 8))
    ]
    assert refused == [0, 1]


def test_assignments_of_a_past_morning_are_those_of_that_morning(members: SimpleNamespace, group: Group) -> None:
    _run, targets = a_campaign(members)
    taken(
        members.cadre,
        [
            entry(
                "verification.assigned", targets[3], GRID, moment(28, 20), to_group=str(group.pk), due="2020-01-28"
            ),
            entry(
                "verification.assigned",
                targets[4],
                GRID,
                moment(28, 20),
                to_member=str(members.next_worker.pk),
                due="2020-01-29",
            ),
        ],
    )
    expected = compose(VILLAGE, MORNING).duties
    assert [duty for duty in expected if not duty.answering] == [
        Duty(1, late=1, group=group.pk),
        Duty(1, due=1, again=1, member=members.next_worker.pk),
    ]
    assert {(duty.member, duty.open) for duty in expected if duty.answering} == {
        (members.worker.pk, 1),
        (members.next_worker.pk, 2),
        (members.cadre.pk, 1),
    }
    taken(
        members.worker,
        [
            entry("verification.visited", targets[4], GRID, moment(29, 9), outcome="met"),
            entry("verification.visited", targets[5], GRID, moment(29, 9), outcome="refused"),
        ],
    )
    taken(members.cadre, [entry("verification.placed", targets[8], VILLAGE, moment(29, 9), to=GRID)])
    assert compose(VILLAGE, MORNING).duties == expected


def test_what_every_duty_has_open_is_what_is_open(members: SimpleNamespace) -> None:
    a_campaign(members)
    for area in (COUNTY, VILLAGE, GRID):
        found = compose(area, MORNING)
        assert sum(duty.open for duty in found.duties) == value(found.spans.total, OPEN_TOTAL)


def test_doors_to_go_back_to_as_of_the_cut_off(members: SimpleNamespace) -> None:
    run, _targets = a_campaign(members)
    door, house = new(2)
    knock = {"campaign": str(run.campaign), "household": str(house)}
    taken(
        members.worker,
        [
            entry("people.household_registered", house, GRID, moment(28), where={"address": "1组1号"}),
            entry("verification.knocked", door, GRID, moment(28), met=False, again_on="2020-01-29", **knock),
        ],
    )
    assert compose(GRID, MORNING).reminders.doors_again == 1
    taken(members.worker, [entry("verification.knocked", door, GRID, moment(29, 9), met=True, **knock)])
    assert compose(GRID, MORNING).reminders.doors_again == 1
    assert compose(GRID, moment(29, 10)).reminders.doors_again == 0


def test_a_grid_nobody_answers_for_is_named(members: SimpleNamespace) -> None:
    a_campaign(members)
    members.outsider.postings.update(until=moment(28))
    members.colleague.postings.update(until=moment(28))
    assert "无人负责的区域1个：将营村第一网格" in text(OTHER_VILLAGE)


def test_a_cut_off_to_come_and_an_unknown_area_are_refused(members: SimpleNamespace) -> None:
    with pytest.raises(ValidationError, match="还没有到"):
        compose(VILLAGE, timezone.now() + timedelta(minutes=1))
    with pytest.raises(ValidationError, match="没有区划"):
        compose("999999", MORNING)


def test_json_brings_back_the_same_briefing(members: SimpleNamespace) -> None:
    a_campaign(members)
    briefing = compose(VILLAGE, MORNING)
    assert read(briefing.as_json()) == briefing
    assert read(briefing.as_json()).digest() == briefing.digest()


def test_the_number_of_queries_does_not_grow_with_the_ledger(members: SimpleNamespace) -> None:
    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            report(compose(COUNTY, moment(31, 8)))
        return len(queries)

    a_campaign(members)
    first = count()
    for _ in range(5):
        a_campaign(members)
    assert count() == first <= 30


def test_a_target_placed_within_the_hour_counts_in_its_grid_at_once(members: SimpleNamespace) -> None:
    _run, targets = a_campaign(members)
    before = value(compose(GRID, moment(28, 17)).spans.total, DISTINCT)
    taken(members.cadre, [entry("verification.placed", targets[8], VILLAGE, moment(28, 17, 10), to=GRID)])
    found = [value(compose(GRID, moment(28, 17, minute)).spans.total, DISTINCT) for minute in (10, 11)]
    assert found == [before, before + 1]
