"""The pages in a real browser: widths, keyboard, filters, the content security policy."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def page(chromium: Browser, live_server: LiveServer, members: SimpleNamespace) -> Iterator[Page]:
    """The gallery, signed in through the form; anything the browser complains about fails the test."""
    complaints: list[str] = []
    tab = chromium.new_page(base_url=live_server.url, locale="zh-CN")
    tab.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.goto("/account/login/")
    tab.get_by_label("用户名").fill("worker")
    tab.get_by_label("密码").fill("a-long-password")
    tab.get_by_role("button", name="登录").click()
    tab.wait_for_url("**/")
    tab.goto("/gallery")
    yield tab
    tab.close()
    assert complaints == []


def test_it_fits_from_the_smallest_phone_to_the_wall(page: Page) -> None:
    for width in (320, 390, 768, 1024, 1280, 1920, 2560):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{width} px overflows"


def test_buttons_are_big_enough_for_a_thumb(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    small = page.evaluate(
        """[...document.querySelectorAll(".button, summary, .bottom a, .tabs a, .chip, select, textarea")]
        .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 44).map(e => e.outerHTML)"""
    )
    assert small == []


def test_the_keyboard_walks_searches_and_helps(page: Page) -> None:
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent") == "南门-002"
    page.keyboard.press("?")
    assert page.get_by_role("dialog").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.type") == "search"


def test_a_filter_is_in_the_address_and_can_be_taken_off(page: Page) -> None:
    page.get_by_label("只看逾期").check()
    page.wait_for_url("**late=on*")
    page.locator(".chip").click()
    page.wait_for_url(lambda url: "late=on" not in url)


def test_a_form_asks_before_it_acts(page: Page) -> None:
    page.get_by_role("button", name="保存").click()
    page.get_by_role("button", name="取消").click()
    assert page.url.endswith("/gallery")
    page.get_by_role("button", name="保存").click()
    with page.expect_request(lambda request: request.method == "POST"):
        page.get_by_role("button", name="确定").click()
