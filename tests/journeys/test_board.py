"""The chief's morning: the board, a figure down to its entries, filters that stay, work handed out."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Enter, Town
from tests.journeys.town import NEXT_GRID

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]


def test_a_figure_opens_down_to_its_entries(enter: Enter, town: Town) -> None:
    traveller = enter("chief")
    page = traveller.go(f"/figures/verification.targets/?area={NEXT_GRID}")
    rows = page.locator("[data-row]")
    expect(rows.first).to_be_visible()
    assert rows.count() >= 4
    rows.first.locator(".rowlink").click()
    page.wait_for_url("**/verification/target/**")
    expect(page.locator(".ticks")).to_be_visible()
    page.go_back()
    expect(rows.first).to_be_visible()


def test_the_board_leads_to_a_list_whose_filters_stay(enter: Enter, town: Town) -> None:
    traveller = enter("chief")
    board = f"/verification/{town.ids['campaign']}/"
    page = traveller.go(board)
    page.locator(".tile").filter(has_text="待上门").click()
    page.wait_for_url("**standing=to_visit**")
    traveller.fits()
    shown = page.locator("[data-row]").count()
    assert shown > 0
    page.reload()
    assert page.locator("[data-row]").count() == shown
    page.go_back()
    expect(page.locator(".tiles")).to_be_visible()
    page.go_forward()
    assert "standing=to_visit" in page.url
    assert page.locator("[data-row]").count() == shown


def test_a_page_of_targets_is_handed_out_at_once(enter: Enter, town: Town) -> None:
    traveller = enter("chief")
    page = traveller.go(f"/verification/{town.ids['campaign']}/targets/?area={NEXT_GRID}&standing=to_visit")
    page.locator("details.assign summary").click()
    page.get_by_label("交给").select_option(label="周网格 · 网格员")
    page.get_by_label("选中本页全部").check()
    page.get_by_role("button", name="分派选中的").click()
    expect(page.get_by_text("分派给「周网格」")).to_be_visible()
    assert "standing=to_visit" in page.url
    expect(page.locator("[data-row]").first).to_contain_text("周网格")
    traveller.fits()
