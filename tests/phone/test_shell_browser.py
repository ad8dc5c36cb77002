"""The phone's app in a real Chromium: enrolling, unlocking, working without network, changing versions."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import until
from tests.phone.conftest import PIN, Buy, Phone, Site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("phones")]
expect.set_options(timeout=20_000)  # many share a machine where tests run
LOADED = re.compile("还有 [1-9]")
CHINESE = re.compile(r"[\u3400-\u9fff]")


def code(site: Site, username: str = "worker") -> str:
    return str(site.office("code", username)["code"])


def opened(phone: Phone, path: str = "/field/", width: int = 360) -> Page:
    phone.page.set_viewport_size({"width": width, "height": 740})
    phone.page.goto(path)
    phone.page.locator("#screen > *").first.wait_for()
    return phone.page


def fill_in(page: Page, pin: str = PIN, again: str | None = None) -> None:
    """The enrolment's form from the PIN on, sent."""
    page.get_by_label("设一个 PIN").fill(pin)
    page.get_by_label("再输一次 PIN").fill(pin if again is None else again)
    page.get_by_role("button", name="登记这部手机").click()


def enrolled(phone: Phone, site: Site, username: str = "worker") -> Page:
    """By the link that the QR at the office leads to."""
    page = opened(phone, f"/field/#enrol={code(site, username).replace('-', '')}")
    fill_in(page)
    page.get_by_role("button", name="开始").click()
    expect(page.get_by_role("heading", name="今天", exact=True)).to_be_visible()
    return page


def enter(page: Page, pin: str = PIN) -> None:
    """On the pad, key by key."""
    for digit in pin:
        page.get_by_role("button", name=digit, exact=True).click()
    page.get_by_role("button", name="解锁", exact=True).click()


def go(page: Page, route: str) -> None:
    page.evaluate("(route) => { location.hash = route; }", f"#/{route}")


def fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def versions(page: Page) -> list[str]:
    names: list[str] = page.evaluate("caches.keys()")
    return [name for name in names if name.startswith("field-")]


@pytest.fixture
def new_version(site: Site) -> Iterator[Any]:
    """A file of the app changes on the server: `new_version()`. In the end it is as it was."""
    file = site.home / "static/field/field.css"
    before = file.read_bytes()

    def change() -> None:
        file.write_bytes(file.read_bytes() + b"\n/* another version */\n")

    yield change
    file.write_bytes(before)


def test_enrolled_by_the_qr_the_app_opens_and_works_without_network(buy: Buy, site: Site) -> None:
    phone = buy()
    page = enrolled(phone, site)
    assert "enrol" not in page.url
    expect(page.get_by_text(LOADED)).to_be_visible()
    phone.context.set_offline(True)
    page.reload()
    expect(page.get_by_role("heading", name="李网格")).to_be_visible()
    enter(page)
    expect(page.get_by_text(LOADED)).to_be_visible()
    expect(page.get_by_role("link", name="无网络")).to_be_visible()
    for route, title in (
        ("round", "逐户"),
        ("find", "查找"),
        ("mine", "我的记录"),
        ("more", "更多"),
        ("guide", "工作须知"),
    ):
        go(page, route)
        expect(page.get_by_role("heading", name=title).first).to_be_visible()
        fits(page)
    another = phone.context.new_page()  # as from the icon on the home screen
    another.goto("/field/")
    expect(another.get_by_role("heading", name="李网格")).to_be_visible()


def test_the_whole_app_comes_in_one_answer(buy: Buy) -> None:
    phone = buy()
    served: list[bool] = []
    phone.page.on("response", lambda answer: served.append(answer.from_service_worker))
    page = opened(phone)
    loaded = page.evaluate("performance.getEntriesByType('resource').map(({name}) => name)")
    assert sum(name.endswith(".js") for name in loaded) > 20
    assert served.count(False) <= 15  # the page, its styles and what begins; every other module is there already
    assert len(versions(page)) == 1


def test_a_download_that_breaks_off_says_so_and_is_tried_again(buy: Buy) -> None:
    phone = buy()
    phone.expected = (*phone.expected, "Failed to fetch dynamically imported module")
    for part in ("**/files.json", "**/app.js"):
        phone.context.route(part, lambda route: route.abort())
    phone.page.goto("/field/")
    expect(phone.page.get_by_role("alert")).to_contain_text("网络断了")
    phone.context.unroute_all()
    phone.context.set_offline(True)
    phone.context.set_offline(False)
    expect(phone.page.get_by_role("heading", name="登记这部手机")).to_be_visible()


def test_enrolling_by_a_typed_code_says_what_is_wrong(buy: Buy, site: Site) -> None:
    page = opened(buy())
    expect(page.get_by_role("heading", name="登记这部手机")).to_be_visible()
    field = page.get_by_label("登记码").first
    field.fill("ABC")
    fill_in(page)
    expect(page.get_by_text("登记码是 12 位")).to_be_visible()
    field.fill("0000-0000-0000")
    for pin, again, said in (
        ("12345", "12345", "PIN 至少 6 位数字。"),
        ("123456", "123456", "数字是连着的"),
        ("111111", "111111", "数字太单一"),
        ("135790", "135791", "两次输入的 PIN 不一样"),
    ):
        fill_in(page, pin, again)
        expect(page.get_by_text(said)).to_be_visible()
    fill_in(page)
    expect(page.get_by_text("登记码不对")).to_be_visible()
    field.fill("")
    field.press_sequentially(code(site).replace("-", "").lower())
    expect(field).to_have_value(re.compile(r"^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$"))
    fill_in(page)
    expect(page.get_by_text("李网格，这部手机可以用了（南江县）。")).to_be_visible()


def test_a_code_is_used_once(buy: Buy, site: Site) -> None:
    one = code(site).replace("-", "")
    for phone, said in ((buy(), "已登记"), (buy(), "这个登记码已经用过了")):
        page = opened(phone, f"/field/#enrol={one}")
        fill_in(page)
        expect(page.get_by_text(said)).to_be_visible()


def test_the_browsers_answer_about_keeping_is_shown(buy: Buy, site: Site) -> None:
    phone = buy()
    page = opened(phone, f"/field/#enrol={code(site)}")
    fill_in(page)
    expect(page.get_by_text("浏览器没有答应保留资料")).to_be_visible()
    page.get_by_role("button", name="开始").click()
    go(page, "more")
    expect(page.get_by_text("浏览器没有答应保留资料")).to_be_visible()
    cdp = phone.cdp()
    here = cdp.send("Target.getTargetInfo")["targetInfo"]["browserContextId"]
    cdp.send("Browser.grantPermissions", {"permissions": ["durableStorage"], "browserContextId": here})
    # The screen may have been drawn again meanwhile and have heard the new answer by itself.
    page.get_by_role("button", name="再问一次").evaluate_all("buttons => buttons.forEach((one) => one.click())")
    expect(page.get_by_text("浏览器答应保留资料")).to_be_visible()


def test_unlocking_counts_wrong_pins_and_takes_keys_of_a_keyboard(buy: Buy, site: Site) -> None:
    page = enrolled(buy(), site)
    go(page, "more")
    page.get_by_role("button", name="锁定").click()
    expect(page.get_by_role("button", name="解锁", exact=True)).to_be_disabled()
    enter(page, "246800")
    expect(page.get_by_text("PIN 不对，还可以试 9 次")).to_be_visible()
    page.reload()
    expect(page.get_by_text("PIN 不对，还可以试 9 次")).to_be_visible()
    page.keyboard.type(PIN)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="更多")).to_be_visible()  # where one was


def test_two_people_share_a_phone_and_each_sees_their_own(buy: Buy, site: Site) -> None:
    page = enrolled(buy(), site)
    expect(page.get_by_text("王大川").first).to_be_visible()
    go(page, "more")
    page.get_by_role("button", name="锁定").click()
    page.get_by_role("button", name="登记一位使用人").click()
    page.get_by_label("登记码").first.fill(code(site, "mate"))
    fill_in(page, "864213")
    page.get_by_role("button", name="开始").click()
    expect(page.get_by_role("heading", name="今天", exact=True)).to_be_visible()
    expect(page.get_by_text("王大川")).to_have_count(0)
    page.reload()
    expect(page.get_by_text("您是哪一位？")).to_be_visible()
    page.get_by_role("button", name=re.compile("李网格")).click()
    enter(page)
    expect(page.get_by_text("王大川")).to_be_visible()


def test_another_pin(buy: Buy, site: Site) -> None:
    page = enrolled(buy(), site)
    go(page, "pin")
    page.get_by_label("现在的 PIN").fill(PIN)
    page.get_by_label("新的 PIN（至少").fill("987654")
    page.get_by_label("再输一次新的 PIN").fill("987654")
    page.get_by_role("button", name="改 PIN").click()
    expect(page.get_by_text("太好猜")).to_be_visible()
    page.get_by_label("新的 PIN（至少").fill("907531")
    page.get_by_label("再输一次新的 PIN").fill("907531")
    page.get_by_role("button", name="改 PIN").click()
    expect(page.get_by_text("PIN 已改")).to_be_visible()
    page.reload()
    enter(page)
    expect(page.get_by_text("PIN 不对")).to_be_visible()
    enter(page, "907531")
    expect(page.get_by_role("navigation", name="主要页面")).to_be_visible()


VISITED = """
  const target = records.all("target").values().next().value;
  const data = {outcome: given.outcome ?? "met"};
  await facts.record(facts.fact("verification.visited", target.id, given.area ?? target.area, data));
"""


def test_each_record_says_where_it_is(buy: Buy, site: Site, tmp_path: Path) -> None:
    phone = buy()
    page = enrolled(phone, site)
    expect(page.get_by_text(LOADED)).to_be_visible()
    phone.context.set_offline(True)
    phone.do(VISITED, {})
    expect(page.get_by_role("link", name=re.compile("无网络 · 1 条未发"))).to_be_visible()
    go(page, "mine")
    expect(page.get_by_text("在本机，还没有发出")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="导出未发送的记录").click()
    file = json.loads(Path(download.value.path()).read_text())
    assert (file["format"], len(file["rows"])) == ("lianfang-queue", 1)
    assert "王大川" not in json.dumps(file, ensure_ascii=False)
    phone.context.set_offline(False)
    expect(page.get_by_text("已接受").first).to_be_visible()
    expect(page.get_by_role("link", name="已发完")).to_be_visible()
    page.get_by_role("button", name=re.compile("走访")).click()
    expect(page.get_by_role("dialog")).to_contain_text("见到")


def test_a_refused_record_can_be_given_up(buy: Buy, site: Site) -> None:
    page = enrolled((phone := buy()), site)
    expect(page.get_by_text(LOADED)).to_be_visible()
    phone.do(VISITED, {"area": "511922101201"})  # not this worker's village
    go(page, "mine")
    page.get_by_role("button", name="现在发送").click()
    expect(page.get_by_role("link", name="1 条被退回")).to_be_visible()
    page.get_by_role("button", name=re.compile("走访")).click()
    page.get_by_role("button", name="放弃这条记录").click()
    page.get_by_role("button", name="放弃", exact=True).click()
    expect(page.get_by_role("link", name="已发完")).to_be_visible()


def test_a_refused_record_is_put_right_and_sent_again(buy: Buy, site: Site) -> None:
    page = enrolled((phone := buy()), site)
    expect(page.get_by_text(LOADED)).to_be_visible()
    phone.do(VISITED, {"outcome": "flown"})
    go(page, "mine")
    page.get_by_role("button", name="现在发送").click()
    page.get_by_role("button", name=re.compile("不在可选项内")).click()
    page.get_by_role("button", name="修改后再发").click()
    page.get_by_role("dialog").get_by_text("只见到家人").click()
    page.get_by_role("button", name="保存并再发").click()
    expect(page.get_by_role("link", name="已发完")).to_be_visible()
    page.get_by_role("button", name=re.compile("走访")).click()
    expect(page.get_by_role("dialog")).to_contain_text("只见到家人")


def test_unsent_records_are_seen_and_saved_without_any_pin(buy: Buy, site: Site) -> None:
    page = enrolled((phone := buy()), site)
    expect(page.get_by_text(LOADED)).to_be_visible()
    phone.context.set_offline(True)
    phone.do(VISITED, {})
    page.reload()
    expect(page.get_by_text("1 条没有发出")).to_be_visible()
    with page.expect_download():
        page.get_by_role("button", name="导出未发送的记录").click()


def test_the_app_speaks_english(buy: Buy, site: Site) -> None:
    page = enrolled((phone := buy()), site)
    go(page, "more")
    page.get_by_text("English").click()
    expect(page.get_by_role("heading", name="More")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "en"
    for route in ("today", "round", "find", "mine", "guide", "pin", "more"):
        go(page, route)
        page.wait_for_timeout(300)
        fits(page)
        said = page.locator(".top, .tabbar").all_inner_texts()
        assert not CHINESE.search(" ".join(said)), (route, said)
    phone.context.set_offline(True)
    page.reload()
    expect(page.get_by_role("button", name="Unlock", exact=True)).to_be_visible()


def test_light_and_dark_are_chosen_and_kept(buy: Buy, site: Site) -> None:
    page = enrolled(buy(), site)
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(ground)
    go(page, "more")
    page.get_by_text("深色").click()
    assert page.evaluate(ground) != light
    page.reload()
    assert page.evaluate(ground) != light


def test_a_new_version_waits_for_a_form_and_takes_over_when_nobody_is_in_the_middle(
    buy: Buy, site: Site, new_version: Any
) -> None:
    page = enrolled(buy(), site)
    [before] = versions(page)
    page.evaluate("import('/static/field/js/ui.js').then(({dirty}) => dirty.set('test', true))")
    new_version()
    page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")
    expect(page.get_by_text("有新版本。写完并保存后再更新。")).to_be_visible()
    page.evaluate("import('/static/field/js/update.js').then(({takeOver}) => takeOver())")
    page.wait_for_timeout(500)
    assert page.evaluate("navigator.serviceWorker.getRegistration().then((one) => Boolean(one.waiting))")
    page.evaluate("import('/static/field/js/ui.js').then(({dirty}) => dirty.set('test', false))")
    with page.expect_navigation():
        page.get_by_role("button", name="现在更新").click()
    expect(page.get_by_role("heading", name="李网格")).to_be_visible()
    [after] = versions(page)
    assert after != before
    assert page.locator("meta[name=version]").get_attribute("content") == after.removeprefix("field-")


def test_a_new_version_takes_over_by_itself_once_the_phone_is_locked(buy: Buy, site: Site, new_version: Any) -> None:
    page = enrolled(buy(), site)
    [before] = versions(page)
    # At rest: under playwright, which holds on to workers, Chromium does not come back to one that was still busy.
    until(page, "import('/static/field/js/sync.js').then(({state}) => !state().busy && Boolean(state().lastDown))")
    page.wait_for_timeout(1_000)
    new_version()
    page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")
    expect(page.get_by_text("有新版本。")).to_be_visible()
    page.wait_for_timeout(1_000)
    assert page.evaluate("import('/static/field/js/session.js').then(({current}) => current().name)") == "李网格"
    with page.expect_navigation():
        page.evaluate("import('/static/field/js/session.js').then(({lock}) => lock())")
    expect(page.get_by_role("heading", name="李网格")).to_be_visible()
    assert versions(page) != [before]


def test_a_form_in_another_tab_holds_the_new_version_back(buy: Buy, site: Site, new_version: Any) -> None:
    page = enrolled((phone := buy()), site)
    other = phone.context.new_page()
    other.goto("/field/")
    other.locator("#screen > *").first.wait_for()
    other.evaluate("import('/static/field/js/ui.js').then(({dirty}) => dirty.set('test', true))")
    new_version()
    page.bring_to_front()
    page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")
    page.get_by_role("button", name="现在更新").click()
    page.wait_for_timeout(700)
    assert page.evaluate("navigator.serviceWorker.getRegistration().then((one) => Boolean(one.waiting))")
    with page.expect_navigation():
        other.evaluate("import('/static/field/js/ui.js').then(({dirty}) => dirty.set('test', false))")
        page.get_by_role("button", name="现在更新").click()


def test_an_app_whose_files_do_not_fit_together_is_not_taken(buy: Buy, site: Site, new_version: Any) -> None:
    """A server that changes between two answers: the version on the phone stays, whole."""
    phone = buy()
    page = enrolled(phone, site)
    [before] = versions(page)
    new_version()
    phone.context.route("**/field/files.json", lambda route: route.fulfill(json={"version": "other", "files": {}}))
    page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update().catch(() => {}))")
    page.wait_for_timeout(1500)
    assert not page.evaluate("navigator.serviceWorker.getRegistration().then((one) => Boolean(one.waiting))")
    page.reload()
    expect(page.get_by_role("heading", name="李网格")).to_be_visible()
    assert page.locator("meta[name=version]").get_attribute("content") == before.removeprefix("field-")


@pytest.mark.parametrize("width", [360, 412, 1280])
def test_nothing_sticks_out_sideways(buy: Buy, site: Site, width: int) -> None:
    page = enrolled(buy(), site)
    page.set_viewport_size({"width": width, "height": 800})
    for route in ("today", "round", "find", "mine", "more", "guide", "pin", "enrol", "nowhere"):
        go(page, route)
        page.wait_for_timeout(250)
        fits(page)
    expect(page.get_by_text("没有这一页").first).to_be_visible()
