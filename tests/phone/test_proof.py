"""A slip held out at a post, judged on the real screen without network; and by its short code when there is one."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.phone.conftest import Site, inside
from tests.phone.hand import Hand
from tests.phone.prooftown import NUMBER

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]


@pytest.fixture
def slips(site: Site) -> dict[str, str]:
    """What slips hold, by how they stand."""
    found: dict[str, str] = json.loads(inside(site.home, "tests.phone.prooftown"))
    return found


@pytest.fixture
def gate(chromium: Browser, site: Site, slips: dict[str, str]) -> Iterator[Hand]:
    """The officer's phone. No page of it may have complained in the end."""
    hand = Hand(chromium, site, "gate")
    hand.enrol()
    yield hand
    hand.context.close()
    assert hand.complaints == []


def test_a_slip_is_judged_at_the_post(gate: Hand, slips: dict[str, str], site: Site) -> None:
    page = gate.page
    gate.network(on=False)
    page.get_by_role("link", name="查验证明").tap()
    gate.big_enough()
    field = page.get_by_label("纸条编号")

    def look(text: str) -> None:
        field.fill(text)
        field.press("Enter")  # as readers do

    look(slips["good"])
    expect(page.locator(".proof-found h1")).to_have_text("有效")
    expect(page.locator(".proof-found")).to_contain_text("欧阳* 16")
    page.get_by_label("证件号码或车牌").fill(NUMBER)
    gate.tap(gate.button("核对"))
    expect(page.locator(".proof-found")).to_contain_text("与本人相符")
    gate.big_enough()
    gate.tap(gate.button("记下，查下一份"))
    gate.said("查验已记下：有效")
    assert field.input_value() == ""
    look(slips["good"])
    look(NUMBER)  # the reader takes the holder's card, with the focus where the slip's code went
    expect(page.locator(".proof-found")).to_contain_text("与本人相符")
    for text, word in (
        (slips["lost"], "已作废"),
        (slips["over"], "已过期"),
        (slips["good"][:-3] + "000", "伪造或被改动"),
    ):
        look(text)
        expect(page.locator(".proof-found h1")).to_have_text(word)
        expect(page.get_by_label("证件号码或车牌")).to_have_count(0)
    look(slips["good"])
    page.get_by_label("证件号码或车牌").fill("川Y12345")
    gate.tap(gate.button("核对"))
    expect(page.locator(".proof-found h1")).to_have_text("与持证人不符")
    gate.tap(gate.button("记下，查下一份"))
    gate.said("查验已记下：与持证人不符")
    look(slips["good code"])
    expect(page.locator(".notice-late")).to_contain_text("没有网络，编号查不了")
    gate.network(on=True)
    look(slips["good code"])
    expect(page.locator(".proof-found h1")).to_have_text("有效")
    gate.sync()
    looks = [(row["data"], row["place"]) for row in site.entries("proofs.checked")]
    what = {"what": "essential"}
    assert looks == [
        ({"outcome": "valid", **what}, slips["post"]),
        ({"outcome": "other_holder", **what}, slips["post"]),
    ]
