"""A lost day comes back: a phone that was taken off hands out its unsent facts, the desk takes them in."""

from pathlib import Path

import pytest

from tests.journeys.conftest import fill_in
from tests.journeys.town import PASSWORD
from tests.phone.conftest import Phone, Site

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]

EXPORT = """
  const {name, blob, count} = await queue.exportQueue(given);
  return {name, count, text: await blob.text()};
"""
VISIT = """
  const target = records.get("target", given);
  await facts.record([facts.fact("verification.visited", target.id, target.area, {outcome: "refused"})]);
"""


def test_what_a_revoked_phone_exports_is_taken_in_at_the_desk(phone: Phone, site: Site, tmp_path: Path) -> None:
    phone.context.set_offline(True)
    phone.do(VISIT, site.ids["王大川"])
    site.office("revoke", "worker")
    phone.context.set_offline(False)
    phone.sync()
    assert phone.do("return (await session.people())[0].wiped") == "revoked"
    file = phone.do(EXPORT, phone.member)
    assert file["count"] == 1
    assert "verification" not in file["text"]  # sealed
    (tmp_path / file["name"]).write_text(file["text"], "utf-8")
    before = len(site.entries("verification.visited"))

    desk = phone.context.browser.new_page(base_url=site.url, locale="zh-CN")  # type: ignore[union-attr]  # it has one
    fill_in(desk, "chief", PASSWORD)
    desk.wait_for_url(f"{site.url}/")
    desk.goto("/field/queue/")
    for state in ("新入账", "早已收到"):
        desk.set_input_files("input[type=file]", tmp_path / file["name"])
        desk.get_by_role("button", name="导入", exact=True).click()
        desk.get_by_text("文件已导入").wait_for()
        assert desk.locator("tbody tr").count() == 1
        assert state in desk.locator("tbody").inner_text()
    desk.close()

    visited = site.entries("verification.visited")
    assert len(visited) == before + 1
    assert visited[-1]["member"] == phone.member
