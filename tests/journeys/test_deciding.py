"""What the machine leaves to people: unclear addresses, and who is who."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Enter, Town

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]


def test_the_cadre_places_addresses_by_keyboard_alone(enter: Enter, town: Town) -> None:
    traveller = enter("cadre")
    page = traveller.go(f"/verification/{town.ids['campaign']}/unclear/")
    for left in (2, 1):
        expect(page.get_by_text(f"还有 {left} 人的地址没有落到网格")).to_be_visible()
        place = page.locator('[data-number="1"] b').inner_text()
        page.keyboard.press("1")
        expect(page.get_by_text(re.compile(f"已落到「.*{place[-6:]}"))).to_be_visible()
    expect(page.get_by_text("地址都落到网格了")).to_be_visible()
    traveller.fits()


def test_two_records_are_one_and_then_they_are_not(enter: Enter, town: Town) -> None:
    traveller = enter("command")
    page = traveller.go("/people/decisions/")
    page.get_by_role("link", name="孔健明").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("是不是同一个人")
    traveller.fits()
    page.keyboard.press("1")
    expect(page.get_by_text("已判定：同一人")).to_be_visible()
    undo = page.get_by_role("link", name="撤销").first.get_attribute("href") or ""
    page = traveller.go(f"/verification/target/{town.ids['孔健明']}/")
    expect(page.locator("section.step")).to_contain_text("与他人重复")
    page.get_by_role("link", name="打开那个对象").click()
    expect(page).to_have_url(f"{town.url}/verification/target/{town.ids['孔建明']}/")
    page = traveller.go(undo)
    page.locator("form.fact select, form.fact input[type=radio]").first.wait_for()
    choose_first(page)
    page.get_by_role("button", name="撤销").click()
    page = traveller.go(f"/verification/target/{town.ids['孔健明']}/")
    expect(page.locator("section.step")).to_contain_text("等待判定")
    expect(page.get_by_text("与他人重复")).to_have_count(0)


def choose_first(page: Page) -> None:
    """The first real option of the only question a form asks."""
    radios = page.locator("form.fact input[type=radio]")
    if radios.count():
        radios.first.check()
    else:
        page.locator("form.fact select").first.select_option(index=1)
