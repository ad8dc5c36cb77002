"""Every list of the slices, asked as it stands: orders, vehicles looked for, targets."""

from datetime import UTC
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuids

from lianfang.ledger.answers import Status
from lianfang.ledger.check import check
from lianfang.screening.choices import Action, State
from lianfang.screening.models import Hit
from tests.conftest import COUNTY, GRID
from tests.field import Raw, case, entry, moment, send
from tests.screening.conftest import ID, NAME, PLATE, Gate, holder


def through(member: Any, *entries: Raw) -> None:
    assert {one.status for one in send(member, entries)} <= {Status.ACCEPTED, Status.FLAGGED}


def looked_for(members: SimpleNamespace, reason: str = "forced") -> UUID:
    lookout = uuids.uuid7()
    said = {"vehicle": {"plate": PLATE}, "reason": reason, "until": moment(31).astimezone(UTC).isoformat()}
    through(members.chief, entry("checkpoints.lookout_opened", lookout, COUNTY, moment(27), **said))
    return lookout


def ordered(members: SimpleNamespace) -> UUID:
    """The person with this document has to stay at home until the last day of the month."""
    order, evidence, proposal = uuids.uuid7(), uuids.uuid7(), uuids.uuid7()
    person, home = holder(ID), uuids.uuid7()
    said = {
        "measure": "home",
        "person": str(person),
        "rule": "county-2020/listed-home",
        "evidence": [str(evidence)],
        "basis": ["law-40"],
        "since": moment(27).isoformat(),
        "until": moment(31).isoformat(),
        "at_household": str(home),
        "responsible": str(members.worker.pk),
    }
    who = {"id_number": ID, "name": NAME}
    where = {"household": str(home), "address": "3组17号"}
    through(
        members.cadre,
        entry("people.household_registered", home, GRID, moment(20), where=where),
        entry("people.person_registered", person, GRID, moment(20), who=who, household=str(home)),
        entry("people.whereabouts", person, GRID, moment(27), id=evidence, whereabouts="returned"),
        entry("orders.proposed", order, GRID, moment(27), id=proposal, **said),
    )
    through(members.chief, entry("orders.approved", order, GRID, moment(27, 10), proposal=str(proposal)))
    return order


def test_a_vehicle_is_looked_for_until_it_is_not(members: SimpleNamespace, gate: Gate) -> None:
    lookout = looked_for(members)
    assert gate.passes(plate=PLATE).flags == ("hit",)
    hit = Hit.objects.get()
    assert (hit.source, hit.watched, hit.action, hit.state) == ("lookout", lookout, Action.INTERCEPT, State.OPEN)
    through(members.chief, entry("checkpoints.lookout_ended", lookout, COUNTY, moment(29, 10), reason="found"))
    assert gate.passes(plate=PLATE, at=moment(29, 11)).flags == ()
    assert check().clean


def test_whoever_is_under_an_order_waits_to_be_fetched(members: SimpleNamespace, gate: Gate) -> None:
    order = ordered(members)
    gate.passes({"id_number": ID})
    hit = Hit.objects.get()
    assert (hit.source, hit.watched, hit.owner, hit.action) == ("order", order, GRID, Action.BACK_TO_OBSERVATION)
    through(members.chief, entry("orders.released", order, GRID, moment(29, 10), reason="wrong"))
    assert gate.passes({"id_number": ID}, at=moment(29, 11)).flags == ()
    assert check().clean


def test_an_order_runs_out_by_itself(members: SimpleNamespace, gate: Gate) -> None:
    ordered(members)
    assert gate.passes({"id_number": ID}, at=moment(31)).flags == ()


def test_one_car_may_hold_all_that_is_looked_for(members: SimpleNamespace, gate: Gate) -> None:
    looked_for(members, "traced")
    ordered(members)
    running, target = case(), uuids.uuid7()
    who = {"name": "李秀英", "phones": ["13900000002"]}
    through(members.chief, *running.opening(COUNTY, moment(20)), running.listed(target, GRID, moment(20), who=who))
    gate.passes({"id_number": ID}, who, {"name": "陌生人", "phones": ["13900000003"]}, plate=PLATE)
    assert set(Hit.objects.values_list("source", "action", "certain")) == {
        ("lookout", Action.STOP_AND_CALL, True),
        ("order", Action.BACK_TO_OBSERVATION, True),
        ("target", Action.TELL_VERIFIERS, False),
    }
