"""A served town, its office, and phones: pages of a real Chromium with the phone's modules at hand.

`phone.do("await session.unlock(...)", given)` runs JavaScript with every module of `MODULES` in scope under its name
and `given`; what it returns comes back. A phone is a browser context of its own, with a database of its own.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, CDPSession, ConsoleMessage, Error, Page

from tests.browsing import ARGUMENTS, CHROMIUM
from tests.journeys.town import COUNTY, VILLAGE
from tests.site.test_durability import Server, feed, lianfang

MODULES = [
    "bus",
    "clock",
    "db",
    "drafts",
    "facts",
    "find",
    "inside",
    "outbox",
    "queue",
    "records",
    "reference",
    "room",
]
MODULES += ["session", "shelves", "sync", "uuid"]
PIN = "135790"
BLANK = "/healthz"  # a page of the site without any script of its own
DO = """async (given) => {
  const [%(names)s] = await Promise.all(%(files)s.map((name) => import(`/static/field/js/${name}.js`)));
  const said = async (work) => {
    try { return await work(); } catch (problem) { return {...problem, is: String(problem)}; }
  };
  %(script)s
}"""


@dataclass
class Site:
    """An installation that is served, what is in its campaign by name, and its office."""

    home: Path
    server: Server
    ids: dict[str, str]
    clerk: subprocess.Popen[str]
    token: str

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.port}"

    def office(self, act: str, username: str) -> dict[str, Any]:
        """An act of `tests.phone.office`."""
        assert self.clerk.stdin is not None
        assert self.clerk.stdout is not None
        print(act, username, file=self.clerk.stdin, flush=True)
        said: dict[str, Any] = json.loads(self.clerk.stdout.readline())
        return said

    def entries(self, kind: str = "") -> list[dict[str, Any]]:
        """What is in the ledger, all of it or of one kind."""
        return [row for row in feed(self.server, self.token) if row["kind"] == kind or not kind]


def settings_of(home: Path) -> dict[str, str]:
    """The environment in which a process works in this installation."""
    return os.environ | {"LIANFANG_HOME": str(home), "DJANGO_SETTINGS_MODULE": "lianfang.site.settings"}


@contextmanager
def served(home: Path, ids: dict[str, str], server: Server) -> Iterator[Site]:
    """The site with its office, until both are closed."""
    command = [sys.executable, "-m", "tests.phone.office"]
    pipes: Any = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    token = lianfang(home, "token", "chief", "--device", "check").stdout.strip()
    with subprocess.Popen(command, env=settings_of(home), **pipes) as clerk:
        yield Site(home, server, ids, clerk, token)
        clerk.terminate()
    server.kill()


def inside(home: Path, *module: str) -> str:
    """Run a Python module with the installation's settings; gives what it printed."""
    command = [sys.executable, "-m", *module]
    done = subprocess.run(command, env=settings_of(home), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The town of the journeys, in an installation of its own for phones."""
    home: Path = tmp_path_factory.mktemp("phones")
    (home / "grids.csv").write_text(
        f"village,suffix,name,groups\n{VILLAGE},01,红卫村第一网格,1-5\n{VILLAGE},02,红卫村第二网格,6-9\n", "utf-8"
    )
    lianfang(home, "init", "--county", COUNTY, "--grids", str(home / "grids.csv"))
    ids = json.loads(inside(home, "tests.journeys.town"))
    with served(home, ids, Server(home)) as site:
        yield site


@dataclass
class Phone:
    """A phone and the tab that is in front."""

    context: BrowserContext
    page: Page
    expected: tuple[str, ...] = ("Failed to load resource", "net::ERR")
    complaints: list[str] = field(default_factory=list)
    member: str = ""
    away: bool = False

    def do(self, script: str, given: Any = None) -> Any:
        """Run JavaScript in the tab in front; see the module."""
        return self.page.evaluate(DO % {"names": ", ".join(MODULES), "files": MODULES, "script": script}, given)

    def cut(self, *, away: bool = True) -> None:
        """No network from now on; `cut(away=False)`: it is back."""
        self.away = away
        self.context.set_offline(away)

    def tab(self) -> Page:
        """Another tab, now in front. The app itself opens without network; here that is somebody else's business."""
        self.context.set_offline(False)
        self.page = self.context.new_page()
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(BLANK)
        self.do("")
        self.context.set_offline(self.away)
        return self.page

    def _heard(self, said: ConsoleMessage) -> None:
        if said.type == "error" and not any(one in said.text for one in self.expected):
            self.complaints.append(said.text)

    def crash(self) -> None:
        """The tab's process dies at once, as when the system runs out of memory; another tab opens."""
        with suppress(Error):  # whoever asks for it dies of it
            self.page.goto("chrome://crash", timeout=10_000)
        self.page.close()
        self.tab()

    def cdp(self) -> CDPSession:
        """The developer tools of the tab in front."""
        return self.context.new_cdp_session(self.page)

    def enrol(self, site: Site, username: str = "worker", pin: str = PIN) -> dict[str, Any]:
        """Make this phone a member's; they are inside. Gives who that is."""
        code = site.office("code", username)["code"]
        said: dict[str, Any] = self.do(
            "return session.enrol(given)", {"code": code, "device": "测试手机", "pin": pin}
        )
        self.member = said["member"]
        return said

    def unlock(self, pin: str = PIN) -> Any:
        return self.do("return session.unlock(given.member, given.pin)", {"member": self.member, "pin": pin})

    def sync(self) -> dict[str, Any]:
        """Send and fetch by hand; gives the state afterwards."""
        said: dict[str, Any] = self.do("await sync.syncNow(); return sync.state()")
        return said


Buy = Callable[..., Phone]


@pytest.fixture
def buy(chromium: Browser, site: Site) -> Iterator[Buy]:
    """Another phone, fresh from the shop: `buy()`. No page of it may have complained in the end."""
    bought: list[Phone] = []

    def phone(disk: Path | None = None) -> Phone:
        """On disk it keeps its database there, like a real phone; otherwise in memory, which is quicker."""
        own: Any = {"base_url": site.url, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"}
        if disk is None:
            context = chromium.new_context(**own)
        else:
            kind = chromium.browser_type
            context = kind.launch_persistent_context(disk, executable_path=CHROMIUM, args=ARGUMENTS, **own)
        context.set_default_timeout(30_000)
        new = Phone(context, context.new_page())
        new.page.close()
        new.tab()
        bought.append(new)
        return new

    yield phone
    for one in bought:
        one.context.close()
    assert [said for one in bought for said in one.complaints] == []


@pytest.fixture
def phone(buy: Buy, site: Site) -> Phone:
    """The grid worker's phone, enrolled and in step with the server."""
    new = buy()
    new.enrol(site)
    state = new.sync()
    assert state["problem"] is None, state
    return new
