"""The system's Chromium, one for all tests of a worker: playwright keeps a loop in the thread, so only one."""

import os
import shutil
import time
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # No windows' worth of address bars, no renderer in reserve: two cores are shared with the site.
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,SpareRendererForSitePerProcess",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser; contexts are the tests' own."""
    assert CHROMIUM is not None, "chromium is missing: see scripts/need-tools"
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # because of that loop
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


def until(page: Page, script: str, given: Any = None, *, seconds: float = 30) -> None:
    """Wait until what a script gives is true. `wait_for_function` takes a promise for an answer; this awaits it."""
    end = time.monotonic() + seconds
    while not page.evaluate(script, given):
        assert time.monotonic() < end, f"never true: {script}"
        page.wait_for_timeout(100)
