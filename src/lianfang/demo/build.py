"""Builds the demonstration from nothing: county, register, lists, six days, a briefing for each morning."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from lianfang.briefing import actions as briefings
from lianfang.demo import county, deciding, lists, register
from lianfang.demo.county import COUNTY, Cast
from lianfang.demo.days import DAYS, Field
from lianfang.demo.needs import Needs
from lianfang.demo.posts import Posts
from lianfang.demo.response import Response
from lianfang.exchange.importing.keeping import run_kept
from lianfang.ledger import clock
from lianfang.verification.models import Campaign

BEIJING = ZoneInfo("Asia/Shanghai")
CENSUS = datetime(2020, 1, 20, 9, 0, tzinfo=BEIJING)
FIRST_DAY = datetime(2020, 1, 29, 8, 30, tzinfo=BEIJING)
NOW = FIRST_DAY + timedelta(days=DAYS)  # the morning after: what a visitor finds
CAMPAIGN = "返乡人员核查"

Step = Callable[[str, int | None], Callable[[int], None]]


def marker() -> Path:
    """Written when the demonstration is whole: the next start only serves."""
    path: Path = settings.HOME / "demo.json"
    return path


def build(step: Step) -> None:
    """Everything, telling each step's title and how far it is."""
    cast, drawn = _county(step)
    _record_register(step, drawn)
    campaign = _import(step, lists.COUNTY_COMMAND, FIRST_DAY - timedelta(hours=14), cast)
    field = Field(campaign.pk, cast, drawn.doors)
    needs = Needs(cast, drawn.doors)
    posts, response = Posts(cast), Response(cast)
    response.declare(FIRST_DAY - timedelta(days=4, hours=2))
    arrivals = {1: lists.BIG_DATA, 2: lists.TOWNSHIP}
    for day in range(DAYS):
        morning = FIRST_DAY + timedelta(days=day)
        _brief(step, morning, cast)
        if day in arrivals:
            _import(step, arrivals[day], morning.replace(hour=7), cast)
            deciding.decide(cast.command, morning.replace(hour=9), 0.5)
        done = step(f"第{'一二三四五六'[day]}天走访 {morning:%m-%d}", None)
        field.assign_groups(morning)
        field.work(morning, DAYS - day, done)
        needs.work(morning)
        posts.work(morning)
        if day < DAYS - 1:  # what the posts propose on the last day waits for whoever comes in
            response.decide(morning.replace(hour=21))
    response.prove(NOW - timedelta(hours=14))
    posts.dawn(NOW)
    _brief(step, NOW, cast)
    marker().write_text(json.dumps({"now": NOW.isoformat()}))


def _county(step: Step) -> tuple[Cast, register.Register]:
    done = step("辖区、网格、岗位", None)
    with clock.at(CENSUS):
        county.settle_areas({}, {})
        drawn = register.draw(register.doors_named())
        county.settle_areas(drawn.households, drawn.population)
        cast = county.settle_people(CENSUS)
    done(1)
    return cast, drawn


def _record_register(step: Step, drawn: register.Register) -> None:
    total = len(drawn.doors) + drawn.population.total()
    done = step("户籍册：户和人", total)
    with clock.at(CENSUS):
        register.record(drawn, CENSUS, done)


def _import(step: Step, path: Path, at: datetime, cast: Cast) -> Campaign:
    done = step(f"导入名单 {path.name}", None)
    with clock.at(at):
        run_kept([path], CAMPAIGN, cast.clerk.actor, area=COUNTY, year=lists.YEAR)
    done(1)
    return Campaign.objects.get(name=CAMPAIGN)


def _brief(step: Step, morning: datetime, cast: Cast) -> None:
    done = step(f"晨会简报 {morning:%m-%d %H:%M}", None)
    with clock.at(morning):
        briefing = briefings.freeze(COUNTY, morning, cast.clerk.actor)
        if morning < NOW:
            with clock.at(morning + timedelta(minutes=10)):
                briefings.sign(briefing, cast.command.actor)
    done(1)


@contextmanager
def showing() -> Iterator[Step]:
    """Progress on the terminal: one line a step, with a bar where the length is known."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns) as progress:

        def step(title: str, total: int | None) -> Callable[[int], None]:
            for task in progress.tasks:
                progress.update(task.id, total=task.total or 1, completed=task.total or 1)
            task_id = progress.add_task(title, total=total)
            return lambda amount: progress.advance(task_id, amount)

        yield step
        for task in progress.tasks:
            progress.update(task.id, total=task.total or 1, completed=task.total or 1)
