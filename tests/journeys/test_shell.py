"""What every page has: languages, themes, keys, sign-in, and pages that are not there."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Enter, Town, fill_in

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]
_HAN = re.compile("[\u4e00-\u9fff]")
STOPPED = "Failed to load resource"  # how Chromium tells of an answer that is a refusal


def test_the_language_changes_and_stays(enter: Enter, town: Town) -> None:
    traveller = enter("reader")  # a language is kept with the member: nobody else reads English after this
    page = traveller.go("/verification/")
    for language, word in (("zh-hant", "核查任務"), ("en", "Campaigns")):
        page.locator("summary[title*=Language]").click()
        page.locator(f"button[name=language][value={language}]").click()
        expect(page.locator("html")).to_have_attribute("lang", re.compile(language, re.IGNORECASE))
        expect(page.get_by_role("heading", level=1)).to_contain_text(word)
        traveller.fits()
    assert not _HAN.search(page.locator("#nav").inner_text())
    traveller.go("/")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_the_theme_changes_and_stays(enter: Enter, town: Town) -> None:
    traveller = enter("chief")
    page = traveller.go("/")
    light = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    page.locator("summary[title=明暗]").click()
    page.get_by_role("button", name="深色").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    traveller.go("/verification/")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") != light


def test_the_keyboard_tells_what_it_can(enter: Enter, town: Town) -> None:
    traveller = enter("chief")
    page = traveller.go("/")
    page.keyboard.press("?")
    keys = page.get_by_role("dialog")
    expect(keys).to_contain_text("键盘快捷键")
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()


def test_a_wrong_password_is_told_and_too_many_are_stopped(enter: Enter, town: Town) -> None:
    traveller = enter()
    traveller.expected = (STOPPED,)
    page = traveller.page
    fill_in(page, "nobody", "wrong")
    alert = page.get_by_role("alert")
    expect(alert).to_be_visible()
    traveller.fits()
    for _ in range(12):
        fill_in(page, "nobody", "wrong")
        page.wait_for_load_state()
        said = page.locator("body").inner_text()
        if "太多" in said or "过多" in said:
            break
    else:
        pytest.fail("twelve wrong passwords in a row, and nobody is stopped")
    traveller.fits()


def test_what_is_not_there_or_not_ours_says_so_kindly(enter: Enter, town: Town) -> None:
    traveller = enter("worker", width=390)
    traveller.expected = (STOPPED,)
    page = traveller.go("/nowhere/")
    expect(page.get_by_role("heading", level=1)).to_have_text("没有这一页")
    traveller.go(f"/verification/target/{town.ids['周平湖']}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("没有这一页")
    traveller.go("/members/")
    expect(page.get_by_role("heading", level=1)).to_have_text("您没有这项权限")
    page.get_by_role("main").get_by_role("link").first.click()
    expect(page.get_by_role("main")).to_be_visible()


def test_whoever_is_not_signed_in_comes_back_to_where_they_wanted(enter: Enter, town: Town) -> None:
    traveller = enter()
    page = traveller.go("/verification/mine/")
    assert "/account/login/" in page.url
    page.get_by_label("用户名").fill("worker")
    page.get_by_label("密码").fill("a-long-password")
    page.get_by_role("button", name="登录").click()
    page.wait_for_url("**/verification/mine/")
