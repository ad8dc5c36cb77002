"""What comes down to a phone at a post: open posts, who passed lately, hits to see to; of nobody more than needed."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import uuid_utils.compat as uuids

from lianfang.areas.models import Area
from lianfang.duty import actions
from lianfang.duty.models import Member
from lianfang.ledger import clock
from lianfang.ledger.scope import SYSTEM
from tests.conftest import COUNTY, OTHER_VILLAGE, VILLAGE
from tests.field import entry, send
from tests.phone.carrier import carrier

NUMBER = "999001198001050112"
PLATE = "川Y12345"


@pytest.fixture
def post(members: SimpleNamespace) -> Any:
    """An open post in the village, through which a car with one person came yesterday."""
    found = uuids.uuid7()
    opened = entry("checkpoints.post_opened", found, VILLAGE, _ago(3), name="村口", what="village_card")
    taken(members, opened)
    taken(members, passed(found, VILLAGE, _ago(1)))
    return found


def _ago(days: float) -> Any:
    return clock.now() - timedelta(days=days)


def passed(post: Any, area: str, at: Any, **said: Any) -> dict[str, Any]:
    travellers = [{"name": "王大川", "id_number": NUMBER, "temperature": 36.5}]
    data = {"post": str(post), "vehicle": {"plate": PLATE}, "travellers": travellers} | said
    return entry("checkpoints.passed", uuids.uuid7(), area, at, **data) | {"place": str(post)}


def taken(members: SimpleNamespace, *entries: dict[str, Any]) -> None:
    answers = send(members.command, entries)
    assert {one.status.value for one in answers} <= {"accepted", "flagged"}, [one.as_json() for one in answers]


def guard(members: SimpleNamespace, area: str) -> Member:
    """Somebody at posts in this area."""
    agency = actions.add_agency("卡点专班", "police_station", Area.objects.get(pk=COUNTY), SYSTEM)
    member = actions.add_member(f"guard{area}", "吴值守", agency, SYSTEM, password="a-long-password")
    actions.post(member, "checkpoint_officer", Area.objects.get(pk=area), SYSTEM, since=_ago(9))
    return member


def test_who_passed_is_known_by_surname_and_last_four(post: Any, members: SimpleNamespace) -> None:
    phone = carrier(guard(members, VILLAGE))
    phone.sync()
    assert phone.of("post")[str(post)]["name"] == "村口"
    [passage] = phone.of("passage").values()
    assert (passage["plate"], passage["post"], passage["outcome"]) == (PLATE, str(post), "pass")
    [person] = passage["people"]
    assert (person["name"], person["tail"]) == ("王*", "0112")
    said = "\n".join(phone.said)
    assert NUMBER not in said
    assert "王大川" not in said


def test_posts_of_another_village_and_phones_without_a_post_get_nothing(post: Any, members: SimpleNamespace) -> None:
    for member in (guard(members, OTHER_VILLAGE), members.worker):
        phone = carrier(member)
        phone.sync()
        assert not phone.of("post")
        assert not phone.of("passage")
        assert PLATE not in "\n".join(phone.said)


def test_what_passes_next_comes_down_and_a_closed_post_goes(post: Any, members: SimpleNamespace) -> None:
    phone = carrier(guard(members, VILLAGE))
    phone.sync()
    taken(members, passed(post, VILLAGE, _ago(0.1), outcome="turned_back"))
    phone.sync()
    assert sorted(one["outcome"] for one in phone.of("passage").values()) == ["pass", "turned_back"]
    taken(members, entry("checkpoints.post_closed", post, VILLAGE, clock.now()))
    phone.sync()
    assert ("post", str(post)) in phone.gone


def test_who_passed_long_ago_is_not_carried(post: Any, members: SimpleNamespace) -> None:
    taken(members, passed(post, VILLAGE, _ago(8)))
    phone = carrier(guard(members, VILLAGE))
    phone.sync()
    assert len(phone.of("passage")) == 1


def test_a_hit_comes_down_with_what_to_do_and_goes_when_seen_to(post: Any, members: SimpleNamespace) -> None:
    until = (clock.now() + timedelta(days=3)).isoformat()
    sought = entry(
        "checkpoints.lookout_opened",
        uuids.uuid7(),
        VILLAGE,
        _ago(0.5),
        vehicle={"plate": PLATE},
        reason="forced",
        until=until,
    )
    taken(members, sought)
    phone = carrier(guard(members, VILLAGE))
    phone.sync()
    assert not phone.of("hit")
    taken(members, passed(post, VILLAGE, clock.now()))
    phone.sync()
    [hit] = phone.of("hit").values()
    assert (hit["action"], hit["plate"], hit["place"]) == ("intercept", PLATE, str(post))
    assert "forced" not in "\n".join(phone.said)
    words = phone.ask("reference").json()["words"]["action"]
    assert "拦下车辆" in words[hit["action"]]
    taken(members, entry("screening.handled", hit["id"], hit["area"], clock.now(), outcome="handed_over"))
    phone.sync()
    assert not phone.of("hit")
