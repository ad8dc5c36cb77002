"""A need from the telephone to the door: the clerk takes it down and hands it on, the grid worker delivers it."""

from playwright.sync_api import expect

from tests.journeys.conftest import Enter


def test_a_call_becomes_a_need_and_the_need_is_met(enter: Enter) -> None:
    clerk = enter("clerk")
    page = clerk.page
    page.get_by_role("link", name="群众需求").first.click()
    page.get_by_role("link", name="受理需求").click()
    page.get_by_role("searchbox").fill("0001")
    page.get_by_role("searchbox").press("Enter")
    page.locator("#results").get_by_role("link", name="李小河").click()
    clerk.fits()
    page.get_by_label("需要什么").select_option(label="药品代购")
    page.get_by_label("紧急").check()
    page.get_by_label("具体要求").fill("降压药两盒")
    page.get_by_role("button", name="受理这件需求").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("药品代购")
    expect(page.get_by_text("还没有人认领")).to_be_visible()
    clerk.fits()
    page.get_by_text("交给别人办理").click()
    expect(page.get_by_label("由谁办理")).to_contain_text("李网格")
    page.locator("details[open]").get_by_role("button", name="保存").click()
    expect(page.get_by_role("heading", name="由 李网格 办理")).to_be_visible()
    address = page.url

    worker = enter("worker", width=390)
    door = worker.page
    door.get_by_role("link", name="1 件由您办理").click()
    door.get_by_role("link", name="药品代购").click()
    assert door.url == address
    worker.fits()
    door.get_by_label("办理情况").first.fill("已送到门口")
    door.get_by_role("button", name="办到了").click()
    expect(door.get_by_role("heading", name="已办到")).to_be_visible()

    page.goto("/needs/?state=delivered")
    expect(page.get_by_role("link", name="药品代购")).to_be_visible()
