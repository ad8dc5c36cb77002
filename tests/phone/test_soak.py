"""The soak: sixty phones on a bad line. At the end every fact is in the ledger, once, and no phone holds any back."""

import asyncio
import json
import logging
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import uuid_utils.compat as uuids
from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from tests.browsing import ARGUMENTS, CHROMIUM
from tests.phone.cutting import Line
from tests.phone.soak_county import COUNTY, grids
from tests.site.test_durability import Server, feed, lianfang

PHONES, VISITS = int(os.environ.get("SOAK_PHONES", "60")), 50
AT_ONCE = 6  # phones whose pages are open at a time: what two cores carry
SEED = 1032
PIN = "202020"
TRIES = 200
OUTCOMES = ("met", "not_in", "refused", "unreachable", "family")
SCRIPT = Path(__file__).with_name("soak_phone.js").read_text("utf-8")


@dataclass
class County:
    """The installation, the site that serves it, and who works there."""

    home: Path
    server: Server
    targets: dict[str, list[str]]
    workers: list[dict[str, str]]
    token: str


@pytest.fixture
def county(tmp_path: Path) -> Iterator[County]:
    (tmp_path / "grids.csv").write_text(
        "village,suffix,name,groups\n"
        + "".join(
            f"{grid[:12]},{grid[12:]},第{number}网格,{number}\n" for number, grid in enumerate(grids(PHONES), 1)
        ),
        "utf-8",
    )
    lianfang(tmp_path, "init", "--county", COUNTY, "--grids", str(tmp_path / "grids.csv"))
    own = {"LIANFANG_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "lianfang.site.settings"}
    command = [sys.executable, "-m", "tests.phone.soak_county", str(PHONES)]
    made = subprocess.run(command, env=os.environ | own, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    server = Server(tmp_path)
    yield County(tmp_path, server, **json.loads(made.stdout))
    server.kill()


@dataclass
class Phone:
    """One phone, its owner and a day's visits; `recorded` is what the app said was safely kept."""

    number: int
    worker: dict[str, str]
    visits: list[dict[str, Any]]
    chance: random.Random
    recorded: set[str] = field(default_factory=set)
    killed: int = 0
    left: dict[str, Any] = field(default_factory=dict)

    async def live(self, browser: Browser, url: str) -> None:
        """A day: enrol, visit, lose a tab perhaps, send until nothing is left."""
        context = await browser.new_context(base_url=url)
        context.set_default_timeout(60_000)
        await context.expose_binding("recorded", lambda _source, ids: self.recorded.update(ids))
        page = await self._open(context, code=self.worker["code"])
        second = await self._open(context) if self.number % 6 == 2 else None
        if second is None:
            page = await self._day(context, page, self.visits)
        else:  # two tabs at once, one of which may be killed
            half = len(self.visits) // 2
            page, _other = await asyncio.gather(
                self._day(context, page, self.visits[:half]), second.evaluate("phone.work", self.visits[half:])
            )
        assert self.recorded <= set(await page.evaluate("phone.held()")), "what was kept is gone"
        await page.evaluate("phone.work", self.visits)
        self.left = await page.evaluate("phone.empty", TRIES)
        await context.close()

    async def _open(self, context: BrowserContext, code: str = "") -> Page:
        page = await context.new_page()
        await page.goto("/healthz")
        await page.evaluate(SCRIPT)
        await page.evaluate("phone.enter", {"member": self.worker["member"], "code": code, "pin": PIN})
        return page

    async def _day(self, context: BrowserContext, page: Page, visits: list[dict[str, Any]]) -> Page:
        """Make the visits; one phone in four loses its tab on the way. Gives the tab that is open in the end."""
        work = asyncio.ensure_future(page.evaluate("phone.work", visits))
        if self.number % 4:
            await work
            return page
        enough = len(self.recorded) + self.chance.randrange(1, len(visits) * 4 // 5)
        while len(self.recorded) < enough and not work.done():
            await asyncio.sleep(self.chance.random() / 50)
        await self._kill(context, page)
        await asyncio.gather(work, return_exceptions=True)
        page = await self._open(context)
        assert self.recorded <= set(await page.evaluate("phone.held()")), "what was kept is gone"
        await page.evaluate("phone.work", visits)
        return page

    async def _kill(self, context: BrowserContext, page: Page) -> None:
        """The tab is closed without a word; or the whole process behind it dies."""
        self.killed += 1
        if self.number % 8 == 0 and len(context.pages) == 1:
            session = await context.new_cdp_session(page)
            crash = asyncio.ensure_future(session.send("Page.crash"))
            await page.wait_for_event("crash")
            crash.cancel()
        await page.close()


def phones(county: County) -> list[Phone]:
    """Every phone with its day: visits to the people of its grid, whom five other phones visit too."""
    chance, begin = random.Random(SEED), datetime.now(UTC) - timedelta(hours=10)
    found = []
    for number, worker in enumerate(county.workers):
        visits = [
            {
                "id": str(uuids.uuid7()),
                "target": chance.choice(county.targets[worker["grid"]]),
                "area": worker["grid"],
                "at": (begin + timedelta(minutes=10 * visit, seconds=chance.randrange(600))).isoformat(),
                "data": {"outcome": chance.choice(OUTCOMES)},
            }
            for visit in range(VISITS)
        ]
        found.append(Phone(number, worker, visits, random.Random(f"{SEED}/{number}")))
    return found


async def soak(there: list[Phone], url: str) -> None:
    """All phones in one browser, a few at a time."""
    waves = asyncio.Semaphore(AT_ONCE)

    async def one(phone: Phone, browser: Browser) -> None:
        async with waves:
            await phone.live(browser, url)

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        async with asyncio.TaskGroup() as group:
            for phone in there:
                group.create_task(one(phone, browser))
        await browser.close()


@pytest.mark.sqlite
@pytest.mark.browser
def test_sixty_phones_on_a_bad_line_lose_and_double_nothing(county: County) -> None:
    there, began = phones(county), time.monotonic()
    with Line(county.server.port, SEED) as line, ThreadPoolExecutor(1) as thread:
        # In a thread of its own: another test may have a browser's loop running in this one.
        thread.submit(asyncio.run, soak(there, f"http://127.0.0.1:{line.port}")).result()
    seconds = time.monotonic() - began
    logging.getLogger(__name__).info("%.0f s, %s tabs killed. %s", seconds, sum(p.killed for p in there), line.tally)
    assert [phone.left for phone in there if phone.left["outbox"] or phone.left["open"]] == []
    assert {phone.left["receipts"] for phone in there} == {VISITS}
    visited = [row for row in feed(county.server, county.token) if row["kind"] == "verification.visited"]
    made = {visit["id"]: phone.worker["member"] for phone in there for visit in phone.visits}
    assert {row["id"]: row["member"] for row in visited} == made
    assert len(visited) == len(made)
    assert (line.tally.cut > PHONES, line.tally.twice > PHONES) == (True, True)
    checked = json.loads(lianfang(county.home, "check", "--json").stdout)
    assert (checked["clean"], checked["waiting"]) == (True, 0)
