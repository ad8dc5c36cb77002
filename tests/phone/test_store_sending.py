"""Every fact reaches the ledger once, whatever becomes of the line, the server or the other tab."""

import json
from typing import Any

import pytest
from playwright.sync_api import Request, Route

from tests.browsing import until
from tests.phone.conftest import Phone, Site

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]

GRID = "51192200120201"
DOOR = "**/api/v1/entries"
NEEDS = """
  const need = (n) => facts.fact("outreach.need_raised", uuid.v7(), "51192200120201",
    {what: "medicine", channel: "door", note: {text: `第${n}件`}});
  const raise = async (count) => {
    const made = Array.from({length: count}, (_, n) => need(n));
    await facts.record(made);
    return made.map(({id}) => id);
  };
"""
STATES = "return (await facts.pending()).map(({id, state, code, why}) => ({id, state, code, why}))"


def raised(site: Site) -> list[str]:
    return [row["id"] for row in site.entries("outreach.need_raised")]


def sizes(phone: Phone) -> list[int]:
    """How many facts each request for the door holds, from now on."""
    found: list[int] = []

    def heard(sent: Request) -> None:
        if sent.url.endswith("/api/v1/entries"):
            found.append(len(sent.post_data_json or []))

    phone.page.on("request", heard)
    return found


def test_facts_go_up_in_small_batches_the_oldest_first(phone: Phone, site: Site) -> None:
    batches = sizes(phone)
    made = phone.do(NEEDS + "return raise(120)")
    state = phone.sync()
    assert batches == [50, 50, 20]
    assert (state["unsent"], state["problem"], state["online"], state["busy"]) == (0, None, True, False)
    assert [id_ for id_ in raised(site) if id_ in made] == made
    phone.tab()
    phone.unlock()
    kept = phone.do(STATES)
    assert [fact["id"] for fact in kept if fact["state"] == "accepted"] == made[::-1]
    assert phone.do("return (await db.all('outbox')).length") == 0


def test_a_request_holds_no_more_than_a_hundred_kilobytes(phone: Phone) -> None:
    found: list[int] = []
    phone.page.on("request", lambda sent: found.append(len(sent.post_data_buffer or b"")))
    phone.do(
        NEEDS + "await facts.record(Array.from({length: 30}, () => ({...need(0), data: {what: 'medicine', "
        "channel: 'door', note: {text: '药'.repeat(1990)}}})))"
    )
    phone.sync()
    assert len([size for size in found if size > 50_000]) >= 2
    assert max(found) <= 100 * 1024


def test_an_upload_cut_after_the_server_took_it_is_sent_again_and_counted_once(phone: Phone, site: Site) -> None:
    made = phone.do(NEEDS + "return raise(3)")

    def cut(route: Route) -> None:
        route.fetch()  # the server has it
        route.abort()  # the phone does not know

    phone.context.route(DOOR, cut)
    state = phone.sync()
    assert (state["unsent"], state["problem"]["code"], state["online"]) == (3, "offline", False)
    phone.context.unroute(DOOR)
    state = phone.sync()
    assert (state["unsent"], state["problem"]) == (0, None)
    assert [id_ for id_ in raised(site) if id_ in made] == made
    assert {fact["state"] for fact in phone.do(STATES)} == {"accepted"}


@pytest.mark.parametrize("status", [400, 413])
def test_the_one_bad_fact_is_refused_by_itself_and_the_rest_goes_through(
    phone: Phone, site: Site, status: int
) -> None:
    made = phone.do(NEEDS + "return raise(40)")
    bad = made[23]

    def gateway(route: Route) -> None:  # something between phone and server that cannot stand one of them
        if bad in (route.request.post_data or ""):
            route.fulfill(status=status, json={"why": "太大"})
        else:
            route.continue_()

    phone.context.route(DOOR, gateway)
    state = phone.sync()
    assert (state["unsent"], state["refused"], state["problem"]) == (0, 1, None)
    refused = [fact for fact in phone.do(STATES) if fact["state"] == "refused"]
    assert [(fact["id"], fact["why"]) for fact in refused] == [(bad, "太大")]
    assert [id_ for id_ in raised(site) if id_ in made] == [id_ for id_ in made if id_ != bad]
    phone.context.unroute(DOOR)
    phone.do(
        "const {entry} = (await facts.pending()).find(({id}) => id === given);"
        "await facts.mend(given, entry); await sync.syncNow()",
        bad,
    )
    assert bad in raised(site)


def test_a_fact_that_makes_the_server_stumble_does_not_hold_up_the_others(phone: Phone, site: Site) -> None:
    made = phone.do(NEEDS + "return raise(4)")

    def stumbling(route: Route) -> None:
        if made[0] in (route.request.post_data or ""):
            route.fulfill(status=500, body="")
        else:
            route.continue_()

    phone.context.route(DOOR, stumbling)
    states = [phone.sync() for _ in range(3)]
    assert [state["problem"]["code"] for state in states] == ["busy"] * 3
    phone.do("await db.remember({key: 'wait', until: 0, tries: 0}); sync.start()")
    for _ in range(50):
        if set(made[1:]) <= set(raised(site)):
            break
        phone.page.wait_for_timeout(200)
    assert set(made[1:]) <= set(raised(site))
    waiting = [fact for fact in phone.do(STATES) if fact["id"] == made[0]]
    assert [(fact["state"], fact["code"]) for fact in waiting] == [("waiting", "server_error")]


def test_what_is_held_is_asked_about_again_and_taken_when_its_parent_came(phone: Phone, site: Site) -> None:
    first = phone.do(
        """
          const person = uuid.v7();
          await facts.record(facts.fact("people.whereabouts", person, given, {whereabouts: "home"}));
          await sync.syncNow();
          const held = await facts.pending();
          const counts = sync.state();
          await facts.record(facts.fact("people.person_registered", person, given,
            {who: {person, name: "冯新来"}, residence: "visitor"}));
          await sync.syncNow();
          return [held[0].state, counts.held, counts.unsent, (await facts.pending()).map(({state}) => state)];
        """,
        GRID,
    )
    assert first == ["held", 1, 0, ["accepted", "accepted"]]


def test_a_fact_of_a_newer_app_waits_for_the_server_and_is_kept(phone: Phone) -> None:
    phone.do(NEEDS + "await facts.record({...need(1), version: 99})")
    state = phone.sync()
    assert (state["unsent"], state["refused"], state["problem"]) == (1, 0, None)
    [fact] = phone.do(STATES)
    assert (fact["state"], fact["code"]) == ("waiting", "newer_version")
    assert fact["why"]
    batches = sizes(phone)
    phone.do("sync.start()")
    phone.page.wait_for_timeout(500)
    assert batches == []  # not with every run: the server is not updated every minute
    phone.sync()
    assert batches == [1]  # but by hand


def test_two_tabs_have_one_uploader(phone: Phone, site: Site) -> None:
    one = phone.page
    two = phone.tab()
    phone.unlock()
    asked: list[Any] = []

    def heard(sent: Request) -> None:
        if sent.url.endswith("/api/v1/entries"):
            asked.extend(sent.post_data_json or [])

    phone.context.on("request", heard)
    for page in (one, two):
        phone.page = page
        phone.do("sync.start()")
    made = []
    for page in (one, two):
        phone.page = page
        made += phone.do(NEEDS + "return raise(30)")
    for page in (one, two):
        phone.page = page
        phone.do("sync.syncNow()")  # both at once, and neither is waited for
    for page in (one, two):
        phone.page = page
        state = phone.sync()
        assert (state["unsent"], state["problem"]) == (0, None)
        states = {fact["id"]: fact["state"] for fact in phone.do(STATES)}
        assert {states[id_] for id_ in made} == {"accepted"}
    sent = [entry["id"] for entry in asked]
    assert sorted(sent) == sorted(made)
    assert sorted(id_ for id_ in raised(site) if id_ in made) == sorted(made)


def test_what_one_tab_records_the_other_shows(phone: Phone, site: Site) -> None:
    one = phone.page
    phone.do("sync.start()")
    phone.cut()
    phone.tab()
    phone.unlock()
    phone.do(
        "await facts.record(facts.fact('verification.visited', given, '51192200120201', {outcome: 'met'}))",
        site.ids["张明月"],
    )
    phone.page = one
    until(
        phone.page,
        "async (id) => (await import('/static/field/js/records.js')).get('target', id).standing === 'to_check'",
        site.ids["张明月"],
    )
    phone.cut(away=False)


def test_a_busy_server_is_left_alone_as_long_as_it_asks_for(phone: Phone) -> None:
    phone.do(NEEDS + "await raise(1)")
    phone.context.route(DOOR, lambda route: route.fulfill(status=503, headers={"Retry-After": "120"}, body=""))
    state = phone.sync()
    assert (state["problem"]["code"], state["unsent"]) == ("busy", 1)
    assert state["problem"]["why"].endswith("。")
    wait = phone.do("return (await db.recall('wait')).until - Date.now()")
    assert 110_000 < wait <= 120_000
    phone.context.unroute(DOOR)
    batches = sizes(phone)
    phone.do(
        "await facts.record(facts.fact('outreach.need_raised', uuid.v7(), given, {what: 'food', channel: 'door'}))",
        GRID,
    )
    phone.page.wait_for_timeout(2_600)
    assert batches == []


def test_recording_sends_by_itself(phone: Phone, site: Site) -> None:
    phone.do("sync.start()")
    [made] = phone.do(NEEDS + "return raise(1)")
    until(phone.page, "async () => (await import('/static/field/js/sync.js')).state().unsent === 0")
    assert [fact["state"] for fact in phone.do(STATES) if fact["id"] == made] == ["accepted"]
    assert made in raised(site)


def test_a_wrong_clock_is_flagged_and_its_fact_taken(phone: Phone) -> None:
    phone.page.add_init_script(AHEAD)
    phone.page.reload()
    phone.unlock()
    phone.do(NEEDS + "await raise(1)")
    assert phone.sync()["problem"] is None
    state, flags, skew = phone.do(
        "const [fact] = await facts.pending(); return [fact.state, fact.flags.map(({code}) => code), clock.skew()]"
    )
    assert state == "flagged"
    assert "clock_off" in flags
    assert abs(skew - 3 * 3600_000) < 30_000


AHEAD = """
  const real = Date;
  globalThis.Date = class extends real {
    constructor(...given) { given.length ? super(...given) : super(real.now() + 3 * 3600_000); }
    static now() { return real.now() + 3 * 3600_000; }
  };
"""


def test_somebody_elses_401_wipes_nothing(phone: Phone) -> None:
    phone.context.route("**/field/v1/hello*", lambda route: route.fulfill(status=401, body="<h1>Log in to WiFi</h1>"))
    state = phone.sync()
    assert state["problem"]["code"] == "unproven"
    assert phone.do("return session.current().name") == "李网格"
    phone.context.unroute("**/field/v1/hello*")


def test_a_page_in_between_is_no_answer(phone: Phone) -> None:
    phone.do(NEEDS + "await raise(2)")
    phone.context.route(DOOR, lambda route: route.fulfill(status=200, body="<h1>Log in to WiFi</h1>"))
    state = phone.sync()
    assert (state["unsent"], state["problem"]["code"]) == (2, "offline")
    phone.context.unroute(DOOR)
    assert phone.sync()["unsent"] == 0


def test_what_is_sent_is_the_fact_and_nothing_more(phone: Phone) -> None:
    bodies: list[Any] = []
    phone.page.on(
        "request",
        lambda sent: bodies.append((sent.post_data_json, sent.headers)) if sent.url.endswith("/entries") else None,
    )
    phone.do(NEEDS + "await raise(1)")
    phone.sync()
    [(entries, headers)] = bodies
    assert set(entries[0]) == {"id", "kind", "version", "subject", "area", "at", "data"}
    assert {"authorization", "x-device", "x-clock", "accept-language"} <= set(headers)
    assert "cookie" not in headers
    assert json.dumps(entries).count("_turn") == 0
