"""A grid worker's whole day without network, on the real app in a real browser, and the evening when it is sent."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browsing import until
from tests.journeys.conftest import fill_in
from tests.journeys.town import COUNTY, PASSWORD, VILLAGE
from tests.phone.conftest import Site, inside, served
from tests.phone.daytown import NAMES, SOUGHT
from tests.phone.hand import PIN, Hand
from tests.site.test_durability import Server, lianfang

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A day's work for one grid worker, served by a site that knows a kind the phone was not made for."""
    home: Path = tmp_path_factory.mktemp("day")
    grids = f"village,suffix,name,groups\n{VILLAGE},01,红卫村第一网格,1-9\n{VILLAGE},02,红卫村第二网格,\n"
    (home / "grids.csv").write_text(grids, "utf-8")
    lianfang(home, "init", "--county", COUNTY, "--grids", str(home / "grids.csv"))
    ids = json.loads(inside(home, "tests.phone.daytown"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_SETTINGS_MODULE", "tests.phone.later.settings")
        server = Server(home)
    with served(home, ids, server) as site:
        yield site


@pytest.fixture
def hand(chromium: Browser, town: Site) -> Iterator[Callable[..., Hand]]:
    """`hand("worker")`: a phone, enrolled. No page of it may have complained in the end."""
    hands: list[Hand] = []

    def give(username: str = "worker") -> Hand:
        hands.append(Hand(chromium, town, username))
        hands[-1].enrol()
        return hands[-1]

    yield give
    for one in hands:
        one.context.close()
    assert [said for one in hands for said in one.complaints] == []


def test_a_whole_day_without_network_and_the_evening(hand: Callable[..., Hand], town: Site) -> None:
    phone = hand()
    expect(phone.page.locator(".tally")).to_contain_text(f"还有 {SOUGHT} 人")
    phone.network(on=False)
    phone.big_enough()
    _in_three_taps(phone, town)
    _a_reason_is_needed(phone)
    for number, said in enumerate(WAYS, start=2):
        assert phone.next_door() == f"{number // 10 + 1}组{number + 1}号"
        _visit(phone, NAMES[number], *said)
    _something_wrong(phone, town)
    _visit(phone, NAMES[11], "电话", "见到本人")  # nobody is met in person by telephone
    for number in range(12, 20):
        _visit(phone, NAMES[number], WELL, done=True)
    expect(phone.page.locator(".tally")).to_contain_text("今天办完 10 人")
    _knocks(phone)
    _newcomers(phone)
    _search(phone)
    _draft(phone, town)
    _night(phone, town)


WELL = "见到本人，资料属实，已反馈"
WAYS = [
    ("家中无人", "大门紧锁", "明天"),
    ("拒绝配合",),
    ("已离开本地",),
    ("居住在别处",),
    ("途经未停留",),
    ("地址不符", "后天"),
    ("查无此人",),
    ("只见到家人", "明天"),
]


def _visit(phone: Hand, name: str, *answers: str, done: bool = False) -> None:
    """The next door, what came of it, saved."""
    phone.page.locator(".next-door").tap()
    for answer in answers:
        phone.pick(answer)
    phone.button("保存").tap()
    phone.said(f"{name}：{'已办完' if done else '已保存'}")


def _in_three_taps(phone: Hand, town: Site) -> None:
    """When nothing is wrong; and such a visit is three facts."""
    assert phone.next_door() == "1组1号"
    phone.tap(phone.page.locator(".next-door"))
    phone.pick(WELL)
    phone.tap(phone.button("保存"))
    phone.said(f"{NAMES[0]}：已办完")
    assert phone.taps <= 3
    first = phone.pending()
    kinds = ["verification.visited", "verification.checked", "verification.fed_back"]
    assert [(one["kind"], one["subject"]) for one in first] == [(kind, town.ids["target 0"]) for kind in kinds]
    assert {one["state"] for one in first} == {"waiting"}
    expect(phone.page.locator(".tally")).to_contain_text(f"还有 {SOUGHT - 1} 人")


def _a_reason_is_needed(phone: Hand) -> None:
    """Unreachable without one is not let through; and the door just left does not come first again."""
    assert phone.next_door() == "1组2号"
    phone.page.locator(".next-door").tap()
    phone.big_enough()
    phone.pick("联系不上")
    phone.button("保存").tap()
    expect(phone.page.get_by_role("alert").filter(has_text="请选未见到的原因")).to_be_visible()
    assert len(phone.pending()) == 3
    phone.pick("号码错误")
    phone.pick("今晚")
    phone.button("保存").tap()
    phone.said(f"{NAMES[1]}：已保存")
    assert phone.next_door() == "1组3号"


def _something_wrong(phone: Hand, town: Site) -> None:
    """What changed is told, what was read is not told again; then only the feedback is missing, at the same door."""
    phone.page.locator(".next-door").tap()
    phone.pick("见到本人，资料有误")
    phone.page.get_by_label("联系电话").first.fill("13800138000")
    phone.button("保存").tap()
    phone.said(f"{NAMES[10]}：已保存")
    checked = phone.pending()[-1]["entry"]
    assert checked["kind"] == "verification.checked"
    assert checked["data"]["who"] == {"person": town.ids["person 10"], "phones": ["13800138000"]}
    _visit(phone, NAMES[10], "结果已反馈", done=True)


def _knocks(phone: Hand) -> None:
    """Two taps a door: how many are in, or why nobody came."""
    page = phone.page
    page.get_by_role("link", name="逐户").tap()
    expect(page.locator(".tally")).to_contain_text("敲过 0 户，册上 30 户")
    phone.big_enough()
    phone.taps = 0
    phone.tap(page.locator(".door-knock").first)
    phone.big_enough()
    phone.tap(page.get_by_role("button", name="在家 4 人"))
    assert phone.taps == 2
    phone.said("1组1号：在家 4 人")
    page.locator(".door-knock").first.tap()
    page.locator(".reasons").get_by_role("button", name="大门紧锁").tap()
    phone.said("1组2号：没见到人")
    page.locator(".door-knock").first.tap()
    page.get_by_text("更多人").tap()
    page.get_by_label("在家几人").fill("12")
    phone.button("记下").tap()
    phone.said("1组3号：在家 12 人")
    expect(page.locator(".tally")).to_contain_text("敲过 3 户")
    expect(page.locator(".tally")).to_contain_text("在家 16 人")
    phone.pick("再去 1")
    expect(page.locator(".door")).to_have_count(1)
    expect(page.locator(".door")).to_contain_text("大门紧锁")
    phone.pick("没敲过 27")


def _newcomers(phone: Hand) -> None:
    """A door that is in no register, somebody behind it, and what they need."""
    page = phone.page
    page.get_by_role("link", name="登记册上没有的户").tap()
    page.get_by_label("门牌").fill("1组3号附1")
    phone.button("登记").tap()
    phone.said("1组3号附1：已登记")
    expect(page.locator(".door-head h1")).to_have_text("1组3号附1")
    page.get_by_role("link", name="登记门后的人").tap()
    phone.button("登记").tap()  # nothing written yet
    expect(page.locator("fact-form .error").first).to_be_visible()
    page.get_by_label("姓名").fill("新来客")
    phone.button("登记").tap()
    phone.said("新来客：已登记")
    expect(page.locator(".line.person")).to_contain_text("新来客")
    phone.big_enough()
    page.get_by_role("link", name="记下需求").tap()
    phone.pick("新来客")
    page.get_by_label("药品代购").check()
    page.get_by_label("具体要求").fill("降压药一盒")
    phone.button("保存").tap()
    phone.said("需求已记下")
    expect(page.get_by_role("link", name="药品代购")).to_be_visible()
    page.locator(".line.person a").first.tap()
    phone.pick("外出")
    phone.said("新来客：外出")
    registered = {one["kind"]: one["entry"] for one in phone.pending()[-4:]}
    household = registered["people.household_registered"]
    assert household["data"]["walk"] == 35  # right behind the door it was found beside, before the next
    person = registered["people.person_registered"]
    assert person["data"]["household"] == household["subject"]
    need = registered["outreach.need_raised"]
    assert need["data"]["who"] == {"person": person["subject"]}
    assert need["data"]["household"] == household["subject"]


def _search(phone: Hand) -> None:
    """By name, by initials, by house number, by the last four of a telephone or a document, and the newcomer too."""
    page = phone.page
    page.get_by_role("link", name="查找").tap()
    for typed, found in (
        (NAMES[20], NAMES[20]),
        ("dh", "董槐"),
        ("23号", NAMES[22]),
        ("0025", NAMES[25]),
        ("新来", "新来客"),
    ):
        page.get_by_role("searchbox").fill(typed)
        expect(page.locator("#screen .line").first).to_contain_text(found)
    page.get_by_role("searchbox").fill("无此人")
    expect(page.locator(".empty-title")).to_have_text("没有找到")


def _draft(phone: Hand, town: Site) -> None:
    """The tab is closed in the middle of a visit; opened again without network, the phone asks whether to go on."""
    phone.open(f"#/visit/{town.ids['target 20']}")
    phone.pick("家中无人")
    phone.page.get_by_text("备注，或改发生时间").tap()
    phone.page.get_by_label("备注").fill("邻居说晚上回来")
    phone.page.wait_for_timeout(700)
    phone.page.close()
    page = phone.page = phone.tab()
    page.goto("/field/")
    for digit in PIN:
        page.locator(".key", has_text=digit).tap()
    page.get_by_role("button", name="解锁").tap()
    page.locator(".unfinished .line").tap()
    phone.button("接着写").tap()
    expect(page.locator("input[name=way][value=not_in]")).to_be_checked()
    expect(page.get_by_label("备注")).to_have_value("邻居说晚上回来")
    phone.button("保存").tap()
    expect(page.get_by_role("alert").filter(has_text="请选未见到的原因")).to_be_visible()
    phone.pick("大门紧锁")
    phone.button("保存").tap()
    phone.said(f"{NAMES[20]}：已保存")
    expect(page.locator(".unfinished .line")).to_have_count(0)


def _night(phone: Hand, town: Site) -> None:
    """At home there is a network: everything is accepted, and the desk says what the phone said."""
    before = phone.pending()
    assert len(before) == 3 + 1 + 8 + 3 + 1 + 8 * 3 + 3 + 4 + 1
    standings = phone.standings()
    phone.network(on=True)
    until(
        phone.page,
        """import('/static/field/js/facts.js').then(({pending}) => pending())
        .then((facts) => facts.every(({state}) => state === "accepted" || state === "flagged"))""",
    )
    until(phone.page, "import('/static/field/js/sync.js').then(({state}) => !state().busy && !state().unsent)")
    after = phone.pending()
    assert [one["id"] for one in after] == [one["id"] for one in before]
    assert {one["why"] for one in after} == {""}
    known = {row["id"] for row in town.entries()}
    assert {one["id"] for one in before} <= known
    assert phone.standings() == standings  # the server's own records say the same as the phone said alone
    _desk(phone, town, standings)
    lianfang(town.home, "check")  # fails when anything differs from the ledger


def _desk(phone: Hand, town: Site, standings: dict[str, str]) -> None:
    """The board and a target's page in the office."""
    browser = phone.context.browser
    assert browser is not None
    office = browser.new_context(base_url=town.url, locale="zh-CN", viewport={"width": 1280, "height": 900})
    page = office.new_page()
    fill_in(page, "chief", PASSWORD)
    page.wait_for_url(f"{town.url}/")
    page.goto(f"/verification/target/{town.ids['target 0']}/")
    expect(page.locator(".tick.tone-done")).to_have_count(3)
    page.goto(f"/verification/{town.ids['campaign']}/")
    closed = Counter(standings.values())["closed"]
    assert closed == 10
    expect(page.locator("main")).to_contain_text(re.compile(rf"已核实销号\D*{closed}\b"))
    office.close()


def test_two_phones_at_one_door_end_up_saying_the_same(hand: Callable[..., Hand], town: Site) -> None:
    worker, cadre = hand("worker"), hand("cadre")
    target = town.ids["target 21"]
    for phone in (worker, cadre):
        phone.network(on=False)
        phone.open(f"#/visit/{target}")
    worker.pick("家中无人")
    worker.pick("大门紧锁")
    worker.button("保存").tap()
    worker.said("已保存")
    cadre.pick("见到本人，资料属实，已反馈")
    cadre.button("保存").tap()
    cadre.said("已办完")
    assert (worker.standings()[target], cadre.standings()[target]) == ("not_met", "closed")
    cadre.sync()
    worker.sync()  # later to arrive, earlier to happen
    cadre.sync()
    assert {phone.standings()[target] for phone in (worker, cadre)} == {"closed"}
    told = [row["kind"] for row in town.entries() if row["subject"] == target]
    assert Counter(told)["verification.visited"] == 2


def test_somebody_elses_claim_is_respected(hand: Callable[..., Hand], town: Site) -> None:
    cadre, worker = hand("cadre"), hand("worker")
    target = town.ids["target 22"]
    cadre.open(f"#/target/{target}")
    cadre.button("由我联系（两小时内）").tap()
    cadre.said("已认领")
    cadre.sync()
    worker.sync()
    page = worker.page
    expect(page.locator(".next-door strong")).not_to_have_text("3组23号")
    worker.open(f"#/visit/{target}")
    expect(page.locator(".notice")).to_contain_text("陈村干 已认领")
    worker.pick("拒绝配合")
    worker.button("保存").tap()
    worker.button("不，返回").tap()
    assert [one for one in worker.pending() if one["subject"] == target] == []
    worker.button("保存").tap()
    worker.button("确定").tap()
    worker.said("已保存")
    assert worker.pending()[-1]["subject"] == target


def test_a_kind_that_came_later_is_on_the_page_drawn_sent_and_put_right(
    hand: Callable[..., Hand], town: Site
) -> None:
    """`later.sealed` is declared in an app of the tests only: nobody drew it on the phone."""
    phone = hand()
    page, target = phone.page, town.ids["target 23"]
    phone.network(on=False)
    phone.open(f"#/target/{target}")
    page.get_by_role("link", name="贴封条").tap()
    phone.button("保存").tap()
    expect(page.locator("fact-form .error").first).to_be_visible()
    page.get_by_label("封条号").fill("A-17")
    phone.button("保存").tap()
    phone.said("贴封条：已保存")
    page.get_by_role("link", name="改正").tap()
    expect(page.get_by_label("封条号")).to_have_value("A-17")
    page.get_by_label("封条号").fill("A-18")
    phone.button("保存").tap()
    phone.said("贴封条：已改正")
    expect(page.locator(".recent")).to_contain_text("已改正")
    page.locator(".recent").get_by_role("button", name="撤销").tap()
    page.locator("dialog").get_by_role("button", name="撤销").tap()
    phone.said("已撤销")
    phone.sync()
    sent = [row for row in town.entries("later.sealed") if row["subject"] == target]
    assert [row["data"]["number"] for row in sent] == ["A-17", "A-18"]
    assert sent[1]["corrects"] == sent[0]["id"]
    taken_back = [row["corrects"] for row in town.entries("ledger.voided") if row["subject"] == target]
    assert taken_back == [sent[1]["id"]]
    assert {one["state"] for one in phone.pending()[-3:]} == {"accepted"}
