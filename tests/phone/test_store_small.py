"""Ids, times, search, the exported file: the store's small parts, where they run."""

import uuid
from pathlib import Path

import pytest

from lianfang.ledger.kinds import all_kinds, keyed_subject
from tests.journeys.conftest import fill_in
from tests.journeys.town import PASSWORD
from tests.phone.conftest import Buy, Phone, Site

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]


def test_ids_sort_in_the_order_made_even_when_the_clock_is_put_back(buy: Buy) -> None:
    made = buy().do("""
      const first = Array.from({length: 9000}, () => uuid.v7());
      const real = Date.now;
      Date.now = () => real() - 3600_000;
      const later = Array.from({length: 10}, () => uuid.v7());
      Date.now = real;
      return [...first, ...later];
    """)
    assert made == sorted(made)
    assert len(set(made)) == len(made)
    assert {(uuid.UUID(one).version, uuid.UUID(one).variant) for one in made} == {(7, uuid.RFC_4122)}


def test_two_phones_at_one_door_speak_of_one_door(buy: Buy) -> None:
    data = {"campaign": "01A2011B-F612-7251-99C3-976D310AFB94", "household": "01a2011b-f612-7251-99c3-977168bc3626"}
    spec = {"subject": "door", "keyed": ["campaign", "household"]}
    made = buy().do("return uuid.keyed(given.spec, given.data)", {"spec": spec, "data": data})
    assert uuid.UUID(made) == keyed_subject(all_kinds()["verification.knocked"], data)


FIND = """
  return find.find(given, [
    ["target", [{t: "target", id: "1", name: "王小明", py: "WXM", address: "3组12号", phones: ["13912345678"]}]],
    ["person", [{t: "person", id: "2", name: "王小明明", py: "WXMM", phones: ["13900001112"], tail: "002X"},
                {t: "person", id: "3", name: "李王", py: "LW", address: "3组112号"},
                {t: "person", id: "4", masked: true}]],
    ["household", [{t: "household", id: "5", address: "3组12-1号"}, {t: "household", id: "6", address: "4组7号"}]],
  ]).map(({record}) => record.id);
"""


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("王小明", ["1", "2"]),
        ("王", ["1", "2", "3"]),
        ("wxm", ["1", "2"]),
        ("12", ["1", "5"]),
        ("112", ["2", "3"]),
        ("5678", ["1"]),
        ("002x", ["2"]),
        ("１２", ["1", "5"]),
        ("3组 12", ["1", "5"]),
        ("王 12", ["1"]),
        ("  ", []),
        (".*", []),
    ],
)
def test_one_field_finds_by_name_initials_door_and_last_digits(buy: Buy, typed: str, found: list[str]) -> None:
    assert buy().do(FIND, typed) == found


def test_the_desk_takes_in_what_a_wiped_phone_exports(phone: Phone, site: Site, tmp_path: Path) -> None:
    phone.cut()
    made = phone.do(
        """
      const made = [0, 1, 2].map((n) => facts.fact("outreach.need_raised", uuid.v7(), "51192200120201",
        {what: "medicine", channel: "door", note: {text: `要药${n}`}}));
      await facts.record(made);
      session.lock();
      for (let n = 0; n < 10; n += 1) await said(() => session.unlock(given, "000000"));
      return made.map(({id}) => id);
    """,
        phone.member,
    )
    exported = phone.do(
        """
      const {name, blob, count, left} = await queue.exportQueue(given);
      return {name, text: await blob.text(), count, left};
    """,
        phone.member,
    )
    assert (exported["count"], exported["left"]) == (3, 0)
    assert "要药" not in exported["text"]
    file = tmp_path / exported["name"]
    file.write_text(exported["text"], "utf-8")
    phone.cut(away=False)
    desk = phone.context.new_page()
    fill_in(desk, "worker", PASSWORD)
    desk.wait_for_url(f"{site.url}/")
    desk.goto("/field/queue/")
    desk.set_input_files("input[type=file]", file)
    desk.locator("main form button").first.click()
    desk.get_by_text("要药").or_(desk.locator("table")).first.wait_for()
    assert [row["id"] for row in site.entries("outreach.need_raised") if row["id"] in made] == made
    dropped = phone.do("return [await queue.dropExported(given), (await session.people())[0].unsent]", phone.member)
    assert dropped == [3, 0]


def test_facts_of_a_forgotten_pin_stay_beside_the_new_enrolment_until_exported(phone: Phone, site: Site) -> None:
    phone.cut()
    need = """
      const need = {what: "food", channel: "door"};
      await facts.record(facts.fact("outreach.need_raised", uuid.v7(), "51192200120201", need));
    """
    phone.do(need + "session.lock()")
    phone.cut(away=False)
    phone.enrol(site, pin="975310")
    phone.cut()
    phone.do(need)
    told = phone.do(
        """
      const [{unsent, left}] = await session.people();
      const kept = await queue.dropExported(given);
      const files = [await queue.exportQueue(given), await queue.exportQueue(given, {skip: 1})];
      const texts = await Promise.all(files.map(async ({blob}) => JSON.parse(await blob.text())));
      const dropped = await queue.dropExported(given);
      return [unsent, left, kept, files.map(({count, left}) => [count, left]), texts[0].device !== texts[1].device,
        dropped, (await facts.pending()).length, (await session.people())[0].left];
    """,
        phone.member,
    )
    assert told == [2, 1, 0, [[1, 1], [1, 0]], True, 1, 1, 0]
