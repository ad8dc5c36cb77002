"""A real installation behind a real server, and a browser that takes no complaint from any page."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from tests.journeys.town import COUNTY, PASSWORD, VILLAGE
from tests.site.test_durability import Server, lianfang

WIDTHS = (390, 1280)


@dataclass(frozen=True)
class Town:
    """Where the site is served, and the ids of what is in it by name."""

    url: str
    ids: dict[str, str]


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A county made by the commands, with a campaign under way, and served."""
    home: Path = tmp_path_factory.mktemp("town")
    (home / "grids.csv").write_text(
        f"village,suffix,name,groups\n{VILLAGE},01,红卫村第一网格,1-5\n{VILLAGE},02,红卫村第二网格,6-9\n", "utf-8"
    )
    lianfang(home, "init", "--county", COUNTY, "--grids", str(home / "grids.csv"))
    own = {"LIANFANG_HOME": str(home), "DJANGO_SETTINGS_MODULE": "lianfang.site.settings"}
    command = [sys.executable, "-m", "tests.journeys.town"]
    made = subprocess.run(command, env=os.environ | own, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    server = Server(home)
    yield Town(f"http://127.0.0.1:{server.port}", json.loads(made.stdout))
    server.kill()


@dataclass
class Traveller:
    """A member at a screen. Complaints of the browser, the security policy's among them, are gathered."""

    page: Page
    complaints: list[str]
    expected: tuple[str, ...] = ()

    def heard(self, said: ConsoleMessage) -> None:
        if said.type == "error" and not any(one in said.text for one in self.expected):
            self.complaints.append(f"{self.page.url}: {said.text}")

    def fits(self) -> None:
        """Nothing sticks out sideways, on a phone or on a desk; the width is then as it was before."""
        before = self.page.viewport_size
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 900})
            wide = self.page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{self.page.url} is {wide} px wide at {width}"
        if before is not None:
            self.page.set_viewport_size(before)

    def go(self, path: str) -> Page:
        self.page.goto(path)
        self.fits()
        return self.page


Enter = Callable[..., Traveller]


@pytest.fixture
def enter(chromium: Browser, town: Town) -> Iterator[Enter]:
    """Sign in through the form: `enter("clerk", width=390)`; without a name nobody is signed in."""
    opened: list[Traveller] = []

    def sign_in(username: str = "", *, width: int = 1280, locale: str = "zh-CN") -> Traveller:
        context = chromium.new_context(
            base_url=town.url,
            locale=locale,
            timezone_id="Asia/Shanghai",
            viewport={"width": width, "height": 844},
            has_touch=width < 600,
        )
        context.set_default_timeout(15_000)
        traveller = Traveller(context.new_page(), [])
        opened.append(traveller)
        traveller.page.on("console", traveller.heard)
        traveller.page.on("pageerror", lambda error: traveller.complaints.append(str(error)))
        if username:
            fill_in(traveller.page, username, PASSWORD)
            traveller.page.wait_for_url(f"{town.url}/")
        return traveller

    yield sign_in
    for traveller in opened:
        traveller.page.context.close()
    assert [said for traveller in opened for said in traveller.complaints] == []


def fill_in(page: Page, username: str, password: str) -> None:
    """The sign-in form, filled in and sent."""
    page.goto("/account/login/")
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()
