"""The county of the soak, made in an installation of its own: `python -m tests.phone.soak_county 60` prints it.

Six members to a grid, each with a code for a phone; everybody of a grid visits the same people.
"""

import json
import sys
from typing import Any

import django

COUNTY, VILLAGE = "511922", "511922001202"
TO_A_GRID = 6
PEOPLE = 24


def grids(phones: int) -> list[str]:
    """The codes of as many grids as that many phones need."""
    return [f"{VILLAGE}{number + 1:02d}" for number in range(-(-phones // TO_A_GRID))]


def main(phones: int) -> None:
    """Members with their codes, the people of each grid, and a token that reads the county's feed."""
    from lianfang.areas.models import Area
    from lianfang.duty import actions
    from lianfang.duty.devices import issue_token
    from lianfang.ledger.scope import SYSTEM

    agency = actions.add_agency("城西派出所", "police_station", Area.objects.get(pk=COUNTY), SYSTEM)
    chief = _member(agency, "chief", "command", COUNTY)
    targets = _targets(chief, grids(phones))
    workers = [_phone(agency, number, grids(phones)[number // TO_A_GRID]) for number in range(phones)]
    _row, token = issue_token(chief, "对账", chief.actor)
    print(json.dumps({"targets": targets, "workers": workers, "token": token}))  # noqa: T201 - read by the test


def _member(agency: Any, username: str, role: str, area: str) -> Any:
    from lianfang.areas.models import Area
    from lianfang.duty import actions
    from lianfang.duty.models import Member
    from lianfang.ledger.scope import SYSTEM

    member = actions.add_member(username, f"网格员{username}", agency, SYSTEM)
    actions.post(member, role, Area.objects.get(pk=area), SYSTEM)
    return Member.objects.get(pk=member.pk)


def _phone(agency: Any, number: int, grid: str) -> dict[str, str]:
    from lianfang.field.enrolment import begin

    member = _member(agency, f"worker{number}", "grid_worker", grid)
    _row, code = begin(member, member)
    return {"member": str(member.pk), "code": code, "grid": grid}


def _targets(chief: Any, codes: list[str]) -> dict[str, list[str]]:
    """A campaign with its people, by grid."""
    from datetime import timedelta

    import uuid_utils.compat as uuids

    from lianfang.ledger import clock
    from tests.field import case, send

    there, at = case(), clock.now() - timedelta(days=1)
    found = {code: [uuids.uuid7() for _ in range(PEOPLE)] for code in codes}
    listed = [
        there.listed(target, code, at, who={"name": f"王{number}"}, row=number)
        for code, targets in found.items()
        for number, target in enumerate(targets)
    ]
    answers = send(chief, [*there.opening(COUNTY, at), *listed])
    assert {answer.status.value for answer in answers} == {"accepted"}, [a.as_json() for a in answers if a.problem]
    return {code: [str(target) for target in targets] for code, targets in found.items()}


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]))
