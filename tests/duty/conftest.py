"""A station area in one county: who works there, and who does not."""

from dataclasses import dataclass

import pytest

from lianfang.areas.actions import Stated, load
from lianfang.areas.models import Area
from lianfang.duty import actions
from lianfang.duty.models import Agency, AgencyKind, Member
from lianfang.duty.roles import Role
from lianfang.ledger.scope import SYSTEM

COUNTY, TOWN, OTHER_TOWN = "511922", "511922101", "511922103"
VILLAGE, OTHER_VILLAGE = "511922101201", "511922103201"
GRID, NEXT_GRID = VILLAGE + "01", VILLAGE + "02"
NAMES = {
    COUNTY: "南江县",
    TOWN: "沙河镇",
    OTHER_TOWN: "长赤镇",
    VILLAGE: "将营村",
    OTHER_VILLAGE: "红旗村",
    GRID: "一网格",
    NEXT_GRID: "二网格",
}


@dataclass
class Crew:
    """The people of these tests by their role."""

    station: Agency
    chief: Member
    officer: Member
    worker: Member
    colleague: Member
    command: Member
    administrator: Member
    auditor: Member
    outsider: Member


def area(code: str) -> Area:
    return Area.objects.get(pk=code)


def fresh(member: Member) -> Member:
    """The member as the next request loads them."""
    return Member.objects.get(pk=member.pk)


@pytest.fixture
def crew(db: None) -> Crew:
    load([Stated(code, {"name": name}) for code, name in NAMES.items()], SYSTEM)
    station = actions.add_agency("城西派出所", AgencyKind.POLICE_STATION, area(TOWN), SYSTEM)
    elsewhere = actions.add_agency("长赤镇政府", AgencyKind.TOWN_GOVERNMENT, area(OTHER_TOWN), SYSTEM)
    command = actions.add_agency("县指挥部", AgencyKind.COMMAND, area(COUNTY), SYSTEM)

    def member(username: str, agency: Agency, role: Role | None, code: str = COUNTY) -> Member:
        new = actions.add_member(username, username, agency, SYSTEM)
        if role is not None:
            actions.post(new, role, area(code), SYSTEM)
        return fresh(new)

    return Crew(
        station=station,
        chief=member("chief", station, Role.STATION_CHIEF, TOWN),
        officer=member("officer", station, Role.OFFICER, VILLAGE),
        worker=member("worker", station, Role.GRID_WORKER, GRID),
        colleague=member("colleague", elsewhere, Role.LINKING_LEADER, OTHER_TOWN),
        command=member("command", command, Role.COMMAND),
        administrator=member("administrator", command, Role.ADMINISTRATOR),
        auditor=member("auditor", command, Role.AUDITOR),
        outsider=member("outsider", command, None),
    )
