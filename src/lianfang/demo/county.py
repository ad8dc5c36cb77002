"""The demonstration's county: real division codes, made grids, and the people who answer for them."""

import random
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import make_password

from lianfang.areas import actions as areas
from lianfang.areas.actions import Stated
from lianfang.areas.files import DIVISIONS, load_divisions
from lianfang.areas.levels import Level
from lianfang.areas.models import Area
from lianfang.demo.made import someone
from lianfang.duty import actions as duty
from lianfang.duty import teams
from lianfang.duty.models import Agency, AgencyKind, Group, Member, Posting
from lianfang.duty.roles import Role
from lianfang.ledger.scope import SYSTEM

COUNTY = "511922"
TOWNS = ("511922001", "511922101", "511922113")
GRIDS = (("01", "第一网格", [1, 2, 3]), ("02", "第二网格", [4, 5, 6]), ("03", "第三网格", [7, 8, 9]))
PASSWORD = "lianfang-demo"  # noqa: S105 - printed on the terminal: the demonstration listens on loopback only


@dataclass(frozen=True, slots=True)
class Account:
    """An account that the demonstration prints."""

    username: str
    name: str
    role: Role
    areas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cast:
    """Who takes part."""

    chief: Member
    clerk: Member
    command: Member
    groups: tuple[Group, ...]
    group_members: dict[str, list[Member]]
    by_grid: dict[str, Member]
    by_village: dict[str, Member]
    left_to_visitors: str
    guard: Member
    doctor: Member


def villages() -> list[str]:
    """The villages of the station's area."""
    return list(
        Area.objects.filter(level=Level.VILLAGE, parent_id__in=TOWNS).order_by("pk").values_list("pk", flat=True)
    )


def settle_areas(households: dict[str, int], population: dict[str, int]) -> None:
    """Three grids to a village, with the baselines that coverage is measured against."""
    load_divisions(DIVISIONS, COUNTY)
    grids = []
    for village in villages():
        for suffix, name, groups in GRIDS:
            code = village + suffix
            counted = {"households": households.get(code), "population": population.get(code)}
            grids.append(Stated(code, {"name": name, "attributes": {"groups": groups}, **counted}))
    areas.load(grids, SYSTEM)


def accounts() -> list[Account]:
    """One account per role; the worker and the cadre belong to the first village."""
    village = villages()[0]
    grid = village + GRIDS[0][0]
    return [
        Account("chief", "赵卫国", Role.STATION_CHIEF, TOWNS),
        Account("duty", "周志强", Role.DUTY_OFFICER, TOWNS),
        Account("clerk", "钱小兰", Role.CLERK, (COUNTY,)),
        Account("officer", "马建军", Role.OFFICER, (village,)),
        Account("cadre", "陈桂英", Role.VILLAGE_CADRE, (village,)),
        Account("worker", "李春梅", Role.GRID_WORKER, (grid,)),
        Account("guard", "罗守成", Role.CHECKPOINT_OFFICER, TOWNS),
        Account("doctor", "孙慧", Role.COUNTY_DOCTOR, (COUNTY,)),
        Account("command", "何国华", Role.COMMAND, (COUNTY,)),
        Account("auditor", "郑明", Role.AUDITOR, (COUNTY,)),
        Account("admin", "唐海波", Role.ADMINISTRATOR, (COUNTY,)),
    ]


def settle_people(since: datetime) -> Cast:
    """Agencies, the printed accounts, a grid worker for every grid, a cadre for every village, three groups."""
    station = duty.add_agency("城西派出所", AgencyKind.POLICE_STATION, Area.objects.get(pk=COUNTY), SYSTEM)
    command = duty.add_agency("南江县联防联控指挥部", AgencyKind.COMMAND, Area.objects.get(pk=COUNTY), SYSTEM)
    members = {account.username: _account(account, station, command, since) for account in accounts()}
    by_grid, by_village = _grid_people(members, since)
    groups, group_members = _groups(station, members["chief"], since)
    crew = (members["chief"], members["clerk"], members["command"], groups, group_members)
    return Cast(
        *crew,
        by_grid,
        by_village,
        left_to_visitors=villages()[0] + GRIDS[0][0],
        guard=members["guard"],
        doctor=members["doctor"],
    )


def _account(account: Account, station: Agency, command: Agency, since: datetime) -> Member:
    police = {Role.STATION_CHIEF, Role.DUTY_OFFICER, Role.OFFICER}
    agency = station if account.role in police else command
    member = duty.add_member(account.username, account.name, agency, SYSTEM)
    duty.set_password(member, PASSWORD, SYSTEM)
    for area in account.areas:
        duty.post(member, account.role, Area.objects.get(pk=area), SYSTEM, since=since)
    return member


def _grid_people(printed: dict[str, Member], since: datetime) -> tuple[dict[str, Member], dict[str, Member]]:
    """Everyone else on the grid. They have no password: only their phones speak in the demonstration."""
    rng = random.Random(2020)
    committees: list[Agency] = []
    fresh: list[Member] = []
    postings: list[Posting] = []
    by_grid = {villages()[0] + GRIDS[0][0]: printed["worker"]}
    by_village = {villages()[0]: printed["cadre"]}
    closed = make_password(None)
    for village in Area.objects.filter(pk__in=villages()).order_by("pk"):
        committee = Agency(
            name=f"{village.name}（{village.pk[6:]}）", kind=AgencyKind.VILLAGE_COMMITTEE, area=village
        )
        committees.append(committee)

        def hire(username: str, role: Role, area: str, agency: Agency = committee) -> Member:
            member = Member(username=username, name=someone(rng).name, agency=agency, password=closed)
            fresh.append(member)
            postings.append(Posting(member=member, role=role, area_id=area, since=since))
            return member

        if village.pk not in by_village:
            by_village[village.pk] = hire(f"cadre-{village.pk[6:]}", Role.VILLAGE_CADRE, village.pk)
        for suffix, _name, _groups in GRIDS:
            grid = village.pk + suffix
            if grid not in by_grid:
                by_grid[grid] = hire(f"grid-{grid[6:]}", Role.GRID_WORKER, grid)
    Agency.objects.bulk_create(committees)
    Member.objects.bulk_create(fresh)
    Posting.objects.bulk_create(postings)
    return by_grid, by_village


def _groups(station: Agency, chief: Member, since: datetime) -> tuple[tuple[Group, ...], dict[str, list[Member]]]:
    rng = random.Random(3)
    groups, members = [], {}
    for number, town in zip("一二三", TOWNS, strict=True):
        area = Area.objects.get(pk=town)
        group = teams.make_group(f"核查{number}组", station, area, SYSTEM, lead=chief)
        members[str(group.pk)] = [
            _constable(
                f"group{number}-{n}".replace("一", "1").replace("二", "2").replace("三", "3"), rng, group, since
            )
            for n in range(1, 5)
        ]
        groups.append(group)
    return tuple(groups), members


def _constable(username: str, rng: random.Random, group: Group, since: datetime) -> Member:
    member = duty.add_member(username, someone(rng).name, group.agency, SYSTEM)
    duty.post(member, Role.OFFICER, group.area, SYSTEM, since=since)
    teams.join(group, member, SYSTEM, since=since)
    return member
