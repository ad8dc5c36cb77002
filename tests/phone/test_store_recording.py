"""What was recorded is on the phone's disk, all of it or nothing, and shows at once."""

from pathlib import Path

import pytest

from tests.phone.conftest import Buy, Phone, Site

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]

VISIT = """
  const target = records.get("target", given);
  const say = (kind, data) => facts.fact(kind, target.id, target.area, data);
  const visit = () => [
    say("verification.visited", {outcome: "met"}), say("verification.checked", {accuracy: "accurate"}),
    say("verification.fed_back", {}),
  ];
"""


def test_a_visit_is_kept_with_its_facts_and_its_draft_gone(phone: Phone, site: Site) -> None:
    phone.cut()
    stood, left = phone.do(
        VISIT
        + """
          await facts.drafts.save("visit", {outcome: "met"});
          const before = (await facts.drafts.load("visit")).outcome;
          await facts.record(visit(), {draft: "visit"});
          return [records.get("target", given).standing, [before, await facts.drafts.load("visit")]];
        """,
        site.ids["王大川"],
    )
    assert (stood, left) == ("closed", ["met", None])
    phone.tab()  # another day: everything was on the disk
    phone.unlock()
    states = phone.do("return (await facts.pending()).map((fact) => [fact.kind, fact.state])")
    assert states == [
        ["verification.fed_back", "waiting"],
        ["verification.checked", "waiting"],
        ["verification.visited", "waiting"],
    ]
    assert phone.do("return records.get('target', given)", site.ids["王大川"])["standing"] == "closed"


@pytest.mark.parametrize("moment", range(6))
def test_a_tab_killed_between_tap_and_save_leaves_all_or_nothing(phone: Phone, site: Site, moment: int) -> None:
    phone.cut()
    phone.do("await facts.drafts.save('visit', {outcome: 'met'})")
    phone.do(
        VISIT
        + """
          const facts60 = Array.from({length: 20}, visit).flat();
          facts.record(facts60, {draft: "visit"}).then(() => { document.title = "kept"; });
        """,
        site.ids["李小河"],
    )
    if moment:
        phone.page.wait_for_timeout(moment * 4 - 3)
    phone.crash()
    phone.unlock()
    kept, draft = phone.do("return [(await facts.pending()).length, await facts.drafts.load('visit')]")
    assert (kept, draft) in [(60, None), (0, {"outcome": "met"})]


def test_a_full_phone_says_so_and_loses_nothing(buy: Buy, site: Site, tmp_path: Path) -> None:
    before = buy(disk=tmp_path)
    before.enrol(site)
    assert before.sync()["problem"] is None
    before.context.close()
    phone = buy(disk=tmp_path)  # opened anew: for half a minute a browser believes what room it found first
    phone.member = before.member
    tools = phone.cdp()  # the limit lasts as long as these tools are open
    tools.send("Storage.overrideQuotaForOrigin", {"origin": site.url, "quotaSize": 5_500_000})
    phone.unlock()
    phone.cut()
    filled = """
      const doubt = (n) => facts.fact("verification.doubted", given, "51192200120201",
        {about: "name", note: {text: String(n % 10).repeat(1900)}});
      const twenty = () => facts.record(Array.from({length: 20}, (_, n) => doubt(n)), {draft: "doubt"});
      const fill = async () => {
        for (let n = 0; n < 500; n += 1) {
          const problem = await said(twenty);
          if (problem.code) return {problem: problem.code, kept: (await facts.pending()).length};
        }
      };
    """
    first = phone.do(filled + "await facts.drafts.save('doubt', 'x'); return fill()", site.ids["刘清风"])
    assert first["problem"] == "full"
    assert first["kept"] > 20
    second = phone.do(
        filled + "await facts.makeRoom(); await twenty(); return fill()",
        site.ids["刘清风"],
    )
    assert (second["problem"], second["kept"] > first["kept"] + 500) == ("full", True)
    phone.tab()
    phone.unlock()  # counts the try, though there is no room
    assert phone.do("return (await facts.pending()).length") == second["kept"]
    phone.cut(away=False)
    state = phone.sync()
    assert (state["unsent"], state["refused"], state["problem"]["code"]) == (0, 0, "full")  # downloads wait
    tools.detach()  # the photos were deleted
    phone.tab()
    phone.unlock()
    state = phone.sync()
    assert (state["unsent"], state["refused"], state["problem"]) == (0, 0, None)
    assert phone.do("return (await db.all('outbox')).length") == 0
    assert sum(row["kind"] == "verification.doubted" for row in site.entries()) == second["kept"]


def test_nobody_records_while_locked(phone: Phone, site: Site) -> None:
    problem = phone.do(
        "const made = facts.fact('verification.visited', given, '51192200120201', {outcome: 'met'});"
        "session.lock(); return said(() => facts.record(made))",
        site.ids["王大川"],
    )
    assert problem["code"] == "locked"


def test_a_refused_fact_is_not_in_force_until_it_is_mended(phone: Phone, site: Site) -> None:
    told = phone.do(
        """
          const target = records.get("target", given);
          const claim = {outcome: "not_in", cause: "nonsense"};
          const wrong = facts.fact("verification.visited", given, target.area, claim);
          await facts.record(wrong);
          const early = records.get("target", given).standing;
          await sync.syncNow();
          const [refused] = await facts.pending();
          const stands = records.get("target", given).standing;
          await facts.mend(wrong.id, {...wrong, data: {...claim, cause: "locked"}});
          await sync.syncNow();
          return [early, refused, stands, (await facts.pending())[0], records.get("target", given).standing];
        """,
        site.ids["陈晚霞"],
    )
    early, refused, stands, mended, now = told
    assert (early, stands, now) == ("not_met", "to_visit", "not_met")
    assert (refused["state"], refused["code"], refused["where"]) == ("refused", "field", "data.cause")
    assert "未见原因" in refused["why"]
    assert (mended["id"], mended["state"]) == (refused["id"], "accepted")


def test_only_a_refused_fact_can_be_given_up(phone: Phone, site: Site) -> None:
    phone.cut()
    problem = phone.do(
        """
          const made = facts.fact("verification.claimed", given, "51192200120201", {until: new Date().toISOString()});
          await facts.record(made);
          return said(() => facts.discard(made.id));
        """,
        site.ids["张明月"],
    )
    assert problem["code"] == "not_refused"
