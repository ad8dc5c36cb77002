"""What comes down is shown with this phone's own facts over it, and stays quick."""

import pytest
from playwright.sync_api import Route

from tests.phone.conftest import Buy, Phone, Site

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]

GRID = "51192200120201"
MANY = 20_000
SEED = """
  const family = "王李张刘陈杨黄赵吴周", given_ = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平";
  const hex = (n) => n.toString(16).padStart(12, "0");
  const house = (n) => `00000000-0000-7000-8000-${hex(n)}`;
  const people = Array.from({length: given.many}, (_, n) => ({
    t: "person", id: `00000000-0000-7000-9000-${hex(n)}`, area: given.grid,
    household: house(n % (given.many / 3 | 0)),
    name: family[n % 10] + given_[(n / 10 | 0) % 20] + given_[(n / 200 | 0) % 20], py: "WXM".slice(0, 2 + n % 2),
    phones: [`139${String(10000000 + n)}`], tail: String(1000 + n % 9000), sex: "male", age: 40,
    residence: "resident",
  }));
  const houses = Array.from({length: given.many / 3 | 0}, (_, n) => ({
    t: "household", id: house(n), area: given.grid, walk: n * 10, tenure: "owner", address: `${n % 12 + 1}组${n}号`,
  }));
"""


def test_the_servers_record_replaces_the_early_one_and_counts_once(phone: Phone, site: Site) -> None:
    told = phone.do(
        """
          const visit = (outcome) => facts.fact("verification.visited", given, "51192200120201", {outcome});
          const say = (outcome) => facts.record(visit(outcome));
          const attempts = () => records.get("target", given).attempts;
          const seen = [attempts()];
          await say("refused"); seen.push(attempts());
          await sync.syncNow(); seen.push(attempts());
          await say("refused"); await say("refused"); seen.push(attempts());
          await sync.syncNow(); seen.push(attempts());
          return seen;
        """,
        site.ids["王大川"],
    )
    start = told[0]
    assert [count - start for count in told] == [0, 1, 1, 3, 3]
    phone.tab()
    phone.unlock()
    assert phone.do("return records.get('target', given).attempts", site.ids["王大川"]) == told[-1]


def test_a_fact_taken_while_the_line_broke_before_the_fetch_counts_once(phone: Phone, site: Site) -> None:
    attempts = "return records.get('target', given).attempts"
    before = phone.do(attempts, site.ids["李小河"])
    phone.do(
        "await facts.record(facts.fact('verification.visited', given, '51192200120201', {outcome: 'refused'}))",
        site.ids["李小河"],
    )
    phone.context.route("**/field/v1/down*", lambda route: route.abort())
    assert phone.sync()["problem"]["code"] == "offline"
    assert phone.do(attempts, site.ids["李小河"]) == before + 1
    phone.tab()
    phone.unlock()
    assert phone.do(attempts, site.ids["李小河"]) == before + 1
    phone.context.unroute("**/field/v1/down*")
    assert phone.sync()["problem"] is None
    assert phone.do(attempts, site.ids["李小河"]) == before + 1


def test_what_another_phone_did_comes_down(phone: Phone, buy: Buy, site: Site) -> None:
    other = buy()
    other.enrol(site)
    other.do(
        """
      const house = uuid.v7();
      const where = {household: house, address: "9组88号"};
      await facts.record(facts.fact("people.household_registered", house, given, {where, walk: 5}));
    """,
        GRID,
    )
    assert other.sync()["unsent"] == 0
    find_it = "return records.find('88').map(({type, record}) => [type, record.address])"
    assert phone.do(find_it) == []
    phone.sync()
    assert phone.do(find_it) == [["household", "9组88号"]]


def test_what_left_ones_area_goes_with_a_notice(phone: Phone) -> None:
    told = phone.do("""
      const left = [];
      bus.bus.addEventListener("gone", ({detail}) => left.push(...detail.records.map(({address}) => address)));
      const house = uuid.v7();
      const place = await db.recall(`down:${inside.inside().member}`);
      const record = {t: "household", id: house, area: "51192200120201", address: "7组7号"};
      await shelves.take({records: [record]}, place);
      records.changed([["household", house]]);
      const there = records.get("household", house)?.address;
      await new Promise((done) => setTimeout(done));
      return [there, house];
    """)
    there, house = told
    assert there == "7组7号"

    def telling(route: Route) -> None:
        answer = route.fetch()
        content = answer.json()
        route.fulfill(response=answer, json={**content, "gone": [*content["gone"], ["household", house]]})

    phone.context.route("**/field/v1/down*", telling)
    left = phone.do(
        """
      const left = [];
      bus.bus.addEventListener("gone", ({detail}) => left.push(...detail.records.map(({address}) => address)));
      await sync.syncNow();
      return [left, records.get("household", given) ?? null];
    """,
        house,
    )
    assert left == [["7组7号"], None]


def test_a_first_load_resumes_after_a_cut_and_drops_what_a_walk_did_not_bring(phone: Phone) -> None:
    told = phone.do(
        SEED
        + """
      const place = {cursor: "x", since: shelves.turnNow() + 1};
      records.changed(await shelves.take({records: houses.slice(0, 50)}, place));
      records.changed(await shelves.take({records: houses.slice(50, 100)}, place));
      return [records.all("household").size, place.since];
    """,
        {"many": 300, "grid": GRID},
    )
    size, since = told
    phone.tab()
    phone.unlock()
    again = phone.do(
        SEED
        + """
      const before = records.all("household").size;
      const keys = await shelves.take({records: houses.slice(0, 10), since: given.since + 1}, {cursor: "y"});
      records.changed(keys);
      return [before, records.all("household").size];
    """,
        {"many": 300, "grid": GRID, "since": since},
    )
    assert again[0] == size
    assert again[1] == 10 + 50  # what the first piece and the sync before brought is older than the walk that ends


def test_twenty_thousand_people_are_kept_opened_and_found(phone: Phone) -> None:
    """As many as a phone carries; how quick that is, `python -m bench phone` shows."""
    phone.do(
        SEED
        + """
      const everything = [...houses, ...people];
      for (let n = 0; n < everything.length; n += 500) {
        records.changed(await shelves.take({records: everything.slice(n, n + 500)}, {cursor: "x"}));
      }
      session.lock();
    """,
        {"many": MANY, "grid": GRID},
    )
    phone.tab()
    phone.unlock()
    found = phone.do("""
      const texts = ["王伟", "wxm", "12", "0042", "3组 15", "丽", "zzz"];
      const behind = records.of("person", "household", records.all("household").keys().next().value).length;
      return {people: records.all("person").size, behind, counts: texts.map((text) => records.find(text).length)};
    """)
    assert found["people"] == MANY
    assert found["behind"] >= 3
    assert set(found["counts"][:4]) <= set(range(1, 51))
    assert found["counts"][-1] == 0


def test_the_reference_is_fetched_again_in_another_language(phone: Phone) -> None:
    titles = "return reference.kind('verification.visited').title"
    assert phone.do(titles) == "走访"
    asked: list[str] = []
    phone.page.on("request", lambda sent: asked.append(sent.url) if "reference" in sent.url else None)
    phone.sync()
    assert asked == []
    phone.do("await session.setLanguage('en')")
    phone.sync()
    assert phone.do("return session.current().language") == "en"
    assert len(asked) == 1
    assert "en" in phone.do("return reference.kinds().length && session.current().language")
