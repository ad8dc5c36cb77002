"""How an order begins, runs longer, and ends: by itself, by decision, by an objection, with its evidence."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import uuid_utils.compat as uuids

from lianfang.ledger import counting, explain
from lianfang.ledger.check import check
from lianfang.ledger.models import Entry
from lianfang.orders import figures
from lianfang.orders.choices import Measure, Standing, State
from lianfang.orders.queries import running
from tests.conftest import COUNTY, GRID, OTHER_GRID, VILLAGE
from tests.field import entry, moment, send
from tests.orders.conftest import NAME, RULE, SINCE, Home, accepted

END = SINCE + timedelta(days=14)


def begun(home: Home, members: SimpleNamespace) -> None:
    """Proposed by the clerk on the 28th at ten, approved by the chief at eleven."""
    accepted(members.clerk, [home.proposed()])
    accepted(members.chief, [home.approved()])


def stock(at: datetime, area: str = COUNTY) -> tuple[int, int, int]:
    """At home now, put there so far, and ended so far, as the counters say at a full hour."""
    codes = [figures.UNDER[Measure.HOME].code, figures.OBSERVED.code, figures.OBSERVED_ENDED.code]
    sums = counting.upto(codes, [area], at)
    now, so_far, ended = (sums.get((code, ""), 0) for code in codes)
    return now, so_far, ended


def test_it_runs_out_by_itself_and_takes_itself_out_of_the_stock(home: Home, members: SimpleNamespace) -> None:
    begun(home, members)
    entries = Entry.objects.count()
    for at, standing, counted in (
        (moment(28, 11), Standing.RUNNING, (0, 0, 0)),
        (moment(28, 12), Standing.RUNNING, (1, 1, 0)),
        (END - timedelta(minutes=1), Standing.RUNNING, (1, 1, 0)),
        (END, Standing.EXPIRED, (1, 1, 0)),
        (END + timedelta(hours=1), Standing.EXPIRED, (0, 1, 1)),
    ):
        assert home.row.standing(at) is standing
        assert stock(at) == counted, at
        assert bool(running([home.person], at)) is (standing is Standing.RUNNING)
    assert Entry.objects.count() == entries
    assert check().clean


def test_a_figure_opens_to_the_order_on_the_day_it_runs_out(home: Home, members: SimpleNamespace) -> None:
    begun(home, members)
    figure = frozenset({figures.UNDER[Measure.HOME].code})
    for day, amount in ((28, 1), (29, 0), (42, -1)):
        midnight = moment(1, 0) + timedelta(days=day - 1)
        asked = explain.Question(figure, (GRID,), midnight, midnight + timedelta(days=1))
        causes = list(explain.causes(asked))
        assert [cause.amount for cause in causes] == ([amount] if amount else []), day
        assert {cause.entry.subject for cause in causes} <= {home.order}


def test_released_it_leaves_the_stock_at_once_and_only_once(home: Home, members: SimpleNamespace) -> None:
    begun(home, members)
    accepted(members.chief, [home.then("released", moment(30, 15), reason="excluded")])
    accepted(members.command, [home.then("released", moment(31, 15), reason="wrong")])
    assert (home.row.state, home.row.release_reason, home.row.clash) == (State.RELEASED, "excluded", "ended_before")
    assert [stock(at) for at in (moment(30, 15), moment(30, 16), END + timedelta(hours=1))] == [
        (1, 1, 0),
        (0, 1, 1),
        (0, 1, 1),
    ]
    assert running([home.person], moment(30, 16)) == {}
    assert check().clean


def test_extended_it_moves_its_end_and_never_beyond_the_rule(home: Home, members: SimpleNamespace) -> None:
    begun(home, members)
    longer = {"reason": "new_exposure", "rule": RULE}
    accepted(members.chief, [home.then("extended", END - timedelta(days=1), until=at(END, 5), **longer)])
    assert home.row.until == END + timedelta(days=5)
    assert stock(END + timedelta(hours=1)) == (1, 1, 0)
    accepted(members.chief, [home.then("extended", END, until=at(END, 20), **longer)])
    assert (home.row.until, home.row.clash) == (END + timedelta(days=14), "shortened")
    accepted(members.chief, [home.then("extended", END + timedelta(days=14), until=at(END, 20), **longer)])
    assert home.row.until == END + timedelta(days=14), "what has ended is not extended"
    assert "ended_before" in home.row.clashes
    assert check().clean


def at(moment_: datetime, days: int) -> str:
    """So many days later, as it is sent."""
    return (moment_ + timedelta(days=days)).isoformat()


def test_whoever_is_under_it_longer_is_told_again(home: Home, members: SimpleNamespace) -> None:
    begun(home, members)
    accepted(members.cadre, [home.then("served", moment(28, 12), how="handed")])
    longer = home.then("extended", moment(30), until=at(SINCE, 15), reason="symptoms", rule=RULE)
    accepted(members.chief, [longer])
    assert home.row.served_at is None
    accepted(members.cadre, [home.then("served", moment(30, 12), how="handed")])
    assert home.row.served_at == moment(30, 12)
    accepted(members.chief, [home.then("extended", moment(30, 13), until=at(SINCE, 9), reason="symptoms", rule=RULE)])
    assert home.row.served_at == moment(30, 12), "it does not run longer"
    assert check().clean


def test_the_rule_of_an_extension_must_have_the_measure(home: Home, members: SimpleNamespace) -> None:
    begun(home, members)
    for rule, clash in (("county-2020/pass", "rule_unfit"), ("because/so", "no_such_rule")):
        accepted(
            members.chief,
            [home.then("extended", moment(30), until=at(END, 3), reason="symptoms", rule=rule)],
        )
        assert clash in home.row.clashes
    assert home.row.until == END


def test_an_objection_waits_until_it_is_decided(home: Home, members: SimpleNamespace) -> None:
    begun(home, members)
    accepted(members.cadre, [home.then("objected", moment(29), note={"text": "没有去过"})])
    accepted(members.chief, [home.then("objection_decided", moment(29, 10), result="dismissed")])
    assert (home.row.state, home.row.objected) == (State.RUNNING, None)
    accepted(members.cadre, [home.then("objected", moment(30), note={"text": "有车票"})])
    assert home.row.objected is not None
    accepted(members.command, [home.then("objection_decided", moment(30, 10), result="upheld")])
    row = home.row
    assert (row.state, row.release_reason, row.objected) == (State.RELEASED, "upheld", None)
    assert running([home.person], moment(30, 10)) == {}
    assert check().clean


def test_an_objection_upheld_before_the_approval_keeps_it_from_running(home: Home, members: SimpleNamespace) -> None:
    accepted(members.clerk, [home.proposed()])
    accepted(members.cadre, [home.then("objected", moment(28, 10, 10), note={"text": "不是我"})])
    accepted(members.chief, [home.then("objection_decided", moment(28, 10, 30), result="upheld")])
    accepted(members.command, [home.approved()])
    assert (home.row.state, home.row.clash) == (State.REJECTED, "approved_and_rejected")
    assert stock(moment(29)) == (0, 0, 0)


def test_rejected_is_rejected_whoever_approved(home: Home, members: SimpleNamespace) -> None:
    begun(home, members)
    accepted(members.command, [home.then("rejected", moment(28, 12), reason="milder")])
    assert (home.row.state, home.row.clash) == (State.REJECTED, "approved_and_rejected")
    assert running([home.person], moment(29)) == {}
    assert stock(moment(29)) == (0, 0, 0)
    assert check().clean


def test_an_approval_after_its_time_puts_nothing_into_force(home: Home, members: SimpleNamespace) -> None:
    accepted(members.clerk, [home.proposed()])
    accepted(members.chief, [home.approved(END)])
    assert (home.row.state, home.row.clash) == (State.PROPOSED, "approved_late")


def test_it_ends_with_its_evidence_and_comes_back_with_it(home: Home, members: SimpleNamespace) -> None:
    begun(home, members)
    undo = entry("ledger.voided", home.person, GRID, moment(29), corrects=home.evidence, reason="mistake")
    accepted(members.chief, [undo])
    row = home.row
    assert (row.state, row.release_reason, row.ended) == (State.RELEASED, "evidence_gone", moment(29))
    assert running([home.person], moment(29)) == {}
    redo = entry("ledger.voided", home.person, GRID, moment(29, 10), corrects=undo["id"], reason="mistake")
    accepted(members.chief, [redo])
    assert home.row.state == State.RUNNING
    assert running([home.person], moment(29, 11))
    assert check().clean


def test_what_was_taken_back_before_it_was_cited_carries_nothing(home: Home, members: SimpleNamespace) -> None:
    undo = entry("ledger.voided", home.person, GRID, moment(28, 9), corrects=home.evidence, reason="mistake")
    accepted(members.chief, [undo])
    begun(home, members)
    assert (home.row.state, home.row.clash) == (State.PROPOSED, "evidence_gone")
    assert check().clean


def test_evidence_that_nobody_recorded_asks_nothing_of_anybody(home: Home, members: SimpleNamespace) -> None:
    accepted(members.clerk, [home.proposed(evidence=[str(uuids.uuid7())])])
    accepted(members.chief, [home.approved()])
    assert running([home.person], moment(29)) == {}


def test_a_household_is_under_it_as_long_as_one_lives_there(home: Home, members: SimpleNamespace) -> None:
    accepted(members.clerk, [home.proposed(person=None, household=str(home.house), at_household=None)])
    accepted(members.chief, [home.approved()])
    assert set(running([home.person, home.other, home.stranger], moment(29))) == {home.person, home.other}
    accepted(
        members.worker,
        [entry("people.whereabouts", home.other, GRID, moment(29), whereabouts="left")],
    )
    assert set(running([home.person, home.other], moment(29))) == {home.person}
    households = counting.upto([figures.HOUSEHOLDS.code], [VILLAGE], moment(29))
    assert households == {(figures.HOUSEHOLDS.code, ""): 1}
    assert stock(moment(29)) == (0, 0, 0)


def test_it_is_served_where_it_says_and_seen_to_there(home: Home, members: SimpleNamespace) -> None:
    accepted(members.clerk, [home.proposed(at_area=OTHER_GRID)])
    assert home.row.area == OTHER_GRID
    accepted(members.chief, [home.approved()])
    accepted(members.colleague, [entry("orders.served", home.order, OTHER_GRID, moment(28, 14), how="handed")])
    assert home.row.served_at == moment(28, 14)
    assert (stock(moment(29), OTHER_GRID), stock(moment(29), GRID)) == ((1, 1, 0), (0, 0, 0))


def test_a_notice_handed_over_before_anybody_approved_is_flagged(home: Home, members: SimpleNamespace) -> None:
    accepted(members.clerk, [home.proposed(), home.then("served", moment(28, 10, 30), how="handed")])
    assert home.row.clash == ""
    accepted(members.chief, [home.approved()])
    assert home.row.clash == "served_early"


def test_the_ledger_names_nobody(home: Home, members: SimpleNamespace) -> None:
    note = {"text": f"{NAME}从武汉回来"}
    accepted(members.clerk, [home.proposed(note=note)])
    accepted(members.cadre, [home.then("objected", moment(28, 12), note=note)])
    assert all(NAME not in str(data) for data in Entry.objects.values_list("data", flat=True))


def test_only_whoever_answers_there_may_propose(home: Home, members: SimpleNamespace) -> None:
    for member in (members.worker, members.colleague, members.auditor, members.administrator):
        [answer] = send(member, [home.proposed()])
        assert answer.problem is not None
        assert answer.problem.code == "no_right"
