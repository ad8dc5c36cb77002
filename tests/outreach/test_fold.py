"""What becomes of a need, and what is counted: also when those who speak of it do not agree."""

from types import SimpleNamespace
from uuid import UUID

import pytest
import uuid_utils.compat as uuids

from lianfang.ledger import counting
from lianfang.ledger.answers import Status
from lianfang.ledger.models import Entry
from lianfang.outreach.choices import Clash, State
from lianfang.outreach.figures import HELPED, NEEDS, STATES
from lianfang.outreach.models import Need
from lianfang.vault.models import Statement
from tests.conftest import COUNTY, GRID
from tests.field import Raw, entry, moment, send
from tests.outreach.conftest import NAME, PHONE, WISH, Village, accepted


def said(kind: str, need: UUID, hour: int, **data: object) -> Raw:
    return entry(f"outreach.need_{kind}", need, GRID, moment(28, hour), **data)


def stand(*figures: str) -> list[int]:
    """Stocks and flows of the county up to the end of the month."""
    return [sum(counting.by_day(code, [COUNTY], moment(1), moment(31)).values()) for code in figures]


def states() -> dict[State, int]:
    return {state: n for state, figure in STATES.items() if (n := stand(figure.code)[0])}


def test_a_need_goes_from_the_door_to_the_delivery(village: Village, members: SimpleNamespace) -> None:
    need = village.needs["medicine"]
    accepted(members.worker, [said("taken", need, 10)])
    taken = village.need("medicine")
    assert (taken.state, taken.member, taken.household, taken.person) == (
        State.TAKEN,
        members.worker.pk,
        village.house,
        village.person,
    )
    accepted(members.worker, [said("delivered", need, 15, note={"text": "已送到本人手里"})])
    assert village.need("medicine").state == State.DELIVERED
    assert stand(NEEDS.code, HELPED.code) == [5, 1]
    assert states() == {State.OPEN: 4, State.DELIVERED: 1}


def test_what_identifies_is_in_the_vault_only(village: Village) -> None:
    told = "\n".join(repr(data) for data in Entry.objects.values_list("data", flat=True))
    assert not [word for word in (NAME, PHONE, WISH, "外地来的人", "那边的要求") if word in told]
    assert Statement.objects.filter(entity=village.person).exists()


def test_the_caller_nobody_knows_becomes_a_person_of_their_own(village: Village) -> None:
    need = village.need("caller")
    assert need.household is None
    assert need.person is not None
    assert need.person != village.person


def test_taken_by_two_it_stays_with_the_first_until_handed_on(village: Village, members: SimpleNamespace) -> None:
    need = village.needs["medicine"]
    accepted(members.cadre, [said("taken", need, 11)])  # the worker's phone was without network
    accepted(members.worker, [said("taken", need, 10)])
    row = village.need("medicine")
    assert (row.member, row.clash) == (members.worker.pk, Clash.TAKEN_TWICE)
    accepted(members.cadre, [said("taken", need, 12, to_member=str(members.cadre.pk))])
    row = village.need("medicine")
    assert (row.member, row.clash) == (members.cadre.pk, "")


def test_delivered_twice_counts_once_and_is_shown(village: Village, members: SimpleNamespace) -> None:
    need = village.needs["medicine"]
    accepted(members.worker, [said("delivered", need, 10)])
    accepted(members.cadre, [said("delivered", need, 11)])
    assert village.need("medicine").clash == Clash.DELIVERED_TWICE
    assert stand(HELPED.code) == [1]


@pytest.mark.parametrize(("closed", "delivered"), [(10, 11), (11, 10)])
def test_met_is_met_whatever_was_said_of_not_meeting_it(
    village: Village, members: SimpleNamespace, closed: int, delivered: int
) -> None:
    need = village.needs["medicine"]
    accepted(members.cadre, [said("closed", need, closed, reason="unavailable")])
    accepted(members.worker, [said("delivered", need, delivered)])
    row = village.need("medicine")
    assert (row.state, row.clash, row.reason, row.closed_at) == (State.DELIVERED, Clash.MET_AND_UNMET, "", None)


def test_not_met_and_taken_again_is_under_way(village: Village, members: SimpleNamespace) -> None:
    need = village.needs["medicine"]
    accepted(members.cadre, [said("closed", need, 10, reason="unavailable"), said("taken", need, 12)])
    row = village.need("medicine")
    assert (row.state, row.reason, row.clash) == (State.TAKEN, "", "")


def test_a_delivery_taken_back_opens_the_need_again(village: Village, members: SimpleNamespace) -> None:
    need = village.needs["medicine"]
    delivered = said("delivered", need, 10)
    accepted(members.worker, [said("taken", need, 9), delivered])
    undo = entry("ledger.voided", need, GRID, moment(28, 12), reason="mistake", corrects=delivered["id"])
    accepted(members.worker, [undo])
    assert village.need("medicine").state == State.TAKEN
    assert stand(HELPED.code) == [0]


def test_raised_by_mistake_there_is_no_need(village: Village, members: SimpleNamespace) -> None:
    raised = Entry.objects.get(subject=village.needs["coal"])
    undo = entry("ledger.voided", raised.subject, GRID, moment(28, 12), reason="mistake", corrects=raised.id)
    accepted(members.chief, [undo])
    assert not Need.objects.filter(pk=raised.subject).exists()
    assert stand(NEEDS.code) == [4]


def test_what_is_said_of_a_need_before_it_came_is_held(members: SimpleNamespace) -> None:
    need = uuids.uuid7()
    assert [answer.status for answer in send(members.worker, [said("taken", need, 10)])] == [Status.HELD]
    accepted(members.worker, [said("raised", need, 9, what="advice")])
    assert Need.objects.get(pk=need).state == State.TAKEN


def test_nobody_records_needs_outside_their_areas(village: Village, members: SimpleNamespace) -> None:
    for member in (members.outsider, members.colleague, members.auditor, members.administrator):
        answers = send(member, [said("taken", village.needs["medicine"], 10)])
        assert [answer.status for answer in answers] == [Status.REFUSED]
    assert village.need("medicine").state == State.OPEN
