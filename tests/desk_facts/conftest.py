"""A real Chromium, and the element in a page of ours by itself."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

Draw = Callable[..., Page]


@pytest.fixture
def tab(chromium: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A page of the site; anything the browser complains about fails the test."""
    complaints: list[str] = []
    context = chromium.new_context(base_url=live_server.url, locale="zh-CN", timezone_id="Asia/Shanghai")
    context.set_default_timeout(5_000)
    context.set_default_navigation_timeout(30_000)
    page = context.new_page()
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    # Counts asked for beside the page would meet the tables that it locks: tests share one database in memory.
    page.route("**/badges", lambda route: route.fulfill(status=204))
    yield page
    context.close()
    assert complaints == []


@pytest.fixture
def draw(tab: Page) -> Draw:
    """`draw(spec, values=…, fixed=…)` puts a `<fact-form>` into an empty page, as the phone does."""
    tab.goto("/account/login/")
    tab.evaluate(
        """async () => {
            await import("/static/desk/js/fact-form.js");
            document.querySelector("main").innerHTML = "<form class='form fact' novalidate></form>";
            const link = {rel: "stylesheet", href: "/static/desk/facts.css"};
            document.head.append(Object.assign(document.createElement("link"), link));
        }"""
    )

    def put(spec: dict[str, Any], **properties: Any) -> Page:
        tab.evaluate(
            """([spec, properties]) => {
                window.form = Object.assign(document.createElement("fact-form"), {spec}, properties);
                document.querySelector("form.fact").replaceChildren(window.form);
            }""",
            [spec, properties],
        )
        tab.locator("fact-form .field").first.wait_for(state="attached")
        return tab

    return put
