"""The small county that tests live in: two villages with two grids each, and the people who answer for them."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.utils import timezone

from lianfang.areas.levels import Level
from lianfang.areas.models import Area
from lianfang.duty.models import Agency, Group, GroupMember, Member, Posting
from lianfang.duty.roles import Role
from tests.browsing import chromium  # noqa: F401 - a fixture for all

COUNTY = "511922"
TOWN, OTHER_TOWN = "511922001", "511922101"
VILLAGE, OTHER_VILLAGE = "511922001202", "511922101201"
GRID, NEXT_GRID = "51192200120201", "51192200120202"
OTHER_GRID = "51192210120101"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL run what touches the database: the rest has just passed on SQLite, and is the same."""
    if not os.environ.get("LIANFANG_DATABASE_URL"):
        return
    touching = [item for item in items if _DATABASE & set(getattr(item, "fixturenames", ())) or _marked(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in touching])
    items[:] = touching


_DATABASE = {"db", "transactional_db", "live_server"}


def _marked(item: pytest.Item) -> bool:
    return item.get_closest_marker("django_db") is not None


PASSWORD = "a-long-password"
PASSWORD_HASH = make_password(PASSWORD)  # once: hashing is slow on purpose

_AREAS = (
    (COUNTY, Level.COUNTY, "南江县", 60_000, 20_000),
    (TOWN, Level.TOWN, "集州街道", 30_000, 10_000),
    (OTHER_TOWN, Level.TOWN, "沙河镇", 20_000, 7_000),
    (VILLAGE, Level.VILLAGE, "红卫村民委员会", 1_200, 400),
    (OTHER_VILLAGE, Level.VILLAGE, "将营村民委员会", 900, 300),
    (GRID, Level.GRID, "红卫村第一网格", 600, 200),
    (NEXT_GRID, Level.GRID, "红卫村第二网格", 600, 200),
    (OTHER_GRID, Level.GRID, "将营村第一网格", 900, 300),
)
_GROUPS = {GRID: [1, 2, 3, 4, 5], NEXT_GRID: [6, 7, 8, 9], OTHER_GRID: [1, 2, 3, 4, 5, 6, 7, 8, 9]}


def _parent(code: str) -> str | None:
    shorter = [c for c, *_ in _AREAS if c != code and code.startswith(c)]
    return max(shorter, key=len, default=None)


@pytest.fixture
def county(db: None) -> None:
    """Areas of the small county."""
    now = datetime(2020, 1, 1, tzinfo=UTC)
    for code, level, name, population, households in _AREAS:
        Area.objects.create(
            code=code,
            level=level,
            name=name,
            parent_id=_parent(code),
            population=population,
            households=households,
            attributes={"groups": _GROUPS[code]} if code in _GROUPS else {},
            changed=now,
        )


@pytest.fixture
def post(county: None) -> Callable[..., Member]:
    """Make a member with a post: `post("li", Role.GRID_WORKER, GRID)`."""

    def make(username: str, role: Role, area: str, name: str = "") -> Member:
        member = Member.objects.create(username=username, password=PASSWORD_HASH, name=name or username)
        Posting.objects.create(member=member, role=role, area_id=area, since=datetime(2020, 1, 1, tzinfo=UTC))
        return member

    return make


@pytest.fixture
def members(post: Callable[..., Member]) -> SimpleNamespace:
    """One of each role the tests speak of; `colleague` and `outsider` belong to the other village."""
    return SimpleNamespace(
        worker=post("worker", Role.GRID_WORKER, GRID, "李网格"),
        next_worker=post("next_worker", Role.GRID_WORKER, NEXT_GRID, "周网格"),
        cadre=post("cadre", Role.VILLAGE_CADRE, VILLAGE, "陈村干"),
        colleague=post("colleague", Role.VILLAGE_CADRE, OTHER_VILLAGE, "何村干"),
        outsider=post("outsider", Role.GRID_WORKER, OTHER_GRID, "吴网格"),
        chief=post("chief", Role.STATION_CHIEF, COUNTY, "赵所长"),
        clerk=post("clerk", Role.CLERK, COUNTY, "钱内勤"),
        command=post("command", Role.COMMAND, COUNTY, "孙指挥"),
        auditor=post("auditor", Role.AUDITOR, COUNTY, "审计员"),
        administrator=post("administrator", Role.ADMINISTRATOR, COUNTY, "管理员"),
    )


@pytest.fixture
def group(members: SimpleNamespace) -> Group:
    """A verification group of the station, with the worker in it."""
    agency = Agency.objects.create(name="城西派出所", kind="police_station", area_id=COUNTY)
    team = Group.objects.create(name="核查一组", agency=agency, area_id=COUNTY, lead=members.chief)
    GroupMember.objects.create(group=team, member=members.worker, since=timezone.now())
    return team


@pytest.fixture
def signed_in() -> Callable[[Member], Client]:
    """A browser in which somebody has signed in."""

    def enter(member: Member) -> Client:
        client = Client()
        client.force_login(member)
        return client

    return enter
