"""Running orders as screening asks them: what to do, for how long, in a fixed number of queries."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
import uuid_utils.compat as uuids
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianfang.ledger import clock
from lianfang.orders.watching import OrderSource
from lianfang.screening.choices import Action
from tests.conftest import GRID
from tests.field import entry, moment
from tests.orders.conftest import RULE, SINCE, Home, accepted

SOURCE, NOW = OrderSource(), moment(29)


def test_whoever_should_be_at_home_is_to_wait_to_be_fetched(home: Home, members: SimpleNamespace) -> None:
    accepted(members.clerk, [home.proposed()])
    assert not list(SOURCE.among([home.person], NOW, NOW)), "a proposal binds nobody"
    accepted(members.chief, [home.approved()])
    [watched] = SOURCE.among([home.person, home.other, home.stranger], NOW, NOW)
    assert (watched.entity, watched.subject, watched.area) == (home.person, home.order, GRID)
    assert (watched.action, watched.until) == (Action.BACK_TO_OBSERVATION, SINCE + timedelta(days=14))
    assert list(SOURCE.everything(NOW)) == [watched]
    assert SOURCE.address(home.order).endswith(f"/{home.order}/")
    over = SINCE + timedelta(days=14)
    assert not list(SOURCE.among([home.person], over, over)), "it is over by itself"
    assert list(SOURCE.among([home.person], SINCE - timedelta(days=1), over)), "it ran within that time"


@pytest.mark.parametrize(
    ("measure", "rule", "action"),
    [
        ("home_monitoring", "covid-2022-9/contact", Action.TELL_VERIFIERS),
        ("central", "covid-2022-9/contact", Action.BACK_TO_OBSERVATION),
    ],
)
def test_each_measure_asks_for_no_more_than_it_needs(
    measure: str, rule: str, action: Action, home: Home, members: SimpleNamespace
) -> None:
    until = (SINCE + timedelta(days=3)).isoformat()
    accepted(members.clerk, [home.proposed(measure=measure, rule=rule, until=until)])
    accepted(members.chief, [home.approved()])
    assert [watched.action for watched in SOURCE.among([home.person], NOW, NOW)] == [action]


def test_monitoring_leaves_people_free_to_move(home: Home, members: SimpleNamespace) -> None:
    accepted(members.clerk, [home.proposed(measure="monitoring", rule="covid-2020-2/contact")])
    accepted(members.chief, [home.approved()])
    assert not list(SOURCE.among([home.person], NOW, NOW))
    assert not list(SOURCE.everything(NOW))


def test_the_stamp_moves_with_the_list(home: Home, members: SimpleNamespace) -> None:
    with clock.at(NOW):
        empty = SOURCE.stamp()
        accepted(members.clerk, [home.proposed()])
        assert SOURCE.stamp() == empty
        accepted(members.chief, [home.approved()])
        stamps = [empty, SOURCE.stamp()]
        longer = {"until": (SINCE + timedelta(days=14)).isoformat(), "reason": "symptoms"}
        accepted(members.chief, [home.then("extended", NOW, rule=RULE, **longer)])
        assert SOURCE.stamp() == stamps[-1], "no longer than it runs already"
        longer["until"] = (SINCE + timedelta(days=14, hours=8)).isoformat()
        accepted(members.chief, [home.then("extended", NOW, rule=RULE, **longer)])
        stamps.append(SOURCE.stamp())
        accepted(members.chief, [home.then("released", NOW, reason="excluded")])
        stamps.append(SOURCE.stamp())
    assert len(set(stamps)) == len(stamps)


def test_the_stamp_moves_when_an_order_runs_out(home: Home, members: SimpleNamespace) -> None:
    accepted(members.clerk, [home.proposed()])
    accepted(members.chief, [home.approved()])
    with clock.at(SINCE + timedelta(days=14, minutes=-1)):
        before = SOURCE.stamp()
    with clock.at(SINCE + timedelta(days=14)):
        assert SOURCE.stamp() != before


def test_a_thousand_travellers_cost_no_more_queries_than_one(home: Home, members: SimpleNamespace) -> None:
    accepted(members.clerk, [home.proposed()])
    accepted(members.chief, [home.approved()])

    def queries(number: int) -> int:
        with CaptureQueriesContext(connection) as caught:
            found = list(SOURCE.among([home.person, *(uuids.uuid7() for _ in range(number))], NOW, NOW))
        assert len(found) == 1
        return len(caught)

    assert queries(1) == queries(1_000)


def test_everybody_of_a_household_under_an_order_is_asked_for(home: Home, members: SimpleNamespace) -> None:
    whole = home.said(person=None, household=str(home.house), at_household=None)
    said = {name: value for name, value in whole.items() if value is not None}
    accepted(members.clerk, [entry("orders.proposed", home.order, GRID, SINCE, id=home.proposal, **said)])
    accepted(members.chief, [home.approved()])
    assert {watched.entity for watched in SOURCE.everything(NOW)} == {home.person, home.other}
    assert {watched.entity for watched in SOURCE.among([home.other, home.stranger], NOW, NOW)} == {home.other}
