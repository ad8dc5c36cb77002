"""What the phone makes of a fact by itself is what the server's folds will make of it: both run the same stories."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
import uuid_utils.compat as uuids
from hypothesis import given, settings
from hypothesis import strategies as st

from lianfang.field.parcels.base import Record
from lianfang.outreach.choices import NeedKind, Reason
from lianfang.people.kinds import Decision, Residence, Tenure, Whereabouts
from lianfang.verification.choices import Accuracy, Cause, Channel, Finding, Outcome, RecordField
from tests.conftest import COUNTY, GRID, NEXT_GRID
from tests.phone.telling import ME, OTHER, START, TEAM, Phone, Story, entry, phone, seen, server

SUBJECT, HOUSE, NEXT_HOUSE, CAMPAIGN, PERSON = (UUID(int=n) for n in range(10, 15))
MOMENTS = {"last_contact", "met_at", "fed_back_at", "claimed_until", "last_knock", "raised_at"}
FOR_STANDING = {"checked_at"}  # the server leaves it out where the standing says as much
LISTED = {"campaign": CAMPAIGN, "list": uuids.uuid7(), "row": 1, "who": {"person": PERSON}}

Said = tuple[str, dict[str, Any]]
pick = st.sampled_from
days = st.none() | st.dates(min_value=START.date())
doors = st.none() | pick([HOUSE, NEXT_HOUSE])


def said(kind: str, **values: st.SearchStrategy[Any]) -> st.SearchStrategy[Said]:
    return st.tuples(st.just(kind), st.fixed_dictionaries(values))


ON_THE_PHONE = {
    "target": st.one_of(
        said("verification.visited", outcome=pick(Outcome), channel=pick(Channel), again_on=days),
        said("verification.checked", accuracy=pick(Accuracy)),
        said("verification.fed_back"),
        said("verification.claimed", until=st.datetimes(START.replace(tzinfo=None)).map(lambda at: f"{at}Z")),
        said("verification.doubted", about=pick(RecordField)),
        said("verification.doubt_settled", finding=pick(Finding)),
        said("verification.placed", to=pick([GRID, NEXT_GRID]), household=doors),
        said("verification.assigned", to_member=pick([None, ME, OTHER]), to_group=pick([None, TEAM]), due=days),
    ),
    "person": st.one_of(
        said(
            "people.person_registered",
            who=st.just({}),
            household=doors,
            residence=pick(Residence),
            head=st.booleans(),
        ),
        said("people.whereabouts", whereabouts=pick(Whereabouts), since=days),
    ),
    "household": said("people.household_registered", where=st.just({}), walk=st.integers(0, 99), tenure=pick(Tenure)),
    "door": said(
        "verification.knocked",
        campaign=st.just(CAMPAIGN),
        household=st.just(HOUSE),
        met=st.booleans(),
        cause=st.none() | pick(Cause),
        people=st.integers(0, 9),
        again_on=days,
    ),
    "need": st.one_of(
        said(
            "outreach.need_raised",
            what=pick(NeedKind),
            urgent=st.booleans(),
            household=doors,
            wanted_by=days,
            who=st.none() | st.just({"person": PERSON}),
        ),
        said("outreach.need_taken", to_member=pick([None, ME, OTHER])),
        said("outreach.need_delivered"),
        said("outreach.need_closed", reason=pick(Reason)),
    ),
}
ELSEWHERE = {
    "target": st.one_of(
        said("verification.listed", **{name: st.just(value) for name, value in LISTED.items()}, placed=st.booleans()),
        said("verification.identity_mirrored", decision=pick(Decision), into=pick([None, HOUSE])),
    ),
    "person": said("people.identity_decided", decision=pick(Decision), same_as=st.none()),
}
OPENING: dict[str, Said] = {
    "target": ("verification.listed", LISTED),
    "person": ("people.person_registered", {"who": {}}),
    "household": ("people.household_registered", {"where": {}}),
    "door": ("verification.knocked", {"campaign": CAMPAIGN, "household": HOUSE, "met": False}),
    "need": ("outreach.need_raised", {"what": "medicine"}),
}

FINISHED: tuple[Said, ...] = (
    ("verification.visited", {"outcome": "met"}),
    ("verification.checked", {"accuracy": "accurate"}),
    ("verification.fed_back", {}),
    ("verification.checked", {"accuracy": "corrected"}),
)


@st.composite
def stories(draw: st.DrawFn, sort: str) -> tuple[Story, Story]:
    """What the server knew, by whomever, and what the phone's owner recorded after that; in the order of time."""
    kinds = ON_THE_PHONE[sort] | ELSEWHERE[sort] if sort in ELSEWHERE else ON_THE_PHONE[sort]
    opening = {**OPENING[sort][1]}
    if sort == "target":
        opening |= {"unsure": draw(st.booleans()), "placed": draw(st.booleans())}
    known = [seen(0, OPENING[sort][0], SUBJECT, opening, area=GRID, member=OTHER)]
    begun = FINISHED[: draw(st.integers(0, len(FINISHED)))] if sort == "target" else ()
    for minute, (kind, data) in enumerate([*begun, *draw(st.lists(kinds, max_size=8))], start=1):
        where, who = draw(pick([GRID, COUNTY])), draw(pick([ME, OTHER]))
        known.append(seen(minute, kind, SUBJECT, data, area=where, member=who))
    for minute, number in enumerate(draw(st.lists(st.integers(1, 8), max_size=2)), start=50):
        if number < len(known):
            void = {"reason": "mistake", "corrects": known[number].id}
            known.append(seen(minute, "ledger.voided", SUBJECT, void, area=GRID, member=OTHER))
    heard = draw(st.lists(ON_THE_PHONE[sort], min_size=1, max_size=6))
    new = [
        seen(minute, kind, SUBJECT, data, area=GRID, member=ME)
        for minute, (kind, data) in enumerate(heard, start=100)
    ]
    return known, new


@pytest.fixture(scope="module")
def node() -> Iterator[Phone]:
    with phone() as running:
        yield running


def plain(record: Record) -> Record:
    """A record with its moments as moments."""
    return {
        name: datetime.fromisoformat(value) if name in MOMENTS else value
        for name, value in record.items()
        if name not in FOR_STANDING
    }


@pytest.mark.parametrize("sort", list(ON_THE_PHONE))
def test_the_phone_foretells_what_the_server_will_say(sort: str, node: Phone) -> None:
    @settings(max_examples=200, deadline=None)
    @given(stories(sort))
    def told(story: tuple[Story, Story]) -> None:
        known, new = story
        before, after = server(sort, SUBJECT, known), server(sort, SUBJECT, [*known, *new])
        if before is None or after is None:
            return  # the opening itself was taken back: nothing on the phone to change
        (now,) = node.after([before], [entry(fact) for fact in new])
        assert plain(now) == plain(after)

    told()


@pytest.mark.parametrize("sort", ["person", "household", "door", "need"])
def test_what_the_phone_opens_itself_is_there_at_once(sort: str, node: Phone) -> None:
    @settings(max_examples=100, deadline=None)
    @given(stories(sort))
    def told(story: tuple[Story, Story]) -> None:
        opening, new = story[0][0], story[1]
        after = server(sort, SUBJECT, [opening, *new])
        assert after is not None
        (now,) = node.after([], [entry(fact) for fact in (opening, *new)])
        assert plain(now) == plain(after)

    told()


def fact(kind: str, data: dict[str, Any], **more: Any) -> dict[str, Any]:
    at = "2020-01-28T09:00:00+08:00"
    return {"id": str(uuids.uuid7()), "kind": kind, "subject": "s", "area": GRID, "at": at, "data": data, **more}


def test_a_person_found_behind_a_door_has_their_name_at_once(node: Phone) -> None:
    who = {"name": "周小燕", "id_number": "99911119800101101x", "phones": ["13910001234"]}
    (person,) = node.after([], [fact("people.person_registered", {"who": who, "household": "h", "head": True})])
    assert person == {
        "t": "person",
        "id": "s",
        "whereabouts": "home",
        "name": "周小燕",
        "phones": ["13910001234"],
        "tail": "101X",
        "area": GRID,
        "household": "h",
        "residence": "resident",
        "head": True,
    }


def test_what_is_corrected_at_the_door_reaches_target_and_person(node: Phone) -> None:
    target = {"t": "target", "id": "s", "person": "p", "standing": "to_check", "open": True, "attempts": 1}
    target |= {"met_at": "2020-01-27T01:00:00Z", "name": "王晓明", "py": "WXM", "phones": ["13900000000"]}
    person = {"t": "person", "id": "p", "name": "王晓明", "py": "WXM", "tail": "0000"}
    checked = fact("verification.checked", {"accuracy": "corrected", "who": {"name": "王小明", "phones": ["138"]}})
    now, same = node.after([target, person], [checked])
    assert (now["standing"], now["name"], now["phones"], now.get("py")) == ("to_feed_back", "王小明", ["138"], None)
    assert (same["name"], same["tail"]) == ("王小明", "0000")


def test_a_mask_is_never_lifted_by_a_fact(node: Phone) -> None:
    person = {"t": "person", "id": "s", "name": "王*明", "masked": True, "whereabouts": "home"}
    (now,) = node.after([person], [fact("people.person_registered", {"who": {"name": "王小明"}})])
    assert now["name"] == "王*明"


@pytest.mark.parametrize(
    "entries",
    [
        [fact("leads.raised", {"text": "听说"})],
        [fact("verification.visited", {"outcome": "met"}, corrects="e")],
        [fact("verification.visited", {"outcome": "met"}, subject="elsewhere")],
    ],
    ids=["unknown kind", "a correction", "unknown subject"],
)
def test_what_it_does_not_know_changes_nothing(entries: list[dict[str, Any]], node: Phone) -> None:
    target = {"t": "target", "id": "s", "standing": "to_visit", "placed": True, "open": True, "attempts": 0}
    assert node.after([target], entries) == [target]


def test_a_closed_target_keeps_no_document_number(node: Phone) -> None:
    target = {
        "t": "target",
        "id": "s",
        "standing": "to_feed_back",
        "open": True,
        "attempts": 1,
        "accuracy": "accurate",
    }
    target |= {"met_at": "2020-01-27T01:00:00Z", "id_number": "999111198001011018"}
    (now,) = node.after([target], [fact("verification.fed_back", {})])
    assert now["standing"] == "closed"
    assert "id_number" not in now
    assert "open" not in now


def test_who_passed_just_now_is_known_when_they_come_back(node: Phone) -> None:
    told = {"person": "p"}, {"name": "王大川", "id_number": "11010519491231002x", "phones": ["13900000000"]}
    said = {"post": "k", "vehicle": {"plate": "川Y12345"}, "travellers": list(told), "origin": "511922"}
    (passage,) = node.after([], [fact("checkpoints.passed", said)])
    assert (passage["t"], passage["plate"], passage["direction"], passage["outcome"]) == (
        "passage",
        "川Y12345",
        "in",
        "pass",
    )
    assert passage["people"][0] == {"person": "p"}  # the name stands in the record of the passage before
    assert (passage["people"][1]["tail"], passage["people"][1]["phone"]) == ("002X", "13900000000")


def test_a_hit_that_was_seen_to_waits_no_longer(node: Phone) -> None:
    hit = {"t": "hit", "id": "s", "action": "intercept"}
    (now,) = node.after([hit], [fact("screening.handled", {"outcome": "handed_over"})])
    assert now["state"] == "handled"
