"""A phone with the real app in a worker's hand: the screens are tapped, nothing is called behind them."""

import re
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browsing import until
from tests.phone.conftest import Site

PIN = "246802"
WIDTH = 360
SMALL = """(selector) => [...document.querySelectorAll(selector)]
  .filter((one) => one.offsetParent && !one.matches(".quiet"))
  .map((one) => [one.innerText, one.offsetHeight]).filter(([, high]) => high < 56)"""
TO_TAP = "#screen :is(a.button, button, .line, .pick, summary), dialog button"


class Hand:
    """A phone in a worker's hand. It counts the taps."""

    def __init__(self, browser: Browser, site: Site, username: str = "worker") -> None:
        self.context = browser.new_context(
            base_url=site.url,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            viewport={"width": WIDTH, "height": 740},
            has_touch=True,
            is_mobile=True,
        )
        self.context.set_default_timeout(15_000)
        self.site, self.username, self.taps = site, username, 0
        self.complaints: list[str] = []
        self.page = self.tab()

    def tab(self) -> Page:
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self.complaints.append(said.text) if "Refused to" in said.text else None)
        return page

    def enrol(self) -> None:
        """Scan the office's code, choose a PIN, wait until everything has come down."""
        self.page.goto("/field/#enrol=" + self.site.office("code", self.username)["code"])
        for place in range(2):
            self.page.locator("input[type=password]").nth(place).fill(PIN)
        self.button("登记这部手机").tap()
        self.button("开始").tap()
        expect(self.page.locator(".tally")).to_be_visible()
        until(self.page, "import('/static/field/js/sync.js').then(({state}) => !state().busy && state().lastDown)")
        self.page.evaluate("navigator.serviceWorker.ready.then(() => true)")

    def network(self, *, on: bool) -> None:
        self.context.set_offline(not on)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def tap(self, what: Locator) -> None:
        self.taps += 1
        what.tap()

    def open(self, path: str) -> None:
        self.page.evaluate("(path) => { location.hash = path; }", path)

    def pick(self, label: str) -> None:
        """One of the big answers."""
        self.tap(self.page.locator(".pick").filter(has_text=re.compile(f"^{label}$")))

    def pending(self) -> list[dict[str, Any]]:
        """The facts on this phone, the first first."""
        facts: list[dict[str, Any]] = self.page.evaluate(
            "import('/static/field/js/facts.js').then(({pending}) => pending())"
        )
        return facts[::-1]

    def next_door(self) -> str:
        return self.page.locator(".next-door strong").inner_text()

    def said(self, text: str) -> None:
        expect(self.page.locator(".toast").filter(has_text=text)).to_be_visible()

    def big_enough(self) -> None:
        """Nothing to tap is smaller than a thumb, and nothing sticks out sideways."""
        small = self.page.evaluate(SMALL, TO_TAP)
        assert small == []
        assert self.page.evaluate("document.documentElement.scrollWidth") <= WIDTH

    def standings(self) -> dict[str, str]:
        """Where each target stands, as this phone says."""
        found: dict[str, str] = self.page.evaluate(
            """import('/static/field/js/records.js').then(({all}) =>
            Object.fromEntries([...all("target").values()].map(({id, standing}) => [id, standing])))"""
        )
        return found

    def sync(self) -> None:
        """Send and fetch now; nothing is left on the phone."""
        self.network(on=True)
        state = self.page.evaluate(
            "import('/static/field/js/sync.js').then(({syncNow, state}) => syncNow().then(state))"
        )
        assert state["problem"] is None
        assert state["unsent"] == 0
