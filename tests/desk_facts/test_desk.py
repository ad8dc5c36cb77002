"""The forms of kinds on the desk's own pages, in a real browser."""

import re
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID

import pytest
import uuid_utils.compat as uuids
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from lianfang.ledger.models import Entry
from tests.conftest import COUNTY, GRID, PASSWORD
from tests.desk_facts.drawn import fields
from tests.field import case, entry, moment, send

pytestmark = [
    pytest.mark.browser,
    pytest.mark.sqlite,
    pytest.mark.django_db(transaction=True),
]
ASSETS = Path(__file__).resolve().parents[2] / "src/lianfang/desk/templates/desk/facts/assets.html"
SCRIPTS = Path(__file__).resolve().parents[2] / "src/lianfang/desk/static/desk/js"
SENT = "name => Object.fromEntries([...new FormData(document.querySelector(name))])"
UNASKED = "[...document.querySelectorAll('fact-form [hidden] :is(input, select, textarea)')].map(one => one.name)"


@pytest.fixture
def target(members: SimpleNamespace) -> UUID:
    """Somebody on the county's list, in the worker's grid, visited in vain."""
    there, listed = case(), uuids.uuid7()
    send(members.clerk, there.opening(COUNTY, moment(25)))
    who = {"name": "王小明", "phones": ["13900000000"], "sex": "male", "birth_date": "1949-12-31"}
    send(members.clerk, [there.listed(listed, GRID, moment(25), who=who)])
    visit = entry(
        "verification.visited", listed, GRID, moment(26), outcome="not_in", note={"text": "“在田里” & <地头>"}
    )
    send(members.worker, [visit])
    return listed


@pytest.fixture
def worker(tab: Page, members: SimpleNamespace) -> Page:
    tab.goto("/account/login/")
    tab.get_by_label("用户名").fill(members.worker.username)
    tab.get_by_label("密码").fill(PASSWORD)
    tab.get_by_role("button", name="登录").click()
    tab.wait_for_url(re.compile(r"/$"))
    return tab


def test_the_drawn_form_sends_what_its_block_says(worker: Page, target: UUID) -> None:
    """So that tests of pages, which have no browser, may fill in a form as drawn."""
    visit = Entry.objects.get(subject=target, kind="verification.visited").id
    pages = (f"/facts/{visit}/correct/", f"/facts/{visit}/void/", f"/people/household/new/?area={GRID}")
    for address in pages:
        answer = worker.goto(address)
        assert answer is not None
        said, shown = fields(answer.text()), worker.evaluate(SENT, "form.fact")
        unasked = set(worker.evaluate(UNASKED))
        assert shown == {name: value for name, value in said.items() if name not in unasked}, address


def test_nothing_moves_when_the_form_is_drawn(worker: Page, target: UUID) -> None:
    worker.add_init_script(
        """window.moved = 0;
        new PerformanceObserver(list => { for (const one of list.getEntries()) window.moved += one.value; })
            .observe({type: "layout-shift", buffered: true});"""
    )
    for width in (390, 1280):
        worker.set_viewport_size({"width": width, "height": 844})
        worker.goto(f"/verification/target/{target}/")
        worker.locator(".step .field").first.wait_for()
        worker.wait_for_timeout(300)
        assert worker.evaluate("window.moved") < 0.1


def test_every_module_of_the_form_is_fetched_at_once() -> None:
    """Otherwise each is found only after the one that imports it has come."""
    preloaded = set(re.findall(r'modulepreload" href="{{ base }}desk/js/([\w/]+).js"', ASSETS.read_text()))
    found: set[str] = set()
    ahead = ["facts"]
    while ahead:
        name = ahead.pop()
        if name in found:
            continue
        found.add(name)
        base = (SCRIPTS / f"{name}.js").parent
        imported = re.findall(r'from "(\.[^"]+)\.js"', (SCRIPTS / f"{name}.js").read_text())
        ahead += [str((base / path).resolve().relative_to(SCRIPTS)) for path in imported]
    assert preloaded == found - {"facts"}


def test_a_form_that_lacks_something_is_not_sent(worker: Page, target: UUID) -> None:
    worker.goto(f"/verification/target/{target}/")
    step = worker.locator("section.step")
    step.get_by_label("联系不上").check()
    step.get_by_role("button", name="保存").click()
    expect(step.get_by_text("请选择：未见原因。")).to_be_visible()
    expect(step.get_by_label("未见原因")).to_be_focused()
    assert Entry.objects.filter(subject=target, kind="verification.visited").count() == 1
    step.get_by_label("未见原因").select_option("no_answer")
    step.get_by_role("button", name="保存").click()
    expect(worker.get_by_text("已记录：走访")).to_be_visible()
    assert Entry.objects.filter(subject=target, kind="verification.visited").count() == 2


def test_the_doors_refusal_stands_beside_its_field(worker: Page, target: UUID) -> None:
    worker.goto(f"/verification/target/{target}/")
    worker.locator("summary").filter(has_text="核对资料").click()
    fold = worker.locator("details.fold[open]")
    fold.get_by_label("已更正").check()
    fold.get_by_label("联系电话").fill("1" * 81)
    fold.get_by_role("button", name="保存").click()
    phones = worker.locator("details.fold[open]").get_by_label("联系电话")
    expect(phones).to_have_attribute("aria-invalid", "true")
    expect(phones).to_be_focused()
    expect(phones).to_have_value("1" * 81)
    expect(fold.get_by_label("已更正")).to_be_checked()
    [sentence] = worker.locator(".error").all_inner_texts()
    assert "太长" in sentence
    assert sentence in worker.locator(f"#{phones.get_attribute('aria-describedby')}").inner_text()


def test_what_was_written_is_there_again_on_the_way_back(worker: Page, target: UUID) -> None:
    worker.goto(f"/verification/target/{target}/")
    step = worker.locator("section.step")
    step.get_by_label("联系不上").check()
    step.get_by_label("未见原因").select_option("no_answer")
    step.get_by_label("备注").fill("打了三次")
    worker.goto("/verification/")
    worker.go_back()
    expect(step.get_by_label("联系不上")).to_be_checked()
    expect(step.get_by_label("未见原因")).to_have_value("no_answer")
    expect(step.get_by_label("备注")).to_have_value("打了三次")


def test_without_the_browsers_script_it_says_so(worker: Page, target: UUID, live_server: LiveServer) -> None:
    assert worker.context.browser is not None
    context = worker.context.browser.new_context(java_script_enabled=False, base_url=live_server.url)
    context.add_cookies(worker.context.cookies())  # type: ignore[arg-type]  # what one context gives another takes
    page = context.new_page()
    page.goto(f"/verification/target/{target}/")
    expect(page.locator("section.step .error")).to_have_text("填写这张表需要浏览器启用脚本（JavaScript）。")
    context.close()
