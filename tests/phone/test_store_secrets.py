"""A lost phone holds nothing readable without the PIN, and few guesses at it."""

import json

import pytest

from tests.phone.conftest import PIN, Buy, Phone, Site

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]

DUMP = """
  const opening = indexedDB.open("lianfang");
  const base = await new Promise((found) => { opening.onsuccess = () => found(opening.result); });
  const text = (value) => {
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
      const bytes = new Uint8Array(value.buffer ?? value);
      return new TextDecoder("latin1").decode(bytes) + new TextDecoder().decode(bytes);
    }
    if (Array.isArray(value)) return value.map(text).join(" ");
    if (!value || typeof value !== "object") return String(value);
    return Object.entries(value).map(([name, one]) => `${name} ${text(one)}`).join(" ");
  };
  const found = {};
  for (const name of base.objectStoreNames) {
    const asking = base.transaction(name).objectStore(name).getAll();
    found[name] = text(await new Promise((done) => { asking.onsuccess = () => done(asking.result); }));
  }
  base.close();
  return found;
"""
RECORD = """
  await facts.record(facts.fact("verification.checked", given, "51192200120201",
    {accuracy: "corrected", wrong: ["phone"], reason: "typo", who: {phones: ["13777778888"], name: "王大船"}}));
  await facts.drafts.save("visit", {note: "家里有老人卧床"});
"""


def test_nothing_can_be_read_without_the_pin(phone: Phone, site: Site) -> None:
    token = phone.do("return inside.inside().token")
    phone.cut()
    held = phone.do("return JSON.stringify([...records.all('target').values()])")
    assert "13900000000" in held  # they are there, for whoever is inside
    phone.do(RECORD, site.ids["王大川"])
    secrets = [
        "13900000000",
        "王大川",
        "WDC",
        "1组1号",
        "13777778888",
        "王大船",
        "卧床",
        "返乡人员",
        token,
        token[:32],
        PIN,
    ]
    stores = phone.do(DUMP)
    assert set(stores) == {"people", "shelves", "outbox", "sent", "drafts", "meta"}
    assert min(len(stores[name]) for name in ("people", "shelves", "outbox", "drafts", "meta")) > 100
    assert [(name, secret) for name, text in stores.items() for secret in secrets if secret in text] == []
    rest = phone.do("return JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])")
    assert [secret for secret in secrets if secret in rest] == []


def test_nothing_stays_in_memory_once_locked(phone: Phone) -> None:
    assert phone.do("session.lock(); return [records.all('target').size, reference.kinds().length]") == [0, 0]
    assert phone.do("return [session.current(), (await facts.pending()).length, records.find('王')]") == [None, 0, []]


def guess(phone: Phone, pin: str = "000000") -> dict[str, object]:
    said: dict[str, object] = phone.do(
        "return said(() => session.unlock(given.member, given.pin))", {"member": phone.member, "pin": pin}
    )
    return said


def test_ten_wrong_pins_wipe_over_tabs_and_reloads_and_keep_what_is_unsent(phone: Phone, site: Site) -> None:
    phone.cut()
    phone.do(RECORD + "session.lock()", site.ids["李小河"])
    left = [guess(phone)["left"] for _ in range(3)]
    phone.cut(away=False)
    phone.tab()
    phone.context.pages[0].close()
    left += [guess(phone)["left"] for _ in range(3)]
    phone.tab()
    left.append(guess(phone)["left"])
    assert left == [9, 8, 7, 6, 5, 4, 3]
    two = phone.do(  # at the same moment: each try is counted
        """
          const tries = ["000001", "000002"].map((pin) => said(() => session.unlock(given, pin)));
          return (await Promise.all(tries)).map((problem) => problem.left);
        """,
        phone.member,
    )
    assert two == [2, 1]
    assert guess(phone)["code"] == "wiped"
    assert guess(phone, PIN)["code"] == "wiped"
    [person] = phone.do("return session.people()")
    assert (person["unsent"], person["left"], person["wiped"]) == (1, 1, "pin")
    assert "10 次" in person["why"]
    stores = phone.do(DUMP)
    assert [stores[name] for name in ("shelves", "sent", "drafts")] == ["", "", ""]
    assert "salt" not in stores["people"]


def test_the_count_is_on_the_disk_before_the_try(phone: Phone) -> None:
    phone.do("session.lock()")
    phone.do("session.unlock(given, '000000').catch(() => {})", phone.member)
    phone.page.wait_for_timeout(60)  # less than a try takes, more than the count
    phone.crash()
    [person] = phone.do("return session.people()")
    assert person["wrong"] == 1


def test_the_right_pin_forgives_the_wrong_ones(phone: Phone) -> None:
    phone.do("session.lock()")
    guess(phone)
    phone.unlock()
    assert phone.do("return (await session.people())[0].wrong") == 0


def test_a_changed_pin_opens_and_the_old_one_does_not(phone: Phone, site: Site) -> None:
    wrong = phone.do("return said(() => session.changePin('000000', '246801'))")
    assert (wrong["code"], wrong["left"]) == ("wrong_pin", 9)
    short = phone.do("return said(() => session.changePin(given, '12345'))", PIN)
    assert short["code"] == "short_pin"
    phone.do("await session.changePin(given, '246801'); session.lock()", PIN)
    assert guess(phone, PIN)["code"] == "wrong_pin"
    assert phone.unlock("246801")["name"] == "李网格"
    assert phone.do("return records.get('target', given).name", site.ids["王大川"]) == "王大川"


@pytest.mark.parametrize(("act", "code"), [("revoke", "revoked"), ("close", "closed")])
def test_what_the_office_takes_off_is_wiped_but_for_what_is_unsent(buy: Buy, site: Site, act: str, code: str) -> None:
    phone = buy()
    phone.enrol(site, "mate")
    phone.sync()
    phone.tab()
    phone.unlock()  # in two tabs
    phone.cut()
    phone.do(RECORD, site.ids["杨初雪"])
    phone.cut(away=False)
    site.office(act, "mate")
    try:
        phone.sync()
    finally:
        site.office("reopen", "mate")
    assert [page.evaluate(CURRENT) for page in phone.context.pages] == [None, None]
    [person] = phone.do("return session.people()")
    assert (person["wiped"], person["unsent"]) == (code, 1)
    assert person["why"].endswith("。")
    assert phone.do(DUMP)["shelves"] == ""
    refused = phone.do("return said(() => session.forget(given))", phone.member)
    assert refused["code"] == "unsent"


CURRENT = "async () => (await import('/static/field/js/session.js')).current()"


def test_several_people_share_a_phone_and_see_only_their_own(phone: Phone, site: Site) -> None:
    worker = phone.member
    phone.enrol(site, "mate", pin="864209")
    phone.sync()
    assert phone.do("return [...records.all('target').values()].map(({area}) => area)") == ["51192200120202"] * 5
    phone.do("await session.unlock(given.member, given.pin)", {"member": worker, "pin": PIN})
    assert phone.do("return new Set([...records.all('target').values()].map(({area}) => area)).size") == 1
    assert phone.do("return session.current().name") == "李网格"
    names = phone.do("return (await session.people()).map(({name}) => name)")
    assert sorted(names) == ["周网格", "李网格"]
    phone.do("await session.forget(given)", worker)
    assert phone.do("return [session.current(), (await session.people()).map(({name}) => name)]") == [
        None,
        ["周网格"],
    ]
    assert worker not in json.dumps(phone.do(DUMP))


def test_a_code_is_refused_with_the_servers_sentence(buy: Buy) -> None:
    problem = buy().do("return said(() => session.enrol({code: 'AAAA-BBBB-CCCC', device: '手机', pin: '135790'}))")
    assert (problem["reason"], problem["status"]) == ("wrong", 400)
    assert problem["why"].startswith("登记码不对")
