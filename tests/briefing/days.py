"""Some days of a campaign, sent through the door."""

from types import SimpleNamespace
from uuid import UUID

import uuid_utils.compat as uuids

from lianfang.duty.models import Member
from lianfang.ledger.answers import Status
from tests.conftest import COUNTY, GRID, NEXT_GRID, OTHER_GRID, VILLAGE
from tests.field import Case, Raw, case, entry, finished, moment, send

TAKEN = {Status.ACCEPTED, Status.FLAGGED, Status.KNOWN}


def taken(member: Member, entries: list[Raw]) -> None:
    """Everything must go in."""
    answers = send(member, entries)
    assert {answer.status for answer in answers} <= TAKEN, [a.as_json() for a in answers]


def new(count: int) -> list[UUID]:
    return [uuids.uuid7() for _ in range(count)]


def a_campaign(members: SimpleNamespace) -> tuple[Case, list[UUID]]:
    """27 January: ten persons on a list. 28 January: three done in GRID, one refused, one not in, one placed."""
    run = case()
    targets = new(10)
    at = moment(27, 15)
    listed = [run.listed(t, GRID, at, who={"name": f"对象{n}"}) for n, t in enumerate(targets[:6])]
    listed += [run.listed(t, NEXT_GRID, at, who={"name": f"邻格{n}"}) for n, t in enumerate(targets[6:8])]
    listed += [run.listed(targets[8], VILLAGE, at, placed=False, who={"name": "地址不清"})]
    listed += [run.listed(targets[9], OTHER_GRID, at, who={"name": "外村人"})]
    taken(members.clerk, [*run.opening(COUNTY, moment(27, 14)), *listed])
    visits = [raw for target in targets[:3] for raw in finished(target, GRID, 28)]
    visits += [
        entry("verification.visited", targets[3], GRID, moment(28, 11, 7), outcome="refused"),
        entry("verification.visited", targets[4], GRID, moment(28, 12), outcome="not_in", again_on="2020-01-29"),
    ]
    taken(members.worker, visits)
    return run, targets
