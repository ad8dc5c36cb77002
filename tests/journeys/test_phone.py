"""A grid worker at a door, with a phone in one hand."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Enter, Town

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]


def test_from_my_targets_to_closed_in_a_few_taps(enter: Enter, town: Town) -> None:
    traveller = enter("worker", width=390)
    page = traveller.go("/verification/mine/")
    taps = 0
    top = page.locator(".visit-next")
    name = top.get_by_role("heading").inner_text().split()[0]
    top.get_by_role("button", name="我来联系").tap()
    taps += 1
    expect(page.get_by_text("已认领：两小时内由您联系")).to_be_visible()
    page.locator(".visit").filter(has_text=name).locator("a.button").first.tap()
    taps += 1
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    expect(page.locator(".tick.tone-done")).to_have_count(0)
    traveller.fits()
    step = page.locator("section.step")
    step.get_by_label("见到本人").check()
    step.get_by_role("button", name="保存").dblclick()
    taps += 2
    expect(page.locator(".tick.tone-done")).to_have_count(1)
    step.get_by_label("属实", exact=True).check()
    step.get_by_role("button", name="保存").tap()
    taps += 2
    expect(page.locator(".tick.tone-done")).to_have_count(2)
    step.get_by_role("button", name="保存").tap()
    taps += 1
    expect(page.locator(".tick.tone-done")).to_have_count(3)
    expect(step.get_by_role("heading")).to_contain_text("已核实销号")
    traveller.fits()
    assert taps <= 7
    page.reload()
    assert page.locator(".story").get_by_text("见到本人").count() == 1  # tapped twice, recorded once
    page = traveller.go("/verification/mine/")
    expect(page.locator(".visit").filter(has_text=name)).to_have_count(0)
