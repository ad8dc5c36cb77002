"""The clerk takes in three lists; last of all journeys, for it fills the county."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import lianfang
from tests.journeys.conftest import Enter, Town

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]

LISTS = sorted((Path(lianfang.__file__).parent / "demo_data" / "returnees").glob("[ABC]-*"))


def test_three_lists_from_upload_to_the_report(enter: Enter, town: Town) -> None:
    traveller = enter("clerk")
    page = traveller.go("/import/")
    page.get_by_label("名单文件").set_input_files(LISTS)
    page.locator("select[name=campaign]").select_option("")
    page.get_by_label("新任务名称").fill("三份名单")
    page.get_by_role("button", name="上传并查看各列").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("核对各列")
    traveller.fits()
    column = page.get_by_label("「核查情况」列的内容")
    column.select_option("other")
    page.get_by_role("button", name="保存并重新查看").click()
    expect(column).to_have_value("other")
    assert not re.search(r"\d{11}", page.get_by_role("main").inner_text()), "samples are to be masked"
    page.get_by_role("button", name="开始导入").click()
    expect(page.get_by_role("progressbar").or_(page.locator("progress")).first).to_be_visible()
    expect(page.get_by_text("涉及人员")).to_be_visible(timeout=150_000)
    traveller.fits()
    adds_up(page)
    refused = page.locator("table").filter(has_text="改正办法")
    for row in refused.locator("tbody tr").all():
        assert row.locator("td").last.inner_text().strip()
    with page.expect_download() as got:
        page.get_by_role("link", name="下载无法读取的行").click()
    assert "改正办法" in Path(got.value.path()).read_text("utf-8-sig")


def adds_up(page: Page) -> None:
    """In every file, and in all, new, known, to decide and refused add up to the items."""
    rows = page.locator("table").filter(has_text="每份名单的结果").locator("tbody tr").all()
    assert len(rows) == len(LISTS) + 1
    for row in rows:
        numbers = [int(cell.replace(",", "")) for cell in row.locator("td").all_inner_texts()[1:]]
        _lines, items, *fates = numbers
        assert sum(fates) == items > 0
