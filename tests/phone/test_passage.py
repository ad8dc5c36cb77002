"""A shift at a post without network, on the real app in a real browser: a commuter, a stranger, a fever, a hit."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browsing import until
from tests.journeys.town import COUNTY, VILLAGE
from tests.phone.conftest import Site, inside, served
from tests.phone.hand import PIN, Hand
from tests.phone.posttown import COMMUTER, LISTED, SOUGHT
from tests.site.test_durability import Server, lianfang

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]

CARD = "999001198001050112"
# A reader writes faster than the browser of a busy test machine passes keys on: so it writes from inside.
READER = """(number) => {
  for (const key of [...number, "Enter"]) {
    const input = document.activeElement;
    const press = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
    if (!input.dispatchEvent(press) || key === "Enter" || input.value === undefined) continue;
    input.value += key;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }
}"""


class Guard(Hand):
    """A phone at a post. Taps and keys of the big pad count alike."""

    def on_duty(self) -> None:
        """Enrolled, everything down, at the first post."""
        self.page.goto("/field/#enrol=" + self.site.office("code", self.username)["code"])
        for place in range(2):
            self.page.locator("input[type=password]").nth(place).fill(PIN)
        self.button("登记这部手机").tap()
        self.button("开始").tap()
        self.pick("红卫村卡点")
        until(self.page, "import('/static/field/js/sync.js').then(({state}) => !state().busy && state().lastDown)")
        until(self.page, "caches.match('/static/field/js/screens/passage.js').then(Boolean)")
        until(self.page, "caches.match('/static/protocols/divisions.json').then(Boolean)")

    def press(self, *keys: str) -> None:
        """Big keys, one tap each."""
        for key in keys:
            self.tap(self.page.locator(".pad-keys").get_by_role("button", name=key, exact=True))

    def onward(self) -> None:
        self.tap(self.page.locator(".pad-key.go"))

    def reads(self, number: str) -> None:
        """A card is laid on the reader."""
        self.page.evaluate(READER, number)

    def save(self) -> None:
        self.tap(self.page.locator(".pass-save"))

    def person(self, number: int) -> Locator:
        return self.page.locator(".pp").nth(number)

    def result(self, number: int, word: str, why: str) -> None:
        """What is to be done with somebody, and why."""
        expect(self.person(number).locator(".pp-outcome")).to_contain_text(word)
        expect(self.person(number).locator(".pp-outcome")).to_contain_text(why)

    def data(self) -> dict[str, Any]:
        """Of the latest passage."""
        return dict(self.pending()[-1]["entry"]["data"])


@pytest.fixture(scope="module")
def road(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A served installation with two posts."""
    home: Path = tmp_path_factory.mktemp("road")
    (home / "grids.csv").write_text(f"village,suffix,name,groups\n{VILLAGE},01,红卫村第一网格,1-9\n", "utf-8")
    (home / "grids.csv").open("a").write(f"{VILLAGE},02,红卫村第二网格,\n")
    lianfang(home, "init", "--county", COUNTY, "--grids", str(home / "grids.csv"))
    ids = json.loads(inside(home, "tests.phone.posttown"))
    with served(home, ids, Server(home)) as site:
        yield site


@pytest.fixture
def guard(chromium: Browser, road: Site) -> Iterator[Guard]:
    hand = Guard(chromium, road, "guard")
    hand.on_duty()
    yield hand
    hand.context.close()
    assert hand.complaints == []


def test_a_shift_at_a_post_without_network(guard: Guard, road: Site) -> None:
    guard.network(on=False)
    guard.page.get_by_role("link", name="登记通行").tap()
    _commuter(guard, road)
    _stranger(guard)
    _fever_on_foot(guard)
    _looked_for(guard)
    _draft(guard)
    _put_right(guard)
    _queue(guard, road)
    _evening(guard, road)


def _commuter(guard: Guard, road: Site) -> None:
    """Half the plate, everybody as last time, two temperatures, save: a dozen touches."""
    guard.taps = 0
    guard.press("川Y", "1", "2")
    guard.big_enough()
    guard.tap(guard.page.locator(".known-all", has_text=COMMUTER))
    expect(guard.page.locator(".pp")).to_have_count(2)
    guard.press("3", "6", "5")
    expect(guard.person(1).locator(".temp")).to_be_focused()  # the next one, by itself
    guard.press("3", "6", "4")
    expect(guard.page.locator(".pass-save")).to_be_focused()
    guard.result(0, "放行", "体温正常")
    guard.big_enough()
    guard.save()
    guard.said(f"{COMMUTER}：已登记")
    assert guard.taps <= 12  # at four touches in a second and a half, under five seconds
    said = guard.data()
    assert said["vehicle"] == {"plate": COMMUTER}
    assert said["origin"] == COUNTY
    assert [one["temperature"] for one in said["travellers"]] == [36.5, 36.4]
    assert all(set(one) == {"person", "temperature", "outcome", "rule"} for one in said["travellers"])
    assert guard.pending()[-1]["entry"]["place"] == road.ids["post"]
    expect(guard.page.locator(".plate")).to_have_value("")  # the next car


def _stranger(guard: Guard) -> None:
    """Plate, card, temperature, where from and whether they were in a listed area: what the table needs, no more."""
    guard.taps = 0
    guard.press("鄂", "L", "D", "1", "2", "3", "4", "5")
    guard.onward()
    guard.reads(CARD)
    expect(guard.page.locator(".pp")).to_contain_text("男 1980 年生 0112")
    guard.press("3", "6", "6")
    origin, towards = (guard.page.locator(".way").nth(place) for place in range(2))
    guard.tap(origin.get_by_role("button", name="其他地方"))
    for name in ("湖北省", "咸宁市", "赤壁市"):
        guard.tap(origin.get_by_role("button", name=name, exact=True))
    guard.tap(towards.get_by_role("button", name="南江县"))
    guard.save()
    expect(guard.page.locator(".pass-problem")).to_contain_text("还差")
    asks = guard.page.locator(".pass-asks .picks")
    guard.tap(asks.nth(0).locator(".pick", has_text="是"))  # stayed in a listed area
    guard.tap(guard.person(0).get_by_role("button", name="湖北省武汉市"))
    guard.tap(guard.person(0).locator(".pick", has_text="本地有住所"))
    guard.result(0, "居家观察", "到过重点地区")
    expect(guard.person(0).locator(".pp-steps")).to_contain_text("通知所在村")
    guard.big_enough()
    guard.save()
    guard.said("鄂LD12345：已登记")
    assert guard.taps <= 26
    [traveller] = guard.data()["travellers"]
    assert traveller["id_number"] == CARD
    assert traveller["been"] == [LISTED]
    assert (traveller["outcome"], traveller["rule"]) == ("home", "county-2020/listed-home")
    assert guard.data()["origin"] == "421281"


def _fever_on_foot(guard: Guard) -> None:
    """On foot, without a document, with a fever: the row burns, the steps stand there."""
    guard.press("步行或无牌")
    guard.button("没带证件").tap()
    guard.person(0).get_by_label("姓名").fill("刘清风")
    guard.person(0).get_by_label("手机号码").fill("13900000007")
    guard.person(0).locator(".temp").tap()
    guard.press("3", "7", "3")
    guard.page.locator(".pass-asks .pick", has_text="否").first.tap()
    guard.result(0, "送发热门诊", "37.3")
    assert guard.person(0).get_attribute("data-tone") == "burn"
    guard.save()
    guard.said("步行：已登记")
    said = guard.data()
    assert "vehicle" not in said
    assert said["travellers"][0]["outcome"] == "hospital"


def _looked_for(guard: Guard) -> None:
    """A vehicle that is looked for is told of without network, and what to do; not why."""
    guard.page.locator(".plate").tap()
    guard.press("川Y", *SOUGHT[2:])
    alarm = guard.page.locator(".pass-alarm")
    expect(alarm).to_contain_text("拦下车辆")
    guard.onward()
    guard.page.get_by_text("更多：").tap()
    guard.page.get_by_label("其他只计数人员").fill("2")
    expect(guard.page.locator(".pass-vehicle summary")).to_contain_text("留置等候")
    guard.save()
    guard.said(f"{SOUGHT}：已登记")
    assert guard.data()["outcome"] == "held"


def _draft(guard: Guard) -> None:
    """The tab dies in the middle of a car: the phone asks whether to go on."""
    guard.press("川Y", "8", "8", "8")
    guard.page.wait_for_timeout(700)
    guard.page.close()
    page = guard.page = guard.tab()
    page.goto("/field/")
    for digit in PIN:
        page.locator(".key", has_text=digit).tap()
    page.get_by_role("button", name="解锁").tap()
    page.get_by_role("link", name="登记通行").tap()
    guard.button("接着写").tap()
    expect(page.locator(".plate")).to_have_value("川Y888")
    page.locator(".plate").tap()
    guard.press("8", "8")
    guard.onward()
    guard.reads("11010519491231002X")
    guard.press("3", "6", "2")
    page.locator(".pass-asks .pick", has_text="否").first.tap()
    page.locator(".pass-asks .pick", has_text="否").nth(1).tap()
    guard.save()
    guard.said("川Y88888：已登记")


def _put_right(guard: Guard) -> None:
    """A temperature was wrong: the line below the form is put right, in its own time and place."""
    first = guard.pending()[-1]["entry"]
    guard.page.get_by_role("button", name="改 川Y88888").tap()
    guard.person(0).locator(".temp").tap()
    guard.press("退格", "退格", "退格", "退格", "3", "7", "9")
    guard.result(0, "送发热门诊", "37.3")
    guard.save()
    guard.said("川Y88888：已改正")
    second = guard.pending()[-1]["entry"]
    assert (second["corrects"], second["subject"], second["at"]) == (first["id"], first["subject"], first["at"])
    assert second["data"]["travellers"][0]["outcome"] == "hospital"
    expect(guard.page.locator(".last-line")).to_have_count(5)


def _queue(guard: Guard, road: Site) -> None:
    """How long the line is, in two taps; what I counted today."""
    guard.open("#/checkpoint")
    expect(guard.page.locator(".tally")).to_contain_text("今天我登记 4 辆次")
    guard.taps = 0
    guard.tap(guard.button("排了多少辆车"))
    guard.tap(guard.button("20 辆"))
    guard.said("排队 20 辆")
    assert guard.taps == 2
    entry = guard.pending()[-1]["entry"]
    assert (entry["subject"], entry["data"]) == (road.ids["post"], {"vehicles": 20})


def _evening(guard: Guard, road: Site) -> None:
    """With a network everything is taken, the hit comes back, the stranger is known by the car."""
    before = guard.pending()
    guard.sync()
    after = guard.pending()
    assert {one["state"] for one in after} <= {"accepted", "flagged"}, [one["why"] for one in after]
    assert {one["id"] for one in before} <= {row["id"] for row in road.entries()}
    guard.sync()
    guard.open("#/hits")
    hit = guard.page.locator(".hit", has_text=SOUGHT)
    expect(hit).to_contain_text("拦下车辆")
    hit.get_by_role("button", name="已处置").tap()
    guard.button("已移交属地或民警").tap()
    expect(guard.page.locator(".hit")).to_have_count(0)
    guard.sync()
    guard.network(on=False)
    guard.open("#/passage")
    guard.press("鄂", "L", "D", "1", "2")
    expect(guard.page.locator(".known-all")).to_contain_text("0112")
    guard.network(on=True)
    lianfang(road.home, "check")
