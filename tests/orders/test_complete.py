"""Nobody comes under a measure without all of it: every part that is missing or wrong is refused at the door."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import uuid_utils.compat as uuids

from lianfang.ledger.answers import Status
from lianfang.orders.choices import Measure, Standing, State, Target
from lianfang.orders.models import Order
from lianfang.orders.queries import running
from tests.conftest import GRID
from tests.field import moment, send
from tests.orders.conftest import SINCE, Home

LATER = moment(29)


@pytest.mark.parametrize(
    ("field", "instead"),
    [
        ("measure", None),
        ("measure", "arrest"),
        ("person", None),
        ("rule", None),
        ("rule", "because"),
        ("rule", "不听话"),
        ("evidence", None),
        ("evidence", []),
        ("evidence", ["看着像"]),
        ("basis", None),
        ("basis", []),
        ("basis", ["law-999"]),
        ("basis", ["regulation-44"]),
        ("basis", ["law-42"]),
        ("since", None),
        ("until", None),
        ("until", SINCE.isoformat()),
        ("until", (SINCE - timedelta(hours=1)).isoformat()),
        ("until", (SINCE + timedelta(days=43)).isoformat()),
        ("zone", GRID),
        ("household", "01900000-0000-7000-8000-000000000001"),
        ("place", "01900000-0000-7000-8000-000000000002"),
        ("origin", "湖北"),
    ],
)
def test_a_proposal_that_lacks_something_is_refused(
    field: str, instead: Any, home: Home, members: SimpleNamespace
) -> None:
    if (field, instead) == ("rule", "because"):
        # A code that no file knows may come from a county that has the file: it is kept, and never runs.
        send(members.cadre, [home.proposed(rule=instead)])
        send(members.chief, [home.approved()])
        assert (home.row.state, home.row.clash) == (State.PROPOSED, "no_such_rule")
        assert running([home.person], LATER) == {}
        return
    [answer] = send(members.cadre, [home.proposed(**{field: instead})])
    assert answer.status is Status.REFUSED
    assert answer.problem is not None
    assert answer.problem.sentence()
    assert not Order.objects.exists()


def test_what_is_complete_still_does_not_run_until_somebody_else_approves(
    home: Home, members: SimpleNamespace
) -> None:
    send(members.chief, [home.proposed()])
    assert home.row.standing(LATER) is Standing.PROPOSED
    assert running([home.person], LATER) == {}
    send(members.chief, [home.approved()])
    assert (home.row.state, home.row.clash) == (State.PROPOSED, "same_hands")
    assert running([home.person], LATER) == {}
    send(members.command, [home.approved(moment(28, 12))])
    assert home.row.standing(LATER) is Standing.RUNNING
    assert home.row.clash == ""
    assert [order.pk for order in running([home.person], LATER)[home.person]] == [home.order]


def test_whoever_may_only_propose_cannot_approve(home: Home, members: SimpleNamespace) -> None:
    send(members.clerk, [home.proposed()])
    [answer] = send(members.cadre, [home.approved()])
    assert answer.status is Status.REFUSED
    assert home.row.state == State.PROPOSED


def test_for_whom_the_system_spoke_cannot_approve_either(home: Home, members: SimpleNamespace) -> None:
    send(members.clerk, [home.proposed(proposed_by=str(members.chief.pk))])
    send(members.chief, [home.approved()])
    assert (home.row.state, home.row.clash) == (State.PROPOSED, "same_hands")


def test_a_proposal_changed_after_its_approval_is_to_be_approved_anew(home: Home, members: SimpleNamespace) -> None:
    send(members.clerk, [home.proposed()])
    send(members.chief, [home.approved()])
    changed = home.proposed(person=str(home.other)) | {"id": str(uuids.uuid7()), "corrects": str(home.proposal)}
    send(members.clerk, [changed])
    assert (home.row.state, home.row.clash) == (State.PROPOSED, "changed_since")
    assert running([home.person, home.other], LATER) == {}
    send(members.chief, [home.approved(moment(28, 13), proposal=changed["id"])])
    assert list(running([home.person, home.other], LATER)) == [home.other]


def test_a_rule_that_does_not_have_the_measure_carries_nothing(home: Home, members: SimpleNamespace) -> None:
    send(members.clerk, [home.proposed(rule="county-2020/pass")])
    send(members.chief, [home.approved()])
    assert (home.row.state, home.row.clash) == (State.PROPOSED, "rule_unfit")


def test_no_more_days_than_the_rule_gives(home: Home, members: SimpleNamespace) -> None:
    send(members.clerk, [home.proposed(until=(SINCE + timedelta(days=40)).isoformat())])
    send(members.chief, [home.approved()])
    assert home.row.until == SINCE + timedelta(days=14)
    assert home.row.clash == "shortened"


def test_every_measure_has_a_ceiling_a_target_and_a_law() -> None:
    from lianfang.orders.basis import articles, fitting

    assert all(measure.targets and 0 < measure.most_days <= 90 and fitting(measure) for measure in Measure)
    assert Target.HOUSEHOLD not in Measure.CENTRAL.targets
    assert all(one.text.zh and one.text.en and one.source.en for one in articles().values())
