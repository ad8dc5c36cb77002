"""The morning briefing: frozen by one, signed by another; what comes late stands in the next."""

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Enter, Town
from tests.journeys.town import COUNTY

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]


def minutes_ago(minutes: int) -> str:
    return (datetime.now().astimezone() - timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:00%z")


def test_frozen_signed_and_corrected_in_the_next(enter: Enter, town: Town) -> None:
    clerk = enter("clerk")
    page = clerk.go(f"/briefings/now/?area={COUNTY}&at={minutes_ago(30).replace('+', '%2B')}")
    page.get_by_role("button", name="核对无误，定稿").click()
    page.get_by_role("dialog").get_by_role("button", name="确定").click()
    expect(page.get_by_text("简报已定稿，等待签发")).to_be_visible()
    frozen = page.url
    expect(page.get_by_role("button", name="签发")).to_have_count(0)  # a clerk does not sign
    clerk.fits()

    command = enter("command")
    page = command.go(frozen)
    page.get_by_role("button", name="签发").click()
    page.get_by_role("dialog").get_by_role("button", name="确定").click()
    expect(page.get_by_text("简报已签发")).to_be_visible()
    page = command.go(f"{frozen}?verify=1")
    expect(page.get_by_text("每个数都一致")).to_be_visible()

    page = clerk.go(f"/briefings/now/?area={COUNTY}")
    expect(page.get_by_text("没有更正")).to_be_visible()

    late = enter("mate", width=390)
    page = late.go(f"/verification/target/{town.ids['周平湖']}/")
    step = page.locator("section.step")
    step.get_by_label("拒绝配合").check()
    step.locator("details summary").last.click()
    local = (datetime.now().astimezone() - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
    step.locator("input[type=datetime-local]").fill(local)
    step.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已记录：走访")).to_be_visible()

    page = clerk.go(f"/briefings/now/?area={COUNTY}")
    changed = page.get_by_role("table", name="更正情况").get_by_role("row").filter(has_text="拒绝配合")
    expect(changed.first).to_contain_text("1")
    page.emulate_media(media="print")
    assert page.locator(".report-tools").is_hidden()
    assert page.locator(".print-mark").is_visible()
    page.emulate_media(media="screen")
